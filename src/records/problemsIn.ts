import { CATEGORY_LABELS, type Category, categoryOf, dueOf, isTrouble, troubleIn } from '../core/category.ts';
import { at, DAY, type Day, dayOf, iso, mondayOf } from '../core/clock.ts';
import { formatDayLong } from '../core/text/days.ts';
import { pairsIn } from '../core/text/pairs.ts';
import { type Change, change } from './change.ts';
import { villageOwner } from './find.ts';
import { isUntouched, recordsOfHousehold } from './lived.ts';
import { rulesIn } from './nudges.ts';
import { isStanding, newProblem, type Problem, problemKind } from './problem.ts';
import type { Directory, Read } from './read.ts';
import { isTaskOpen, newTask, type Task, taskKind } from './task.ts';
import type { Visit } from './visit.ts';

/** What a visit tells of problems and things to do, as far as it is known before it is saved. */
type Told = Pick<Visit, 'villageId' | 'householdId' | 'problems' | 'measures' | 'checks'> & {
  summary: string;
};

/** Words that only say that a line of the template was left empty, or that nothing is wrong. */
const NOTHING = /^(无|没有?|暂无|没啥|没什么|没问题|正常|都好|好|无问题|不详|\/|-|—)+[。.!]?$/;

/** The problems that a visit's words name: its 发现问题 lines, or (in a free note) what is clearly wrong. */
export function problemTexts(told: Told): { text: string; category: Category }[] {
  const lines = (told.problems ?? []).filter((p) => !NOTHING.test(p.trim()));
  const texts =
    lines.length > 0 ? lines : isTrouble(told.summary) ? [troubleIn(told.summary) || told.summary] : [];
  const wrongHousing = told.checks?.housing === 'problem';
  return texts.map((text) => {
    const category = categoryOf(text);
    return { text, category: category === 'other' && wrongHousing ? 'housing' : category };
  });
}

/** `问题:资金到账,限期9月19日(周二),责任人何大庆` for each problem of a visit that is about to be saved. */
export function problemEcho(told: Told, directory: Directory, today: Day): string[] {
  const owner = directory.person(villageOwner(told.villageId, directory) ?? '')?.name;
  return problemTexts(told).map(({ text, category }) => {
    const due = formatDayLong(dueOf(category, text, today), today);
    return `问题:${CATEGORY_LABELS[category]},限期${due}${owner ? `,责任人${owner}` : ''}`;
  });
}

/** The standing problem that says the same: same household, category and week (contract of the issue; E14). */
export async function sameProblem(
  p: Pick<Problem, 'villageId' | 'householdId' | 'category' | 'text'>,
  today: Day,
  read: Read,
): Promise<Problem | undefined> {
  const set = p.householdId ? `household:${p.householdId}:problems` : 'problems';
  const monday = at(mondayOf(today));
  const ids = await read.range(p.villageId, set, { min: monday, max: monday + 7 * DAY - 1 });
  const all = await read.many(problemKind, ids, p.villageId);
  return all.find(
    (other) =>
      isStanding(other) &&
      other.category === p.category &&
      other.householdId === p.householdId &&
      ((p.householdId !== undefined && p.category !== 'other') || alike(other.text, p.text)),
  );
}

/** Without a household the words have to tell: half of the pairs of characters are the same. */
export function alike(a: string, b: string): boolean {
  const pairs = (t: string) => new Set(pairsIn(t.replace(/[^\p{L}\p{N}]/gu, '')));
  const [x, y] = [pairs(a), pairs(b)];
  const both = [...x].filter((pair) => y.has(pair)).length;
  return both > 0 && both * 2 >= Math.min(x.size, y.size);
}

/**
 * What a saved visit leaves besides itself, for the same commit: a problem for each that it names (one that stands already
 * is left alone), a task to its helper for each measure. `lines` are for the echo. The visit feature calls it with visits
 * that are new; `number` takes a number.
 */
export async function recordsOfVisit(
  visit: Visit,
  {
    read,
    now,
    number,
    actor,
  }: { read: Read; now: number; number(letter: string): Promise<string>; actor: string },
): Promise<{ changes: Change[]; lines: string[]; problems: Problem[]; tasks: Task[] }> {
  const { directory } = read;
  const { householdId, source } = visit;
  // What is still to be done is the affair of the village in which the household lives today.
  const villageId = directory.household(householdId)?.villageId ?? visit.villageId;
  const today = dayOf(now);
  const rules = rulesIn(villageId, directory);
  const common = { by: actor, now, source, villageId, householdId, visitId: visit.id, rules };
  const problems: Problem[] = [];
  const tasks: Task[] = [];
  const lines: string[] = [];
  const owner = villageOwner(villageId, directory);
  for (const { text, category } of problemTexts(visit)) {
    const same = await sameProblem({ villageId, householdId, category, text }, today, read);
    const twin = same ?? problems.find((p) => p.category === category && alike(p.text, text));
    if (twin) {
      if (twin.visitId !== visit.id)
        lines.push(`问题 ${twin.id}(${CATEGORY_LABELS[category]})已经登记过,没有重复记`);
      continue;
    }
    if (!owner) continue;
    const id = await number('I');
    const problem = newProblem({ ...common, id, text, category, owner, origin: 'visit' });
    problems.push(problem);
    const name = directory.person(owner)?.name ?? '';
    lines.push(
      `问题 ${id} ${CATEGORY_LABELS[category]},限期${formatDayLong(problem.due, today)},责任人${name}`,
    );
  }
  for (const title of (visit.measures ?? []).filter((m) => !NOTHING.test(m.trim()))) {
    const task = newTask({ ...common, id: await number('T'), title, assignees: [visit.by], due: null });
    tasks.push(task);
    lines.push(`要办 ${task.id} ${title}`);
  }
  return {
    problems,
    tasks,
    lines,
    changes: [
      ...problems.map((after) => change({ kind: problemKind, after, action: 'problem.report', actor })),
      ...tasks.map((after) => change({ kind: taskKind, after, action: 'task.ask', actor })),
    ],
  };
}

/**
 * What goes with a visit that is taken back: the problems and tasks that were made from it, as long as nobody has done
 * anything about them since.
 */
export async function recordsGoneWith(
  visit: Visit,
  { read, now, actor }: { read: Read; now: number; actor: string },
): Promise<Change[]> {
  const household = read.directory.household(visit.householdId) ?? { ...visit, id: visit.householdId };
  const entry = { at: iso(now), by: actor };
  const [problems, tasks] = await Promise.all([
    recordsOfHousehold(problemKind, 'problems', household, read),
    recordsOfHousehold(taskKind, 'tasks', household, read),
  ]);
  const untouched = (r: Pick<Problem, 'visitId'> & { history: readonly { action: string }[] }) =>
    r.visitId === visit.id && isUntouched(r.history);
  return [
    ...problems
      .filter((p) => untouched(p) && p.status !== 'void')
      .map((before) => {
        const history = [...before.history, { ...entry, action: 'withdraw', status: 'void' }];
        const after: Problem = { ...before, status: 'void', nextStepAt: undefined, history };
        return change({ kind: problemKind, before, after, action: 'problem.withdraw', actor });
      }),
    ...tasks
      .filter((t) => untouched(t) && isTaskOpen(t))
      .map((before) => {
        const history = [...before.history, { ...entry, action: 'cancel' }];
        const after: Task = { ...before, status: 'cancelled', nextStepAt: undefined, history };
        return change({ kind: taskKind, before, after, action: 'task.cancel', actor });
      }),
  ];
}
