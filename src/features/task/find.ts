import { iso } from '../../core/clock.ts';
import { stepBy } from '../../core/ladder.ts';
import { covers } from '../../core/rights.ts';
import { isHis } from '../../core/roles.ts';
import { type Change, change } from '../../records/change.ts';
import { dutySteps, stand } from '../../records/duty.ts';
import { findByNumber, readRef, recordsIn } from '../../records/find.ts';
import { rulesIn } from '../../records/nudges.ts';
import { assigneesOf, leftOf, type Task, taskKind } from '../../records/task.ts';
import { type Context, type Effect, type Heard, say } from '../define.ts';

/** A task's number and the words behind it. */
export interface Ref {
  id?: string;
  words: string;
}

/** Reads `T12 在外地`; null where the line begins with no task's number. */
export function readTaskRef({ rest }: Pick<Heard, 'rest'>): Ref | null {
  const ref = readRef(rest, 'T');
  return ref && { id: ref.id, words: ref.rest.trim() };
}

export const unknown = (id: string) => say(`没有 ${id} 这个任务。发“我的任务”看看编号。`);

/** A task that this sender has to do with: it is his to do, he asked for it, or he leads those who have to. */
export async function findTask(id: string, context: Context): Promise<Task | Effect> {
  const task = await findByNumber(taskKind, id, context.sender, context.read);
  if (!task) return unknown(id);
  const mine = assigneesOf(task).some((id) => isHis(context.sender, id)) || mayCancel(task, context);
  return mine ? task : unknown(id);
}

export const isEffect = (x: Task | Effect): x is Effect => !('id' in x);

/** Who asked for it, the township office, and (where the system asked) those who lead the village. */
export function mayCancel(task: Task, { sender }: Context): boolean {
  const me = sender.person?.id;
  const byPerson = /^U\d/.test(task.createdBy);
  return covers(sender, 'decideTask', {
    own: task.createdBy === me,
    villageId: byPerson ? undefined : task.villageId,
  });
}

/** What the sender still has to do, oldest first. */
export function todo(context: Context): Promise<Task[]> {
  return recordsIn(taskKind, `todo:${context.sender.person?.id ?? ''}:tasks`, context.read);
}

/** When a task's last reminder was due, ms; undefined where there was none yet. */
export function lastNudged(task: Task, context: Context): number | undefined {
  const rules = rulesIn(task.villageId, context.read.directory);
  const steps = dutySteps({ kind: 'task', record: task }, rules);
  const last = steps[stepBy(steps, context.now) - 1]?.at;
  // Steps before it was asked were never said.
  return last !== undefined && last > Date.parse(task.at) ? last : undefined;
}

/** A task moved on, with its trail, and its reminders begun anew, moved or ended in the same commit. */
export function moveOn(
  task: Task,
  to: Partial<Task>,
  entry: { action: string; text?: string },
  context: Context,
): { after: Task; change: Change } {
  const by = context.sender.person?.id ?? '';
  const moved: Task = { ...task, ...to, history: [...task.history, { at: iso(context.now), by, ...entry }] };
  const rules = rulesIn(task.villageId, context.read.directory);
  const after = { ...moved, ...stand({ kind: 'task', record: moved }, rules, context.now) };
  return {
    after,
    change: change({ kind: taskKind, before: task, after, action: `task.${entry.action}`, actor: by }),
  };
}

/** Those who were reminded above, without the sender and those who still have to do it. */
export function toldOf(task: Task, { sender }: Context): string[] {
  return [...new Set(task.told)].filter((id) => id !== sender.person?.id && !leftOf(task).includes(id));
}
