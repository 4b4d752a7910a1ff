import { iso } from '../../core/clock.ts';
import { stepBy } from '../../core/ladder.ts';
import { type Duty, dutySteps, owing } from '../../records/duty.ts';
import { PLAIN_RULES } from '../../records/nudges.ts';
import { importedSkip, type Push } from '../../records/push.ts';

/** Where the ladder of something that comes in with its history stands: steps that were due by then are taken as done. */
export function importedStand(duty: Duty, at: string): { step: number; nextStepAt?: number } {
  const steps = dutySteps(duty, PLAIN_RULES);
  const step = stepBy(steps, Date.parse(at));
  return { step, nextStepAt: steps[step]?.at };
}

/** What loaded history does not send any more, on record with its reason (contract, section 6). */
export function skippedNudges(duty: Duty, at: string): Push[] {
  const steps = dutySteps(duty, PLAIN_RULES).slice(0, duty.record.step);
  return owing(duty).flatMap((to) =>
    steps.map(({ at: due }, i) =>
      importedSkip(`push|nudge|${iso(due)}|${to}|${duty.record.id}|${i + 1}`, to, due, at),
    ),
  );
}
