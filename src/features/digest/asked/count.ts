import { at, DAY, type Day, dayOf } from '../../../core/clock.ts';
import type { Kind, Stored } from '../../../records/kind.ts';
import { isOpen, problemKind } from '../../../records/problem.ts';
import type { Read } from '../../../records/read.ts';
import { requestKind } from '../../../records/request.ts';
import { COUNTED, MODES, type Mode, visitKind } from '../../../records/visit.ts';
import { askWeek, inOne, sumWeeks, type WeekFigures } from '../figures.ts';
import { isWeek, type Period } from './period.ts';

/** Records of one kind that are read for an answer; more than these would keep other answers waiting. */
export const MOST = 5000;
const SOME = 200;
/** How long before the days somebody may have asked what was answered in them. */
const ASKED_BEFORE = 92 * DAY;

/**
 * What some days came to in some villages: whole weeks from the counters that the commits keep, other days from the records.
 * Null where there are too many of them to be read for an answer.
 */
export async function figuresIn(
  ids: readonly string[],
  period: Pick<Period, 'from' | 'to'>,
  read: Read,
): Promise<WeekFigures | null> {
  if (isWeek(period)) {
    const weeks = await inOne(read, (b) => ids.map((id) => askWeek(id, period.from, b, read.directory)));
    return sumWeeks(weeks, period.from);
  }
  const all: WeekFigures[] = [];
  for (const id of ids) {
    const one = await countIn(id, period, read);
    if (!one) return null;
    all.push(one);
  }
  return sumWeeks(all, period.from);
}

async function countIn(
  villageId: string,
  { from, to }: Pick<Period, 'from' | 'to'>,
  read: Read,
): Promise<WeekFigures | null> {
  const [begin, end] = [at(from), at(to) + DAY - 1];
  const within = (day: Day | undefined) => day !== undefined && day >= from && day <= to;
  const dayIn = (instant: string | undefined) => instant && dayOf(Date.parse(instant));
  const [visits, problems, requests] = await Promise.all([
    readAll(visitKind, 'visits', villageId, begin, end, read),
    readAll(problemKind, 'problems', villageId, 0, end, read),
    readAll(requestKind, 'requests', villageId, begin - ASKED_BEFORE, end, read),
  ]);
  if (!visits || !problems || !requests) return null;
  const active = visits.filter((v) => v.status === 'active');
  const met = active.filter((v) => COUNTED.has(v.mode));
  const helped = new Set(read.directory.base(villageId).helped.map((h) => h.id));
  const known = problems.filter((p) => p.status !== 'void');
  return {
    monday: from,
    visits: Object.fromEntries(MODES.map((m) => [m, active.filter((v) => v.mode === m).length])) as Record<
      Mode,
      number
    >,
    met: met.reduce((n, v) => n + Math.max(1, v.met?.length ?? 0), 0),
    reached: new Set(met.map((v) => v.householdId).filter((id) => helped.has(id))).size,
    opened: known.filter((p) => within(dayIn(p.at))).length,
    fixed: known.filter((p) => !isOpen(p) && within(p.fixedOn)).length,
    asked: requests.filter((r) => within(dayIn(r.at))).length,
    answered: requests.filter((r) => within(dayIn(r.answeredAt))).length,
  };
}

/** All of a set between two instants, some at a time; null where they are too many. */
export async function readAll<T extends Stored>(
  kind: Kind<T>,
  set: string,
  villageId: string,
  min: number,
  max: number,
  read: Read,
): Promise<T[] | null> {
  const ids = await read.range(villageId, set, { min, max, limit: MOST + 1 });
  if (ids.length > MOST) return null;
  const all: T[] = [];
  for (let i = 0; i < ids.length; i += SOME)
    all.push(...(await read.many(kind, ids.slice(i, i + SOME), villageId)));
  return all;
}

/** A period that has not ended is said so: its figures are no whole week's. */
export const runs = ({ to }: Pick<Period, 'to'>, today: Day) => to >= today;
