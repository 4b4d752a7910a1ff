import { addDays, type Day, weekdayOf } from './clock.ts';
import { isWorkday } from './text/holidays.ts';

/** No arrangement of holidays is longer than this, make-up days at both ends included. */
const LONGEST_BREAK = 12;

/**
 * Whether a day lies in an arranged holiday (国庆, 春节 …) with the weekends that are part of it; an ordinary weekend is
 * none, people of the field work on Sundays (D03). Null where the year's arrangement is not known: say so, do not guess.
 */
export function isHoliday(day: Day): boolean | null {
  const work = isWorkday(day);
  if (work !== false) return work === null ? null : false;
  for (const step of [-1, 1]) {
    for (let near = day; isWorkday(near) === false; near = addDays(near, step)) {
      if (weekdayOf(near) <= 5) return true;
    }
  }
  return false;
}

/** The day itself, or the first workday behind the holiday that it lies in. Where a year is not known, the day itself. */
export function afterHoliday(day: Day): Day {
  if (isHoliday(day) !== true) return day;
  for (let n = 1; n <= LONGEST_BREAK; n++) {
    const next = addDays(day, n);
    if (isWorkday(next) !== false) return next;
  }
  return day;
}
