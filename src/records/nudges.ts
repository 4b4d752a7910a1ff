import { type Day, dayOf } from '../core/clock.ts';
import { type Hung, type Ladder, parseLadder } from '../core/ladder.ts';
import type { Village } from './organisation.ts';

/** Three days, one day before, on the day; then those above (E04, E02). */
export const PROBLEM_LADDER = parseLadder('T-3, T-1, T0 09:00, T+1 cc deputy, T+3 cc leader');
const TASK_LADDER = PROBLEM_LADDER;
/** Where a time was said, the last reminder comes an hour before it. */
const TIMED_LADDER = parseLadder('T-1, T-1h, T+1 cc deputy, T+3 cc leader');
/** What somebody wants to be reminded of himself: at that very time, or on the day and once after it. */
const OWN_TIMED_LADDER = parseLadder('T');
const OWN_LADDER = parseLadder('T-1, T0 09:00, T+1');
/** Without a day (回访 after a problem is put right) it is not let lie either. */
const UNDATED_LADDER = parseLadder('A+3, A+7 cc deputy');
/** A household's words: days 3, 4 and 5, then one level up (E05). */
export const REQUEST_LADDER = parseLadder('A+3, A+4, A+5, A+6 cc up');

interface Dated {
  at: string;
  due: string | null;
}

/** The ladder of a task by its kind. */
export function taskLadder(task: Dated & { createdBy: string; assignee?: string }): Ladder {
  const timed = (task.due?.length ?? 0) > 10;
  if (task.due === null) return UNDATED_LADDER;
  if (task.assignee === task.createdBy) return timed ? OWN_TIMED_LADDER : OWN_LADDER;
  return timed ? TIMED_LADDER : TASK_LADDER;
}

/** What a record's ladder hangs on. `usual`: the village's hour (`usualHour`). */
export function hungOf(record: Dated, usual?: string): Hung {
  return { asked: Date.parse(record.at), due: record.due, usual };
}

/** In its busy season a village is reminded in the evening, when people are at home (D30). */
const EVENING = '19:30';

/** The hour at which a village is reminded that day; undefined: the usual one. `facts.busySeason`: `{from, to}`, days. */
export function usualHour(village: Village | undefined, now: number): string | undefined {
  const season = village?.facts?.busySeason as { from?: Day; to?: Day } | undefined;
  const today = dayOf(now);
  return season?.from && season.to && season.from <= today && today <= season.to ? EVENING : undefined;
}
