import { addDays, type Day, weekdayOf } from '../../core/clock.ts';
import { lastOfMonth, monthOf, yearOf } from '../../core/text/dayYear.ts';

/** The month's last Thursday, on which helpers report (F06). */
export const isLastThursday = (day: Day) => addDays(day, 7).slice(0, 7) !== day.slice(0, 7);

/** The same of a day's month. */
export function reportDay(day: Day): Day {
  const last = lastOfMonth({ year: yearOf(day), month: monthOf(day) });
  return addDays(last, -((weekdayOf(last) + 3) % 7));
}
