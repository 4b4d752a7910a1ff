import { iso } from '../../core/clock.ts';
import { change } from '../../records/change.ts';
import { stand } from '../../records/duty.ts';
import { recordsIn } from '../../records/find.ts';
import { rulesIn } from '../../records/nudges.ts';
import type { Problem } from '../../records/problem.ts';
import { isTaskOpen, newTask, type Task, taskKind } from '../../records/task.ts';
import type { Context } from '../define.ts';
import { followUpTitle } from './topic.ts';

/** The helper looks again; where the household has none, or must not know of it, who reported it or the grid leader. */
export async function followUp(problem: Problem, context: Context): Promise<Task> {
  const { directory } = context.read;
  const village = directory.village(problem.villageId);
  const hidden = problem.hiddenFrom ?? [];
  const helper = problem.householdId ? directory.household(problem.householdId)?.helperId : undefined;
  const reporter = directory.person(problem.by) ? problem.by : undefined;
  const people = [helper, reporter, village?.gridLeaderId ?? undefined, problem.owner];
  const assignee = people.find((id) => id !== undefined && !hidden.includes(id)) ?? problem.owner;
  return newTask({
    id: await context.number('T'),
    by: context.sender.person?.id ?? 'bot',
    now: Date.parse(iso(context.now)),
    source: { messageId: context.message.id, chat: context.chat },
    villageId: problem.villageId,
    householdId: problem.householdId,
    problemId: problem.id,
    title: followUpTitle(problem, directory),
    assignees: [assignee],
    due: null,
    rules: rulesIn(problem.villageId, directory),
  });
}

/** The task to look again is done with it, so nobody is reminded any more. */
export async function endFollowUps(problem: Problem, context: Context) {
  const by = context.sender.person?.id ?? '';
  const tasks = (
    await recordsIn(taskKind, `problem:${problem.id}:tasks`, context.read, problem.villageId)
  ).filter(isTaskOpen);
  return tasks.map((task) => {
    const entry = { at: iso(context.now), by, action: 'done' };
    const done: Task = { ...task, status: 'done', history: [...task.history, entry] };
    const rules = rulesIn(task.villageId, context.read.directory);
    const after = { ...done, ...stand({ kind: 'task', record: done }, rules, context.now) };
    return change({ kind: taskKind, before: task, after, action: 'task.done', actor: by });
  });
}
