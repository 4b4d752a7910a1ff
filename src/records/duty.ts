import type { Cc } from '../core/ladder.ts';
import { type Step, stepBy } from '../core/ladder.ts';
import { BRIEF_KINDS, type Brief, type BriefKind, briefSteps } from './dueBrief.ts';
import { officeIn } from './find.ts';
import type { NudgeRules } from './nudges.ts';
import { type Problem, problemBrief, problemKind } from './problem.ts';
import type { Directory, Read } from './read.ts';
import { type Request, requestBrief, requestKind } from './request.ts';
import { type Task, taskBrief, taskKind } from './task.ts';

/** Something that somebody has to do by a day: what the nudge engine climbs a ladder for. */
export type Duty =
  | { kind: 'task'; record: Task }
  | { kind: 'problem'; record: Problem }
  | { kind: 'request'; record: Request };

export const DUTY_KINDS = { task: taskKind, problem: problemKind, request: requestKind } as const;

/** Which duty of a village is meant. */
export interface DutyRef {
  kind: BriefKind;
  id: string;
}

/** The records of duties of one village. */
export async function dutiesOf(refs: readonly DutyRef[], villageId: string, read: Read): Promise<Duty[]> {
  const idsOf = (kind: BriefKind) => refs.filter((r) => r.kind === kind).map((r) => r.id);
  const lists = await Promise.all(
    BRIEF_KINDS.map(async (kind): Promise<Duty[]> => {
      const ids = idsOf(kind);
      if (kind === 'task')
        return (await read.many(DUTY_KINDS.task, ids, villageId)).map((record) => ({ kind, record }));
      if (kind === 'problem')
        return (await read.many(DUTY_KINDS.problem, ids, villageId)).map((record) => ({ kind, record }));
      return (await read.many(DUTY_KINDS.request, ids, villageId)).map((record) => ({ kind, record }));
    }),
  );
  return lists.flat();
}

/** What a due run sees of it. */
export function briefOf(duty: Duty): Brief {
  switch (duty.kind) {
    case 'task':
      return taskBrief(duty.record);
    case 'problem':
      return problemBrief(duty.record);
    case 'request':
      return requestBrief(duty.record);
  }
}

/** Who still has to do it; nobody where it is done. */
export const owing = (duty: Duty): string[] => briefOf(duty).owing;

/** The steps of its ladder; none where nobody has to do anything any more. */
export const dutySteps = (duty: Duty, rules: NudgeRules): Step[] => briefSteps(briefOf(duty), rules);

/** Where its ladder stands when it is taken up, moved or ended now: to be written into the record of the same commit. */
export function stand(duty: Duty, rules: NudgeRules, now: number): { step: number; nextStepAt?: number } {
  const steps = dutySteps(duty, rules);
  const step = steps.length === 0 ? duty.record.step : stepBy(steps, now);
  return { step, nextStepAt: steps[step]?.at };
}

/**
 * Who hears of a rung that goes above those who owe it. Where nobody holds a post, or only they themselves, the next one
 * up does. Never those from whom it is hidden (D14); a report about officials goes to nobody but its inspector (E20).
 */
export function above(duty: Duty, cc: Cc, directory: Directory): string[] {
  if (cc === 'household') return [];
  if (duty.kind === 'request' && duty.record.kind === 'report') return [];
  const hidden = 'hiddenFrom' in duty.record ? (duty.record.hiddenFrom ?? []) : [];
  const not = new Set([...hidden, ...owing(duty)]);
  const may = (ids: readonly (string | null | undefined)[]) =>
    ids.filter((id): id is string => !!id && !not.has(id));
  const office = may(officeIn(directory).map((p) => p.id));
  const villageId = villageOf(duty, directory);
  // What went to several villages is for the one who asked: nobody below him has to do with all of them.
  if (villageId === undefined) {
    const asker = duty.kind === 'task' ? may([directory.person(duty.record.createdBy)?.id]) : [];
    return asker.length > 0 ? asker : office;
  }
  const village = directory.village(villageId);
  const leader = may([village?.gridLeaderId]);
  const deputies = may(village?.deputyIds ?? []);
  // What was said in confidence goes up past those who work beside the one whom it is about (D14).
  const ranks = cc === 'deputy' && hidden.length === 0 ? [deputies, leader, office] : [leader, office];
  return ranks.find((r) => r.length > 0) ?? [];
}

/** The village in which somebody above can help; undefined where those who owe it work in several. */
function villageOf(duty: Duty, directory: Directory): string | undefined {
  const { villageId } = duty.record;
  if (duty.kind !== 'task' || duty.record.householdId) return villageId;
  const villages = new Set(
    owing(duty).flatMap((id) => {
      const [first, ...more] = directory.person(id)?.villageIds ?? [];
      return first && more.length === 0 ? [first] : [villageId];
    }),
  );
  return villages.size === 1 ? [...villages][0] : undefined;
}
