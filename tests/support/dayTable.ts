import type { Day } from '../../src/core/clock.ts';
import { type Prefer, parseDay } from '../../src/core/text/days.ts';

/** Reads a phrase said on a day, in short: `09-20 18:00 until`; the year only where it is not 2017. */
export function shortDay(text: string, today: Day, prefer: Prefer): string {
  const found = parseDay(text, { today, prefer });
  if (found === null) return '-';
  if ('invalid' in found) return found.invalid;
  if ('unknownYear' in found) return 'unknownYear';
  return [found.day.replace('2017-', ''), found.time, found.until && 'until'].filter(Boolean).join(' ');
}

/** The rows of a table `phrase = day`, a line each. */
export const table = (rows: string) =>
  rows
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/ *= */) as [string, string]);
