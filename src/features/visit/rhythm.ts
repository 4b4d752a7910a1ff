import type { HouseholdBrief } from '../../records/read.ts';
import type { Rhythm } from '../../records/rhythm.ts';
import { ATTEMPTS, type Visit } from '../../records/visit.ts';
import { baseOf, climb, USUAL_STEPS, type VisitStep } from '../../records/visitLadder.ts';

/** Visits of one household in the order of what happened: by day, then by number. */
export function inOrder(visits: readonly Visit[]): Visit[] {
  return [...visits].sort((a, b) =>
    a.date === b.date ? numberOf(a.id) - numberOf(b.id) : a.date < b.date ? -1 : 1,
  );
}

const numberOf = (id: string) => Number.parseInt(id.slice(1), 10);

/** Tries in a row at which nobody was met, up to and with the visit `id` (D07); 0 where somebody was. */
export function attemptsUpTo(visits: readonly Visit[], id: string): number {
  let row = 0;
  for (const visit of inOrder(visits)) {
    if (visit.status === 'active') row = ATTEMPTS.has(visit.mode) ? row + 1 : 0;
    if (visit.id === id) return row;
  }
  return row;
}

/**
 * A household's rhythm after its visits have become these (all recent ones, the changed ones in their new form). A new
 * day of a last counted visit starts the ladder anew, so the commit that keeps the visit ends the nudging; where a visit
 * is taken back, the ladder goes on where it stood.
 */
export function rhythmAfter(
  old: Rhythm,
  visits: readonly Visit[],
  household: HouseholdBrief,
  steps: readonly VisitStep[] = USUAL_STEPS,
): Rhythm {
  const ordered = inOrder(visits);
  const latest = ordered.findLast((v) => v.status === 'active' && v.counted);
  const lastId = ordered.at(-1)?.id;
  return turned(old, latest && lastOf(latest), lastId ? attemptsUpTo(visits, lastId) : 0, household, steps);
}

/**
 * The same for new visits alone, without a look at the earlier ones; null where only those can tell: a try at which
 * nobody was met, or one that may have come before such a try.
 */
export function rhythmWith(
  old: Rhythm,
  fresh: readonly Visit[],
  household: HouseholdBrief,
  steps: readonly VisitStep[] = USUAL_STEPS,
): Rhythm | null {
  const { last } = old;
  const alone = fresh.every(
    (v) =>
      v.status === 'active' &&
      !ATTEMPTS.has(v.mode) &&
      (old.attempts === 0 || (last !== undefined && last.date > v.date)),
  );
  if (!alone) return null;
  const latest = inOrder(fresh).findLast((v) => v.counted);
  const later = latest && (last === undefined || isBefore(last, lastOf(latest)));
  return turned(old, later ? lastOf(latest) : last, old.attempts, household, steps);
}

type Last = NonNullable<Rhythm['last']>;

const lastOf = ({ id, date, mode, by }: Visit): Last => ({ visitId: id, date, mode, by });

const isBefore = (a: Last, b: Last) =>
  a.date === b.date ? numberOf(a.visitId) < numberOf(b.visitId) : a.date < b.date;

function turned(
  old: Rhythm,
  last: Last | undefined,
  attempts: number,
  household: HouseholdBrief,
  steps: readonly VisitStep[],
): Rhythm {
  const next: Rhythm = { ...old, last, attempts };
  if (baseOf(next) === baseOf(old)) return { ...next, nextStepAt: climb(next, household, steps) };
  const step = old.left?.base === baseOf(next) ? old.left.step : 0;
  const moved: Rhythm = { ...next, step, left: { base: baseOf(old), step: old.step } };
  return { ...moved, nextStepAt: climb(moved, household, steps) };
}
