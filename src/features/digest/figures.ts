import { addDays, at, type Day, mondayOf, weekOf } from '../../core/clock.ts';
import type { Read } from '../../records/read.ts';
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

/** The figures of one week: three round trips' worth of commands that share one. */
export async function weekFigures(villageId: string, monday: Day, read: Read): Promise<WeekFigures> {
  const week = weekOf(monday);
  const { others } = read.directory.base(villageId);
  const [sums, all, outside] = await Promise.all([
    read.counters(villageId, weekHash(week)),
    read.size(villageId, reachedHash(week)),
    read.having(villageId, reachedHash(week), others),
  ]);
  const of = (field: string) => sums[field] ?? 0;
  return {
    monday,
    visits: Object.fromEntries(MODES.map((m) => [m, of(m)])) as Record<Mode, number>,
    met: of('met'),
    reached: all - outside,
    opened: of('opened'),
    fixed: of('fixed'),
    asked: of('asked'),
    answered: of('answered'),
  };
}

/** What stands on a day. */
export async function standFigures(villageId: string, today: Day, read: Read): Promise<StandFigures> {
  const { helped } = read.directory.base(villageId);
  const [open, late, requests, seen] = await Promise.all([
    read.range(villageId, 'problems:due'),
    read.range(villageId, 'problems:due', { max: at(today) - 1 }),
    read.scored(villageId, 'requests:due', Number.POSITIVE_INFINITY),
    longAgo(villageId, LONG, today, read),
  ]);
  const near = at(addDays(today, SOON));
  return {
    base: helped.length,
    open: open.length,
    late,
    waiting: requests.filter((r) => r.score <= near).map((r) => r.member),
    unanswered: requests.length,
    long: seen,
  };
}

/** Households with a helper that nobody has seen for more than so many days, longest first. */
export async function longAgo(villageId: string, days: number, today: Day, read: Read): Promise<LongAgo[]> {
  const before = at(addDays(today, -days)) - 1;
  const seen = await read.scored(villageId, 'seen', before);
  return seen.flatMap(({ member, score }) => {
    const household = read.directory.household(member);
    if (household?.villageId !== villageId || household.status !== 'active' || !household.helperId) return [];
    return [{ householdId: member, days: Math.round((at(today) - score) / 86_400_000) }];
  });
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

export async function villageFigures(
  villageId: string,
  monday: Day,
  today: Day,
  read: Read,
): Promise<VillageFigures> {
  const [week, before, stand] = await Promise.all([
    weekFigures(villageId, monday, read),
    weekFigures(villageId, addDays(monday, -7), read),
    standFigures(villageId, today, read),
  ]);
  return { villageId, week, before, stand };
}

/** The figures of many villages at once: all their commands go out together. */
export function allFigures(
  villageIds: readonly string[],
  monday: Day,
  today: Day,
  read: Read,
): Promise<VillageFigures[]> {
  return Promise.all(villageIds.map((id) => villageFigures(id, monday, today, read)));
}

/** Mondays of so many weeks up to one, oldest first. */
export function mondaysUpTo(monday: Day, weeks: number): Day[] {
  return Array.from({ length: weeks }, (_, i) => addDays(monday, (i + 1 - weeks) * 7));
}

/** Monday and Sunday of a day's week. */
export const spanOf = (today: Day) => ({ from: mondayOf(today), to: addDays(mondayOf(today), 6) });
