import { type Day, daysBetween, mondayOf, weekdayOf } from '../../../core/clock.ts';
import { formatDay } from '../../../core/text/days.ts';
import { recordsOfHousehold } from '../../../records/lived.ts';
import type { Village } from '../../../records/organisation.ts';
import type { HouseholdBrief, Read } from '../../../records/read.ts';
import { type Rhythm, rhythmKind } from '../../../records/rhythm.ts';
import { MODE_LABELS, type Visit, visitKind } from '../../../records/visit.ts';

/** A household to go to, and what its helper wants to know before he goes (D03, D09). */
export interface ToWalk {
  household: HouseholdBrief;
  last?: Rhythm['last'];
  /** Tries in a row at which nobody was met since. */
  attempts: number;
  /** The day that was agreed on, where it is not past. */
  nextVisit?: Day;
  /** Days past the visit cycle on the day in question; below 0: not due yet. Infinity where nobody ever went. */
  overdue: number;
}

/** Most that one list names: more is not walked in a day. */
export const LIST_LENGTH = 8;

/** A day on which this village's helpers go (D03: each village has its own). */
export function isWorkday(village: Village, day: Day): boolean {
  return village.status === 'active' && village.workdays.includes(weekdayOf(day));
}

/**
 * Which of these households to go to on a day: those not seen in its week (Monday to Sunday), and those that were promised
 * a visit on that very day; the most overdue first.
 */
export async function toWalk(households: readonly HouseholdBrief[], day: Day, read: Read): Promise<ToWalk[]> {
  const all = await Promise.all(households.map((household) => lookAt(household, day, read)));
  return all
    .filter((w) => !w.last || w.last.date < mondayOf(day) || w.nextVisit === day)
    .sort((a, b) => compare(b.overdue, a.overdue) || (a.household.id < b.household.id ? -1 : 1));
}

/** How a household stands on a day. */
export async function lookAt(household: HouseholdBrief, day: Day, read: Read): Promise<ToWalk> {
  const { id, villageId, visitCycleDays } = household;
  const [rhythm, visits] = await Promise.all([
    read.get(rhythmKind, id, villageId),
    recordsOfHousehold(visitKind, 'visits', household, read, { reverse: true, limit: 5 }),
  ]);
  const last = rhythm?.last;
  return {
    household,
    last,
    attempts: rhythm?.attempts ?? 0,
    nextVisit: agreed(visits, day),
    overdue: last ? daysBetween(last.date, day) - visitCycleDays : Infinity,
  };
}

/** What the latest visit that named a next one agreed on. */
function agreed(visits: readonly Visit[], day: Day): Day | undefined {
  const next = visits.find((v) => v.status === 'active' && v.nextVisit)?.nextVisit;
  return next && next >= day ? next : undefined;
}

/** `上次9月6日 入户,8天了` */
export function lastSeen(last: Rhythm['last'], day: Day): string {
  if (!last) return '还没有走访记录';
  return `上次${formatDay(last.date, day)} ${MODE_LABELS[last.mode]},${daysBetween(last.date, day)}天了`;
}

/** What else is known before one goes: tries that failed, a day that was agreed on. Not for a room. */
export function beforeGoing({ attempts, nextVisit }: ToWalk, day: Day): string {
  const tried = attempts > 0 ? `,后来${attempts}次没见到人` : '';
  const said = nextVisit ? `,约好${nextVisit === day ? '这天' : formatDay(nextVisit, day)}去` : '';
  return `${tried}${said}`;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
