import { type Change, change } from '../../records/change.ts';
import { DUTY_KINDS, dutiesIn, stand } from '../../records/duty.ts';
import type { NudgeRules } from '../../records/nudges.ts';
import type { Context } from '../define.ts';

/** What is open in a village gets its next reminder by new rules, in the commit that makes them; what it had stays said. */
export async function restand(villageId: string, rules: NudgeRules, context: Context): Promise<Change[]> {
  const actor = context.sender.person?.id ?? '';
  return (await dutiesIn(villageId, context.read)).flatMap((duty): Change[] => {
    const to = stand(duty, rules, context.now);
    const { record } = duty;
    if (to.step === record.step && to.nextStepAt === record.nextStepAt) return [];
    const say = { action: `${duty.kind}.rules`, actor };
    if (duty.kind === 'problem')
      return [
        change({ kind: DUTY_KINDS.problem, before: duty.record, after: { ...duty.record, ...to }, ...say }),
      ];
    if (duty.kind === 'task')
      return [
        change({ kind: DUTY_KINDS.task, before: duty.record, after: { ...duty.record, ...to }, ...say }),
      ];
    return [
      change({ kind: DUTY_KINDS.request, before: duty.record, after: { ...duty.record, ...to }, ...say }),
    ];
  });
}
