import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { addDays, at, DAY, type Day } from '../../src/core/clock.ts';
import { readPosting } from '../../src/features/publicity/read.ts';
import { publicityDays } from '../../src/records/publicity.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

const anyDay = fc.integer({ min: -10_000, max: 30_000 }).map((n) => addDays('2017-09-11', n));

describe('the days of a publicity (C06, C08)', () => {
  it('put up on the 11th: full on the 18th, to be handed on from the 19th', () => {
    expect(publicityDays('2017-09-11')).toEqual({
      start: '2017-09-11',
      lastDay: '2017-09-18',
      reportFrom: '2017-09-19',
    });
  });

  it('never leave fewer than seven whole days in between, whatever the weekday, month or year', () => {
    fc.assert(
      fc.property(anyDay, (start) => {
        const { lastDay, reportFrom } = publicityDays(start);
        // From the midnight after the day on which it was put up to that of the day on which it goes out.
        const whole = (at(reportFrom) - at(addDays(start, 1))) / DAY;
        expect(whole).toBe(7);
        expect(lastDay).toBe(addDays(reportFrom, -1));
      }),
    );
  });
});

describe('what is said of it', () => {
  const today: Day = '2017-09-13';
  it.each([
    ['9月11日贴的', { start: '2017-09-11', left: '' }],
    ['', { left: '' }],
    ['11号贴出来了', { start: '2017-09-11', left: '' }],
    ['从9月11日开始公示', { start: '2017-09-11', left: '' }],
    [
      '识别初步公示 昨天贴在村委会公示栏',
      { start: '2017-09-12', what: '识别初步公示', place: '村委会公示栏', left: '' },
    ],
    ['前天张贴在村口', { start: '2017-09-11', place: '村口', left: '' }],
    ['9月31日贴的', { noDay: '9月31日', left: '' }],
    ['9月20日贴的', { start: '2017-09-20', left: '' }],
    ['9月11日贴的 她崽买了车', { start: '2017-09-11', left: '她崽买车' }],
  ])('%s', (words, wanted) => {
    expect(readPosting(words, `公示 何玉兰 ${words}`, today)).toEqual(wanted);
  });

  it('takes what it is from the command word, too', () => {
    expect(readPosting('昨天贴的', '#低保公示 何玉兰 昨天贴的', today).what).toBe('低保公示');
  });

  it('at the turn of the year means the December that was', () => {
    expect(readPosting('12月30日贴的', '', '2018-01-02').start).toBe('2017-12-30');
  });
});

let world: World;
afterEach(() => (world as World | undefined)?.close());

describe('whom it concerns hears of it', () => {
  const heard = () =>
    world
      .heard()
      .filter((s) => s.text?.includes('何玉兰'))
      .map((s) => `${s.to} ${/今天满|已经满/.exec(s.text ?? '')?.[0]}`)
      .sort();

  it('once on the day on which it is full and once on the next, also over restarts in between', async () => {
    world = await createWorld({ features: onlyPush('publicity') });
    await world.until('2017-09-18T08:59:00+08:00');
    expect(heard()).toEqual([]);
    await world.until('2017-09-18T09:00:00+08:00');
    world.die();
    await world.start();
    await world.until('2017-09-18T20:00:00+08:00');
    expect(heard()).toEqual(['U07 今天满', 'U14 今天满']);
    world.die();
    await world.until('2017-09-19T10:30:00+08:00');
    await world.start();
    await world.until('2017-09-19T12:00:00+08:00');
    world.die();
    await world.start();
    await world.until('2017-09-25T12:00:00+08:00');
    expect(heard()).toEqual(['U07 已经满', 'U14 已经满']);
  });

  it('nothing once it was taken down, and not in the old days once they were put right', async () => {
    world = await createWorld({ features: onlyPush('publicity') });
    await world.say('U14', '公示 何玉兰 9月12日贴的');
    world.heard();
    await world.until('2017-09-18T20:00:00+08:00');
    expect(heard()).toEqual([]);
    await world.until('2017-09-19T20:00:00+08:00');
    expect(heard()).toEqual(['U07 今天满', 'U14 今天满']);
    await world.say('U07', '撤下公示 何玉兰');
    world.heard();
    await world.until('2017-09-25T20:00:00+08:00');
    expect(heard()).toEqual([]);
  });

  it('in the village to which the household has moved meanwhile', async () => {
    world = await createWorld({ features: onlyPush('publicity') });
    await world.say('U03', '迁村 何玉兰 → 枫树湾村 1组');
    expect(world.heard().at(-1)?.text).toContain('没满期的公示1件');
    await world.say('U03', '确认');
    world.heard();
    await world.until('2017-09-18T20:00:00+08:00');
    expect(heard()).toEqual(['U04 今天满', 'U11 今天满']);
  });
});
