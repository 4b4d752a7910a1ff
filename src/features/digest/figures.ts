import { addDays, at, DAY, type Day, mondayOf, weekOf } from '../../core/clock.ts';
import { livedIn } from '../../records/lived.ts';
import type { Batch, Directory, Read } from '../../records/read.ts';
import { MODES, type Mode } from '../../records/visit.ts';
import { reachedHash, weekHash } from '../../records/week.ts';

/** Days without a counted visit past which a household is named as not reached for long (M29: more, not equal). */
export const LONG = 14;
/** Days before its five days are over at which a request is named. */
const SOON = 1;

/** One village's week as the commits have counted it. Visits by mode are times; `reached` are households of the base. */
export interface WeekFigures {
  /** Its Monday. */
  monday: Day;
  visits: Record<Mode, number>;
  /** People met: 人次 (D24); a visit that names nobody counts as one. */
  met: number;
  reached: number;
  opened: number;
  fixed: number;
  asked: number;
  answered: number;
}

/** What stands in a village on a day, by ids: who and what is read only where it is named. */
export interface StandFigures {
  /** Households with a helper: whom the rate is about (M13). */
  base: number;
  /** Problems not yet put right. */
  open: number;
  /** Those past their day. */
  late: string[];
  /** Requests whose five days are over or end by tomorrow (E05). */
  waiting: string[];
  /** All that nobody has answered yet. */
  unanswered: number;
  /** Households not seen for more than two weeks, longest first. */
  long: LongAgo[];
}

export interface LongAgo {
  householdId: string;
  days: number;
}

/** Asks for the figures of one week; they are there once the batch has run. */
export function askWeek(
  villageId: string,
  monday: Day,
  batch: Batch,
  directory: Directory,
): () => WeekFigures {
  const week = weekOf(monday);
  const { others, came } = directory.base(villageId);
  const sums = batch.counters(villageId, weekHash(week));
  const all = batch.size(villageId, reachedHash(week));
  const outside = others.length > 0 ? batch.having(villageId, reachedHash(week), others) : () => 0;
  // Reached where it lived before, and not here: a visit stays where it was made, that the household was reached does not.
  const before = came.map((h) => {
    const here = batch.having(villageId, reachedHash(week), [h.id]);
    const there = livedIn(h).map((v) =>
      v === villageId ? () => 0 : batch.having(v, reachedHash(week), [h.id]),
    );
    return () => (here() === 0 && there.some((had) => had() > 0) ? 1 : 0);
  });
  return () => {
    const counted = sums();
    const of = (field: string) => counted[field] ?? 0;
    return {
      monday,
      visits: Object.fromEntries(MODES.map((m) => [m, of(m)])) as Record<Mode, number>,
      met: of('met'),
      reached: all() - outside() + before.reduce<number>((n, had) => n + had(), 0),
      opened: of('opened'),
      fixed: of('fixed'),
      asked: of('asked'),
      answered: of('answered'),
    };
  };
}

/** Asks for what stands on a day. */
export function askStand(
  villageId: string,
  today: Day,
  batch: Batch,
  directory: Directory,
): () => StandFigures {
  const now = at(today);
  const open = batch.members(villageId, 'problems:due');
  const late = batch.scored(villageId, 'problems:due', now - 1);
  const requests = batch.scored(villageId, 'requests:due', Number.POSITIVE_INFINITY);
  const long = askLongAgo(villageId, LONG, today, batch, directory);
  const near = now + SOON * DAY;
  return () => ({
    base: directory.base(villageId).helped.length,
    open: open(),
    late: late().map((p) => p.member),
    waiting: requests()
      .filter((r) => r.score <= near)
      .map((r) => r.member),
    unanswered: requests().length,
    long: long(),
  });
}

function askLongAgo(
  villageId: string,
  days: number,
  today: Day,
  batch: Batch,
  directory: Directory,
): () => LongAgo[] {
  const now = at(today);
  const seen = batch.scored(villageId, 'seen', now - days * DAY - 1);
  return () => {
    // Who is in the set and not among the others is helped here today: no look at each household.
    const others = new Set(directory.base(villageId).others);
    const found = others.size > 0 ? seen().filter((s) => !others.has(s.member)) : seen();
    return found.map(({ member, score }) => ({
      householdId: member,
      days: Math.round((now - score) / DAY),
    }));
  };
}

/** Households with a helper that nobody has seen for more than so many days, longest first in each village. */
export async function longAgo(
  villageIds: readonly string[],
  days: number,
  today: Day,
  read: Read,
): Promise<LongAgo[]> {
  return (
    await inOne(read, (batch) => villageIds.map((id) => askLongAgo(id, days, today, batch, read.directory)))
  ).flat();
}

/** What is asked of many villages, in one round trip. */
export async function inOne<T>(read: Read, ask: (batch: Batch) => readonly (() => T)[]): Promise<T[]> {
  const batch = read.batch();
  const answers = ask(batch);
  await batch.run();
  return answers.map((answer) => answer());
}

/** The figures of several villages' weeks added up. */
export function sumWeeks(list: readonly WeekFigures[], monday: Day): WeekFigures {
  const add = (pick: (w: WeekFigures) => number) => list.reduce((n, w) => n + pick(w), 0);
  return {
    monday,
    visits: Object.fromEntries(MODES.map((m) => [m, add((w) => w.visits[m])])) as Record<Mode, number>,
    met: add((w) => w.met),
    reached: add((w) => w.reached),
    opened: add((w) => w.opened),
    fixed: add((w) => w.fixed),
    asked: add((w) => w.asked),
    answered: add((w) => w.answered),
  };
}

/** A village's digest in figures: the week, the one before it, and what stands. */
export interface VillageFigures {
  villageId: string;
  week: WeekFigures;
  before: WeekFigures;
  stand: StandFigures;
}

/** The figures of many villages at once: all that is read for them goes out together. */
export function allFigures(
  villageIds: readonly string[],
  monday: Day,
  today: Day,
  read: Read,
): Promise<VillageFigures[]> {
  const { directory } = read;
  return inOne(read, (batch) =>
    villageIds.map((villageId) => {
      const week = askWeek(villageId, monday, batch, directory);
      const before = askWeek(villageId, addDays(monday, -7), batch, directory);
      const stand = askStand(villageId, today, batch, directory);
      return () => ({ villageId, week: week(), before: before(), stand: stand() });
    }),
  );
}

/** Mondays of so many weeks up to one, oldest first. */
export function mondaysUpTo(monday: Day, weeks: number): Day[] {
  return Array.from({ length: weeks }, (_, i) => addDays(monday, (i + 1 - weeks) * 7));
}

/** Monday and Sunday of a day's week. */
export const spanOf = (today: Day) => ({ from: mondayOf(today), to: addDays(mondayOf(today), 6) });
