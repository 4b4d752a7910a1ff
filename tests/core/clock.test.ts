import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  at,
  DAY,
  dayOf,
  daysBetween,
  HOUR,
  iso,
  mondayOf,
  timeOf,
  weekdayOf,
  weekOf,
} from '../../src/core/clock.ts';

const instant = fc.integer({ min: at('2000-01-01'), max: at('2049-12-31') });
const day = instant.map(dayOf);

describe('days of Shanghai', () => {
  it.each([
    ['2017-09-12T15:59:59Z', '2017-09-12', '23:59'],
    ['2017-09-12T16:00:00Z', '2017-09-13', '00:00'],
    ['2017-12-31T16:00:00Z', '2018-01-01', '00:00'],
    ['2016-02-28T16:30:00Z', '2016-02-29', '00:30'],
  ])('%s is %s %s', (utc, date, time) => {
    expect([dayOf(Date.parse(utc)), timeOf(Date.parse(utc))]).toEqual([date, time]);
  });

  it('an instant is written with +08:00 and read back', () => {
    expect(iso(Date.parse('2017-09-13T00:00:00Z'))).toBe('2017-09-13T08:00:00+08:00');
    fc.assert(
      fc.property(instant, (ms) => {
        expect(Date.parse(iso(ms))).toBe(ms - (ms % 1000));
      }),
    );
  });

  it('a day begins at its midnight and ends before the next', () => {
    fc.assert(
      fc.property(day, (d) => {
        expect(dayOf(at(d))).toBe(d);
        expect(dayOf(at(d) - 1)).toBe(addDays(d, -1));
        expect(dayOf(at(d, '23:59:59'))).toBe(d);
        expect(at(addDays(d, 1)) - at(d)).toBe(24 * HOUR);
      }),
    );
  });

  it('adding and counting days are each other’s inverse', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (d, n) => {
        expect(daysBetween(d, addDays(d, n))).toBe(n);
      }),
    );
  });
});

describe('weeks', () => {
  it.each([
    ['2017-09-11', 1, '2017-09-11', '2017-W37'],
    ['2017-09-17', 7, '2017-09-11', '2017-W37'],
    ['2017-01-01', 7, '2016-12-26', '2016-W52'],
    ['2018-12-31', 1, '2018-12-31', '2019-W01'],
    ['2021-01-03', 7, '2020-12-28', '2020-W53'],
  ])('%s', (d, weekday, monday, week) => {
    expect([weekdayOf(d), mondayOf(d), weekOf(d)]).toEqual([weekday, monday, week]);
  });

  it('begin on Monday and have seven days of one name', () => {
    fc.assert(
      fc.property(day, (d) => {
        const monday = mondayOf(d);
        expect(weekdayOf(monday)).toBe(1);
        expect(daysBetween(monday, d)).toBe(weekdayOf(d) - 1);
        for (let i = 0; i < 7; i++) expect(weekOf(addDays(monday, i))).toBe(weekOf(d));
        expect(weekOf(addDays(monday, 7))).not.toBe(weekOf(d));
        expect(at(addDays(monday, 7)) - at(monday)).toBe(7 * DAY);
      }),
    );
  });
});
