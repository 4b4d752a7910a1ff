import { expect, it } from 'vitest';
import { afterHoliday, isHoliday } from '../../src/core/calendar.ts';

it.each([
  ['2017-10-01', true],
  ['2017-10-07', true],
  ['2017-10-08', true],
  ['2017-09-30', false], // a make-up day, people work
  ['2017-09-16', false], // an ordinary Saturday
  ['2017-09-13', false],
  ['2018-02-17', true],
  ['2099-10-01', null],
])('%s is a holiday: %s', (day, expected) => {
  expect(isHoliday(day)).toBe(expected);
});

it.each([
  ['2017-10-01', '2017-10-09'],
  ['2017-09-30', '2017-09-30'],
  ['2017-09-16', '2017-09-16'],
  ['2018-02-16', '2018-02-22'],
  ['2099-10-01', '2099-10-01'],
])('behind the holiday of %s comes %s', (day, expected) => {
  expect(afterHoliday(day)).toBe(expected);
});
