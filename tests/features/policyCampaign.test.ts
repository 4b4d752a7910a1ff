import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/core/clock.ts';
import { daysIn, isItsDay, sayDays, seasonDays } from '../../src/features/policy/campaignDays.ts';
import { readFolder } from '../../src/policy-files.ts';

const book = readFolder(undefined, Date.parse('2017-09-13T08:00:00+08:00'));
const daysOf = (days: string, from = '2017-01-01') =>
  Array.from({ length: 365 }, (_, i) => addDays(from, i)).filter((day) => isItsDay(days, day));

describe('the days of a campaign', () => {
  it.each([
    ['11—3月(冬春救助)', '11-01'],
    ['7—9月', '07-01'],
    ['12月核分红', '12-01'],
    ['秋季开学前', '08-18'],
    ['春、秋开学前2周', '02-10,08-18'],
    ['开学后2周内', '02-25,09-01'],
    ['播种、补栏前', undefined],
    [undefined, undefined],
  ])('in the season %s: %s', (season, days) => {
    expect(seasonDays({ id: 'P99', season })).toBe(days);
  });

  it('takes the month in which the office is asked where the entry names none', () => {
    expect(seasonDays({ id: 'P07', season: '缴费期(日期由县定)' })).toBe('09-01');
  });

  it('comes at least once a year for every entry of the book whose season has days', () => {
    const found = book.flatMap((p) => seasonDays({ id: p.id, season: p.entry.season }) ?? []);
    expect(found.length).toBeGreaterThan(7);
    for (const days of found) expect(daysOf(days)).toHaveLength(days.split(',').length);
  });

  it.each([
    ['每年2月29日', ['2017-02-28']],
    ['cron 0 9 1 3,9 *', ['2017-03-01', '2017-09-01']],
    ['cron 0 9 1-7 6 1', null],
  ])('%s', (text, wanted) => {
    const days = daysIn(text) ?? '';
    expect(sayDays(days)).not.toMatch(/NaN|undefined/);
    if (wanted) expect(daysOf(days)).toEqual(wanted);
    else expect(daysOf(days).length).toBeGreaterThan(0);
  });

  it.each(['每年13月1日', '每月30号', '每周八', 'cron 30 7 1 3 *', 'cron 0 9 99 3 *', 'cron', '哪天都行'])(
    'refuses %s',
    (text) => expect(daysIn(text)).toBeUndefined(),
  );

  it('reads back every day that it takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), (month, day) => {
        const days = daysIn(`排给全乡 每年${month}月${day}日`) ?? '';
        expect(sayDays(days)).toBe(`每年${month}月${day}日`);
        expect(daysOf(days)).toHaveLength(1);
      }),
    );
  });
});
