import { CATEGORIES, CATEGORY_LABELS, type Category } from '../../src/core/category.ts';
import { addDays, at, dayOf, iso } from '../../src/core/clock.ts';
import { importedStand } from '../../src/features/nudge/import.ts';
import type { Duty } from '../../src/records/duty.ts';
import { LEVEL_LABELS, LEVELS, type Level, ORIGIN_LABELS, ORIGINS, type Origin, PROBLEM_STATES, type Problem, type ProblemEntry, type ProblemState, STATE_LABELS } from '../../src/records/problem.ts';
import type { Task } from '../../src/records/task.ts';
import { envelope, shortId } from './records.ts';
import type { Sample } from './shape.ts';

function codeOf<T extends string>(codes: readonly T[], labels: Record<T, string>, said: string, other: T): T {
  return codes.find((c) => said.startsWith(labels[c])) ?? other;
}

const helperOf = (sample: Sample, householdId: string | null) =>
  sample.assignments.find((a) => a.household_id === householdId && a.is_primary && !a.end)?.person_id;

/** The problems that stood when the sample was taken; steps of their ladders that were due are done. */
export function problems(sample: Sample): Problem[] {
  return sample.issues.map((i) => {
    const helper = helperOf(sample, i.household_id);
    const status = codeOf<ProblemState>(PROBLEM_STATES, STATE_LABELS, i.status, 'reported');
    const record: Problem = {
      ...envelope(shortId(i.id), iso(at(i.reported, '09:00'))),
      status,
      villageId: i.village_id,
      householdId: i.household_id ?? undefined,
      category: codeOf<Category>(CATEGORIES, CATEGORY_LABELS, i.category, 'other'),
      text: i.title,
      due: i.due,
      level: codeOf<Level>(LEVELS, LEVEL_LABELS, i.level, 'village'),
      owner: i.owner,
      origin: codeOf<Origin>(ORIGINS, ORIGIN_LABELS, i.source, 'meeting'),
      affectedHouseholds: i.affected_households,
      hiddenFrom: i.visibility.includes('不可见') && helper ? [helper] : undefined,
      fixedOn: i.fixed,
      step: 0,
      told: [],
      history: history(i),
    };
    return { ...record, ...importedStand({ kind: 'problem', record }, sample.meta.as_of) };
  });
}

function history(i: Sample['issues'][number]): ProblemEntry[] {
  const ups = (i.escalations ?? []).map((said) => {
    const [, from = '', day = ''] = /^(.)→. (\S+)$/.exec(said) ?? [];
    return { at: iso(at(day, '09:00')), by: 'import', action: 'escalate', was: codeOf<Level>(LEVELS, LEVEL_LABELS, from, 'village') };
  });
  const fixed = i.fixed ? [{ at: iso(at(i.fixed, '17:00')), by: 'import', action: 'fix', status: 'fixed' }] : [];
  return [{ at: iso(at(i.reported, '09:00')), by: 'import', action: 'report', status: 'reported' }, ...ups, ...fixed];
}

/** The tasks that stood then. What the system had asked for has `system` as its asker. */
export function tasks(sample: Sample): Task[] {
  const villageOf = new Map(sample.households.map((h) => [h.id as string, h.village_id as string]));
  const person = new Map(sample.people.map((p) => [p.id, p]));
  return sample.tasks.map((t) => {
    const [first = ''] = t.assignees;
    const villageId = villageOf.get(t.household_id ?? '') ?? person.get(first)?.village_ids[0] ?? '';
    const people = t.assignees.length === 1 ? { assignee: first } : { assignees: t.assignees };
    // When it was asked is not in the sample: five days before it was due, and before the sample was taken.
    const asked = [addDays(dayOf(Date.parse(`${t.due.slice(0, 10)}T00:00:00+08:00`)), -5), addDays(sample.meta.as_of.slice(0, 10), -1)].sort()[0] ?? '';
    const record: Task = {
      ...envelope(shortId(t.id), iso(at(asked, '09:00'))),
      status: 'open',
      villageId,
      title: t.title,
      ...people,
      householdId: t.household_id ?? undefined,
      due: t.due,
      createdBy: t.created_by === '系统' ? 'bot' : t.created_by,
      replies: [],
      step: 0,
      told: [],
      history: [{ at: iso(at(asked, '09:00')), by: 'import', action: 'import' }],
    };
    return { ...record, ...importedStand({ kind: 'task', record }, sample.meta.as_of) };
  });
}

/** Both, as what the nudge engine climbs ladders for. */
export function duties(problemList: readonly Problem[], taskList: readonly Task[]): Duty[] {
  return [
    ...problemList.map((record): Duty => ({ kind: 'problem', record })),
    ...taskList.map((record): Duty => ({ kind: 'task', record })),
  ];
}
