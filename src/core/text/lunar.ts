import chineseDays from 'chinese-days';
import { addDays, type Day } from '../clock.ts';

/** The first day of lunar 1900: the table of chinese-days begins there. */
const FIRST_DAY = '1900-01-31';
const FIRST_YEAR = 1900;

/** The last lunar year that the table knows. */
const LAST_LUNAR_YEAR = 2100;

/** Whether the lunar calendar of a year is known. */
export function knowsLunarYear(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_LUNAR_YEAR;
}

/**
 * The day of a lunar date, null where that year has none (a 30th of a short month, a leap month it lacks). Only the table
 * of chinese-days is used: its own conversion goes through `Date`, follows the machine's time zone and loses 二月三十.
 */
export function lunarDay(year: number, month: number, day: number, leap = false): Day | null {
  const leapMonth = chineseDays.getYearLeapMonth(year);
  if (!knowsLunarYear(year) || month < 1 || month > 12 || day < 1) return null;
  if (leap && leapMonth.leapMonth !== month) return null;
  const length = leap ? leapMonth.days : chineseDays.monthDays(year, month);
  if (day > length) return null;
  let offset = (STARTS[year - FIRST_YEAR] ?? 0) + day - 1;
  for (let m = 1; m < month; m++) offset += monthWithLeap(year, m, leapMonth);
  if (leap) offset += chineseDays.monthDays(year, month);
  return addDays(FIRST_DAY, offset);
}

/** The eve of the lunar year that ends: its last day. */
export function lunarEve(year: number): Day | null {
  return lunarDay(year, 12, 30) ?? lunarDay(year, 12, 29);
}

type LeapMonth = ReturnType<typeof chineseDays.getYearLeapMonth>;

function monthWithLeap(year: number, month: number, leap: LeapMonth): number {
  return chineseDays.monthDays(year, month) + (leap.leapMonth === month ? leap.days : 0);
}

/** Days from the first day of the table to the first of each lunar year. */
const STARTS: readonly number[] = yearStarts();

function yearStarts(): number[] {
  const starts = [0];
  for (let year = FIRST_YEAR; year < LAST_LUNAR_YEAR; year++) {
    const leap = chineseDays.getYearLeapMonth(year);
    let days = starts.at(-1) ?? 0;
    for (let month = 1; month <= 12; month++) days += monthWithLeap(year, month, leap);
    starts.push(days);
  }
  return starts;
}
