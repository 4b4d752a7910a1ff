import { expect, test } from 'vitest';
import { isWorkday, knowsHolidays, workdayAfter } from '../../../src/core/text/holidays.ts';
import { lunarDay, lunarEve } from '../../../src/core/text/lunar.ts';

test.each([
  [2017, 1, 1, false, '2017-01-28'],
  [2017, 8, 15, false, '2017-10-04'],
  [2017, 6, 10, false, '2017-07-03'],
  [2017, 6, 10, true, '2017-08-01'],
  [2017, 12, 30, false, '2018-02-15'],
  // The conversion of chinese-days loses this one.
  [2017, 2, 30, false, '2017-03-27'],
  [2020, 4, 1, true, '2020-05-23'],
  [2100, 1, 1, false, '2100-02-09'],
  // No leap month, a short month, no such month.
  [2017, 5, 1, true, null],
  [2016, 12, 31, false, null],
  [2017, 6, 30, false, null],
  [2017, 13, 1, false, null],
  [1899, 1, 1, false, null],
  [2101, 1, 1, false, null],
])('lunar %i-%i-%i (leap %s) is %s', (year, month, day, leap, expected) => {
  expect(lunarDay(year, month, day, leap)).toBe(expected);
});

test.each([
  [2016, '2017-01-27'],
  [2017, '2018-02-15'],
  [2024, '2025-01-28'],
])('the eve of lunar %i is %s', (year, eve) => {
  expect(lunarEve(year)).toBe(eve);
});

test('workdays follow the published arrangement', () => {
  expect(isWorkday('2017-09-30')).toBe(true);
  expect(isWorkday('2017-10-01')).toBe(false);
  expect(isWorkday('2017-10-08')).toBe(false);
  expect(isWorkday('2017-09-16')).toBe(false);
  expect(isWorkday('2017-09-13')).toBe(true);
  expect(workdayAfter('2017-09-29', 2)).toBe('2017-10-09');
  expect(workdayAfter('2018-02-14', 1)).toBe('2018-02-22');
});

test('a year without one is not guessed', () => {
  expect(knowsHolidays(2017)).toBe(true);
  expect(knowsHolidays(2040)).toBe(false);
  expect(isWorkday('2040-09-13')).toBeNull();
  expect(workdayAfter('2040-09-13', 1)).toBeNull();
});
