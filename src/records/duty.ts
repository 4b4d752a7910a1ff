import type { Cc, Ladder } from '../core/ladder.ts';
import { type Step, stepBy, stepsOf } from '../core/ladder.ts';
import { hungOf, type NudgeRules, problemLadder, requestLadder, taskLadder } from './nudges.ts';
import { isOpen, type Problem, problemKind } from './problem.ts';
import type { Directory, Read } from './read.ts';
import { type Request, requestKind } from './request.ts';
import { leftOf, type Task, taskKind } from './task.ts';

/** Something that somebody has to do by a day: what the nudge engine climbs a ladder for. */
export type Duty =
  | { kind: 'task'; record: Task }
  | { kind: 'problem'; record: Problem }
  | { kind: 'request'; record: Request };

export const DUTY_KINDS = { task: taskKind, problem: problemKind, request: requestKind } as const;

/** What of a village stands in its due set: all of it, or what is due by `max` (ms), at most `limit` of it. */
export async function dutiesIn(
  villageId: string,
  read: Read,
  span?: { max: number; limit: number },
): Promise<Duty[]> {
  const members = await read.range(villageId, 'due', span);
  const idsOf = (kind: string) =>
    members.filter((m) => m.startsWith(`${kind}|`)).map((m) => m.slice(kind.length + 1));
  const [problems, tasks, requests] = await Promise.all([
    read.many(DUTY_KINDS.problem, idsOf('problem'), villageId),
    read.many(DUTY_KINDS.task, idsOf('task'), villageId),
    read.many(DUTY_KINDS.request, idsOf('request'), villageId),
  ]);
  return [
    ...problems.map((record): Duty => ({ kind: 'problem', record })),
    ...tasks.map((record): Duty => ({ kind: 'task', record })),
    ...requests.map((record): Duty => ({ kind: 'request', record })),
  ];
}

/** The states in which a household's words still wait for an answer. */
const isUnanswered = (r: Request) => r.status !== 'answered' && r.status !== 'closed' && r.status !== 'void';

/** Who still has to do it; nobody where it is done. */
export function owing(duty: Duty): string[] {
  switch (duty.kind) {
    case 'task':
      return leftOf(duty.record);
    case 'problem':
      return isOpen(duty.record) ? [duty.record.owner] : [];
    case 'request':
      return isUnanswered(duty.record) ? [duty.record.owner] : [];
  }
}

function ladderOf(duty: Duty, rules: NudgeRules): Ladder {
  if (duty.kind === 'task') return taskLadder(duty.record, rules);
  return duty.kind === 'problem' ? problemLadder(duty.record, rules) : requestLadder(rules);
}

/** The steps of its ladder; none where nobody has to do anything any more. */
export function dutySteps(duty: Duty, rules: NudgeRules): Step[] {
  if (owing(duty).length === 0) return [];
  return stepsOf(ladderOf(duty, rules), hungOf(duty.record, rules));
}

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
  const office = may([...directory.people()].filter((p) => p.roles.includes('office')).map((p) => p.id));
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
