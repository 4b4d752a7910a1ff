import type { Day } from '../../core/clock.ts';
import { findDay } from '../../core/text/days.ts';

/** Words that announce the day of the next visit. */
export const NEXT = /(?:下次|下回|下一次)(?:走访|入户|再?去|再?来|时间|日期)*[:\s]*/;

/** The day that a note names for the next visit: `下次9月20日`, `下次走访:下周三`. */
export function nextVisitIn(note: string, today: Day): Day | undefined {
  const next = NEXT.exec(note);
  if (!next) return undefined;
  const day = findDay(note.slice(next.index + next[0].length), { today, prefer: 'future' });
  return day && day.index === 0 && 'day' in day && day.day > today ? day.day : undefined;
}
