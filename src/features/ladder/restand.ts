import { type Change, change } from '../../records/change.ts';
import { dutyOfMember, memberOf } from '../../records/dueBrief.ts';
import { briefOf, DUTY_KINDS, type Duty, dutiesOf, stand } from '../../records/duty.ts';
import type { NudgeRules } from '../../records/nudges.ts';
import { type Rhythm, rhythmKind } from '../../records/rhythm.ts';
import { rhythmAt, visitSteps } from '../../records/visitLadder.ts';
import type { Context } from '../define.ts';

/** What in a village still has reminders ahead of it. */
async function waiting(villageId: string, { read }: Context): Promise<{ duty: Duty; at: number }[]> {
  const members = await read.scored(villageId, 'due', Number.POSITIVE_INFINITY);
  const at = new Map(members.map((m) => [m.member, m.score]));
  const refs = members.flatMap(({ member }) => dutyOfMember(member) ?? []);
  return (await dutiesOf(refs, villageId, read)).flatMap((duty) => {
    const score = at.get(memberOf(briefOf(duty)));
    return score === undefined ? [] : [{ duty, at: score }];
  });
}

/** What is open in a village gets its next reminder by new rules, in the commit that makes them; what it had stays said. */
export async function restand(villageId: string, rules: NudgeRules, context: Context): Promise<Change[]> {
  const actor = context.sender.person?.id ?? '';
  return (await waiting(villageId, context)).flatMap(({ duty, at }): Change[] => {
    const to = stand(duty, rules, context.now);
    if (to.nextStepAt === at) return [];
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

/** The same for the visits of a village: each household stands where the new steps have it today. */
export async function restandVisits(
  villageId: string,
  rules: NudgeRules,
  { read, now, sender }: Context,
): Promise<Change[]> {
  const steps = visitSteps(rules);
  const rhythms = await read.many(rhythmKind, await read.range(villageId, 'rhythms'), villageId);
  const actor = sender.person?.id ?? '';
  return rhythms.flatMap((before): Change[] => {
    const household = read.directory.household(before.householdId);
    const after: Rhythm | undefined = household && rhythmAt(before, household, now, steps);
    if (!after || (after.step === before.step && after.nextStepAt === before.nextStepAt)) return [];
    return [change({ kind: rhythmKind, before, after, action: 'rhythm.rules', actor })];
  });
}
