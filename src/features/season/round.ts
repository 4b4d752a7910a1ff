import { iso } from '../../core/clock.ts';
import { type Change, change } from '../../records/change.ts';
import { stand } from '../../records/duty.ts';
import { recordsIn } from '../../records/find.ts';
import type { Household } from '../../records/household.ts';
import { rulesIn } from '../../records/nudges.ts';
import { isSameRound, type Season } from '../../records/season.ts';
import { isTaskOpen, type Task, taskKind } from '../../records/task.ts';
import type { Context } from '../define.ts';

/** What a last day means for the tasks that stand. */
export interface Round {
  /** Households that get a task. */
  fresh: Household[];
  /** Open tasks of this round that have another day. */
  moved: Task[];
  /** Open tasks of this round that have this very day. */
  same: number;
  /** Households that have done it in this round. */
  done: number;
  /** What is left open of a round before. */
  over: Task[];
}

/**
 * The round that ends on `due`, in some villages: what is open and still to come, or was due within half a year of it,
 * belongs to it; an older leftover ends, for it would hide its household from the new round.
 */
export async function roundEnding(
  season: Season,
  due: string,
  villageIds: readonly string[],
  households: readonly Household[],
  { read, today }: Context,
): Promise<Round> {
  const all: Task[] = [];
  for (const id of villageIds)
    all.push(...(await recordsIn(taskKind, `season:${season.id}:tasks`, read, id)));
  const ends = (t: Task) => (t.due ?? t.at).slice(0, 10);
  const open = all.filter(isTaskOpen);
  const standing = open.filter((t) => ends(t) >= today || isSameRound(ends(t), due));
  const done = all.filter((t) => t.status === 'done' && isSameRound(ends(t), due));
  const known = new Set([...standing, ...done].map((t) => t.householdId));
  const finished = new Set(done.map((t) => t.householdId));
  const moved = standing.filter((t) => ends(t) !== due);
  return {
    fresh: households.filter((h) => !known.has(h.id)),
    moved,
    same: standing.length - moved.length,
    done: households.filter((h) => finished.has(h.id)).length,
    over: open.filter((t) => !standing.includes(t)),
  };
}

/** The changes to tasks that stand: those of the round get its day, and what is over ends. */
export function roundChanges({ moved, over }: Round, due: string, context: Context): Change[] {
  const write = (before: Task, to: Partial<Task>, action: 'move' | 'over', text?: string) => {
    const by = context.sender.person?.id ?? '';
    const history = [...before.history, { at: iso(context.now), by, action, text }];
    const next: Task = { ...before, ...to, postpone: undefined, history };
    const rules = rulesIn(before.villageId, context.read.directory);
    const after = { ...next, ...stand({ kind: 'task', record: next }, rules, context.now) };
    return change({ kind: taskKind, before, after, action: `task.${action}`, actor: by });
  };
  return [
    ...moved.map((t) => write(t, { due, status: 'open' }, 'move', t.due ?? undefined)),
    ...over.map((t) => write(t, { status: 'cancelled' }, 'over')),
  ];
}

/** What becomes of the tasks that stand, a sentence each; none where there are none. `will`: nothing is written yet. */
export function standingText({ moved, same, done, over }: Round, day: string, will: boolean): string[] {
  return [
    ...(moved.length > 0 ? [`有${moved.length}户之前安排过,日子${will ? '会' : ''}改到${day}。`] : []),
    ...(same > 0 ? [`有${same}户之前安排过,没有重复。`] : []),
    ...(done > 0 ? [`有${done}户这一轮已经办好,不再提醒。`] : []),
    ...(over.length > 0 ? [`有${over.length}户上一轮没办完,上一轮的不再提醒。`] : []),
  ];
}
