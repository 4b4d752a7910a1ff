import { iso } from '../../core/clock.ts';
import { importedSkip, type Push } from '../../records/push.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import type { Rhythm } from '../../records/rhythm.ts';
import type { Visit } from '../../records/visit.ts';
import { baseOf, rhythmAt, stepTimes, USUAL_STEPS, type VisitStep } from '../../records/visitLadder.ts';
import { rhythmAfter } from './rhythm.ts';

/** The rhythm of a household that comes in with its history: steps that were due by then are taken as done. */
export function importedRhythm(
  household: HouseholdBrief,
  visits: readonly Visit[],
  at: string,
  steps: readonly VisitStep[] = USUAL_STEPS,
): Rhythm {
  const now = Date.parse(at);
  const empty: Rhythm = {
    id: household.id,
    rev: 0,
    schema: 1,
    by: 'import',
    at,
    status: 'active',
    source: { messageId: 'import', chat: 'import' },
    villageId: household.villageId,
    householdId: household.id,
    since: iso(now).slice(0, 10),
    attempts: 0,
    step: 0,
  };
  const { left: _, ...rhythm } = rhythmAfter(empty, visits, household, steps);
  return rhythmAt(rhythm, household, now, steps);
}

/** What loaded history does not send any more, on record with its reason (contract, section 6). */
export function skippedSteps(household: HouseholdBrief, rhythm: Rhythm, at: string): Push[] {
  const helper = household.helperId;
  if (!helper) return [];
  return stepTimes(baseOf(rhythm), household.visitCycleDays, USUAL_STEPS)
    .slice(0, rhythm.step)
    .map((time, i) => importedSkip(`push|overdue|${iso(time)}|${household.id}|${i + 1}`, helper, time, at));
}
