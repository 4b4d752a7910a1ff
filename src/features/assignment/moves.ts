import { iso } from '../../core/clock.ts';
import { type Change, change } from '../../records/change.ts';
import { stand } from '../../records/duty.ts';
import { recordsIn } from '../../records/find.ts';
import { type Assignment, assignmentKind } from '../../records/household.ts';
import { rulesIn } from '../../records/nudges.ts';
import type { Person } from '../../records/organisation.ts';
import { isOpen, problemKind } from '../../records/problem.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { requestKind } from '../../records/request.ts';
import { assigneesOf, isTaskOpen, taskKind } from '../../records/task.ts';
import type { Context } from '../define.ts';

/** What goes along when households change hands. */
export interface Moves {
  changes: Change[];
  tasks: number;
  problems: number;
  requests: number;
}

/**
 * The changes by which households go from one helper (none: they had nobody) to another: the assignment with its end, open
 * tasks, problems and unanswered words about them (A34). Visits and the rhythm are the household's own and stay with it.
 */
export async function moves(
  households: readonly HouseholdBrief[],
  from: Person | undefined,
  to: Person,
  context: Context,
  /** Why, for the trail (A34). */
  reason?: string,
): Promise<Moves> {
  const { read, now, today } = context;
  const { directory } = read;
  const actor = context.sender.person?.id ?? '';
  const ids = new Set(households.map((h) => h.id));
  const changes: Change[] = [];
  for (const household of households) {
    for (const old of directory.assignments(household.villageId)) {
      if (old.householdId !== household.id || !old.primary || old.end) continue;
      const before = await read.get(assignmentKind, old.id, household.villageId);
      if (before)
        changes.push(
          change({
            kind: assignmentKind,
            before,
            after: { ...before, end: today, ...(reason && { reason }) },
            action: 'assignment.end',
            actor,
          }),
        );
    }
    changes.push(
      change({
        kind: assignmentKind,
        after: begun(household, to, context),
        action: 'assignment.begin',
        actor,
      }),
    );
  }
  const villages = [...new Set(households.map((h) => h.villageId))];
  const count = { tasks: 0, problems: 0, requests: 0 };
  for (const villageId of from ? villages : []) {
    const rules = rulesIn(villageId, directory);
    const history = { at: iso(now), by: actor, action: 'handover', text: from?.id };
    for (const before of await recordsIn(taskKind, `todo:${from?.id}:tasks`, read, villageId)) {
      if (!isTaskOpen(before) || !before.householdId || !ids.has(before.householdId)) continue;
      const assignees = [...new Set(assigneesOf(before).map((id) => (id === from?.id ? to.id : id)))];
      const one = assignees.length === 1 ? { assignee: assignees[0], assignees: undefined } : { assignees };
      const record = { ...before, ...one, history: [...before.history, history] };
      changes.push(
        change({
          kind: taskKind,
          before,
          after: { ...record, ...stand({ kind: 'task', record }, rules, now) },
          action: 'task.handover',
          actor,
        }),
      );
      count.tasks += 1;
    }
    for (const before of await recordsIn(problemKind, `owner:${from?.id}:problems`, read, villageId)) {
      if (!isOpen(before) || !before.householdId || !ids.has(before.householdId)) continue;
      if (before.hiddenFrom?.includes(to.id)) continue;
      const record = {
        ...before,
        owner: to.id,
        history: [...before.history, { ...history, was: before.owner }],
      };
      changes.push(
        change({
          kind: problemKind,
          before,
          after: { ...record, ...stand({ kind: 'problem', record }, rules, now) },
          action: 'problem.handover',
          actor,
        }),
      );
      count.problems += 1;
    }
    for (const before of await recordsIn(requestKind, `owner:${from?.id}:requests`, read, villageId)) {
      const waits = !['answered', 'closed', 'void'].includes(before.status);
      if (!waits || !ids.has(before.householdId ?? '') || before.hiddenFrom?.includes(to.id)) continue;
      const record = { ...before, owner: to.id };
      changes.push(
        change({
          kind: requestKind,
          before,
          after: { ...record, ...stand({ kind: 'request', record }, rules, now) },
          action: 'request.handover',
          actor,
        }),
      );
      count.requests += 1;
    }
  }
  return { changes, ...count };
}

function begun(
  household: HouseholdBrief,
  to: Person,
  { now, today, message, chat, sender }: Context,
): Assignment {
  return {
    id: `A.${household.id}.${to.id}.${message.id}`,
    rev: 0,
    schema: 1,
    by: sender.person?.id ?? '',
    at: iso(now),
    status: 'active',
    source: { messageId: message.id, chat },
    householdId: household.id,
    personId: to.id,
    villageId: household.villageId,
    primary: true,
    start: today,
  };
}
