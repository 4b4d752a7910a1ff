import { addDays, type Day, daysBetween } from '../clock.ts';

/** Which way an incomplete day is meant: a visit that was, a deadline that comes, or whichever is nearer. */
export type Prefer = 'past' | 'future' | 'nearest';

export interface DayContext {
  today: Day;
  prefer: Prefer;
}

/** `YYYY-MM-DD`, or null where the calendar has no such day. Months and days from 1. */
export function realDay(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Days in a month (1 to 12). */
export function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

/** The month `n` months away from a day's, as year and month. */
export function monthAway(day: Day, n: number): { year: number; month: number } {
  const months = yearOf(day) * 12 + monthOf(day) - 1 + n;
  return { year: Math.floor(months / 12), month: (months % 12) + 1 };
}

/** The same day `n` months away, or the last day of that month. */
export function addMonths(day: Day, n: number): Day {
  const { year, month } = monthAway(day, n);
  return realDay(year, month, Math.min(Number(day.slice(8)), monthLength(year, month))) ?? day;
}

/**
 * Of several days the one that is meant: the nearest to today, but with `past` none that lies more than `patience` days
 * ahead, with `future` none more than that behind. Null when all are out.
 */
export function choose(days: readonly Day[], { today, prefer }: DayContext, patience = 0): Day | null {
  let best: { day: Day; distance: number } | null = null;
  for (const day of days) {
    const ahead = daysBetween(today, day);
    if (prefer === 'past' ? ahead > patience : prefer === 'future' && ahead < -patience) continue;
    // Of two as near the coming one.
    const distance = Math.abs(ahead) + (ahead < 0 ? 0.5 : 0);
    if (best === null || distance < best.distance) best = { day, distance };
  }
  return best?.day ?? null;
}

/**
 * How many days on the wrong side a day with a month keeps its nearest year: `9月20日` said of a visit on 9月13日 is this
 * year's, a slip to be told, not last year's.
 */
const PATIENCE = 60;

/** A month and day without a year. A day that its year does not have is null (2月29日 in 2017). */
export function inferYear(month: number, day: number, context: DayContext): Day | null {
  const year = yearOf(context.today);
  const near = [year - 1, year, year + 1].flatMap((y) => {
    if (month < 1 || month > 12) return [];
    return realDay(y, month, Math.min(day, monthLength(y, month))) ?? [];
  });
  const chosen = choose(near, context, PATIENCE);
  return chosen === null ? null : realDay(yearOf(chosen), month, day);
}

/** A day of a month that was not said: of the nearest month that has it. */
export function inferMonth(day: number, context: DayContext): Day | null {
  const months = [-2, -1, 0, 1, 2].map((n) => monthAway(context.today, n));
  return choose(
    months.flatMap(({ year, month }) => realDay(year, month, day) ?? []),
    context,
  );
}

export function lastOfMonth({ year, month }: { year: number; month: number }): Day {
  return realDay(year, month, monthLength(year, month)) ?? addDays(`${year}-01-01`, 0);
}
