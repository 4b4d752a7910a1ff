import { addDays, at, type Day } from '../core/clock.ts';
import { parseLadder } from '../core/ladder.ts';
import { ladderText, type NudgeRules } from './nudges.ts';
import type { HouseholdBrief } from './read.ts';
import type { Rhythm } from './rhythm.ts';

/** A step of the ladder of visits: days past the end of the cycle, and who hears of it (absent: the helper). */
export interface VisitStep {
  days: number;
  cc?: 'deputy' | 'leader' | 'up' | 'household';
}

export const STEP_TIME = '09:00';

/** Where nobody has set anything else: the helper, the deputies, the grid leader (D01, A03). */
export const USUAL_STEPS: readonly VisitStep[] = stepsOfText(ladderText('visit', { ladders: [] }));

/** The steps by which a place is told of households whose visit is overdue. */
export function visitSteps(rules: NudgeRules): readonly VisitStep[] {
  return rules.ladders.some((set) => set.visit !== undefined)
    ? stepsOfText(ladderText('visit', rules))
    : USUAL_STEPS;
}

function stepsOfText(text: string): VisitStep[] {
  return parseLadder(text)
    .map(({ days, cc }) => ({ days, cc }))
    .sort((a, b) => a.days - b.days);
}

/** Whether a ladder can be one of visits: days from the end of the cycle alone, at nine, and not to the household. */
export function fitsVisits(ladder: string): boolean {
  return parseLadder(ladder).every(
    ({ from, hours, time, cc }) =>
      from === 'due' && hours === undefined && time === undefined && cc !== 'household',
  );
}

/** The day that the ladder is counted from. */
export function baseOf(rhythm: Rhythm): Day {
  return rhythm.last?.date ?? rhythm.since;
}

/** When each step is due for a household last seen on `base`, ms. */
export function stepTimes(base: Day, cycleDays: number, steps: readonly VisitStep[]): number[] {
  return steps.map(({ days }) => at(addDays(base, cycleDays + days), STEP_TIME));
}

/** How many steps are due by an instant. */
export function stepBy(base: Day, cycleDays: number, now: number, steps: readonly VisitStep[]): number {
  return stepTimes(base, cycleDays, steps).filter((t) => t <= now).length;
}

/** When the next step is due; none at the top, and none for a household without a helper (nobody to nudge: A09). */
export function climb(
  rhythm: Rhythm,
  household: HouseholdBrief,
  steps: readonly VisitStep[],
): number | undefined {
  if (!household.helperId || household.status !== 'active') return undefined;
  return stepTimes(baseOf(rhythm), household.visitCycleDays, steps)[rhythm.step];
}

/** A rhythm under these steps: what is due by now is taken as said. */
export function rhythmAt(
  rhythm: Rhythm,
  household: HouseholdBrief,
  now: number,
  steps: readonly VisitStep[],
): Rhythm {
  const step = stepBy(baseOf(rhythm), household.visitCycleDays, now, steps);
  return { ...rhythm, step, nextStepAt: climb({ ...rhythm, step }, household, steps) };
}
