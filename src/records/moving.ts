import { type Day, dayOf, iso } from '../core/clock.ts';
import { type Change, change } from './change.ts';
import { isListed } from './dictionary.ts';
import { stand } from './duty.ts';
import { assignmentKind, type Household, householdKind } from './household.ts';
import type { Kind, Stored } from './kind.ts';
import { MOVED_ALONG } from './lived.ts';
import { type MemberEvent, memberEventKind } from './memberEvent.ts';
import { isMissing, type Need, needKind } from './need.ts';
import { rulesIn } from './nudges.ts';
import { identityKind } from './organisation.ts';
import { isStanding, type Problem, problemKind } from './problem.ts';
import { isUp, type Publicity, publicityKind } from './publicity.ts';
import type { HouseholdBrief, Read } from './read.ts';
import { isUnanswered, type Request, requestKind } from './request.ts';
import { type Rhythm, rhythmKind } from './rhythm.ts';
import { isTaskOpen, type Task, taskKind } from './task.ts';
import { climb, visitSteps } from './visitLadder.ts';

/** Who moves a household, and when. */
export interface Mover {
  read: Read;
  now: number;
  /** The day from which it lives there: visits before it count in the old village. */
  on: Day;
  actor: string;
  source: Stored['source'];
  number(letter: 'M'): Promise<string>;
}

/** What a move comes to. */
export interface Move {
  /** The old village first: where that is refused nothing was written yet (`Effect.inTurn`). */
  changes: Change[];
  /** As it is in the new village. */
  household: Household;
  tasks: Task[];
  problems: Problem[];
  needs: Need[];
  /** Names that are put up and not full yet: the new village is told when. */
  publicities: Publicity[];
  requests: Request[];
  /** Visits that stay where they were made. */
  visits: number;
}

/**
 * The changes by which a household goes to another village (B41, F04). One record lies in one village and is counted there:
 * what is still to be done goes along whole (open problems, tasks, needs, words without an answer, a name that is put up, its helper, its rhythm),
 * what is done stays (visits, money, what was closed). In the old village's flow book its heads went out, in the new one's
 * they came in (B43). Where a record lay, a note says where it went, so that whoever remembers the old place finds it.
 */
export async function moveHousehold(
  before: Household,
  to: { villageId: string; group: string },
  mover: Mover,
): Promise<Move> {
  const { read, now, on } = mover;
  const { directory } = read;
  const cycleOf = (id: string) => directory.village(id)?.visitCycleDays ?? before.visitCycleDays;
  const household: Household = {
    ...before,
    ...to,
    // A rhythm of its own stays; the village's usual one becomes that of the new village.
    visitCycleDays:
      before.visitCycleDays === cycleOf(before.villageId) ? cycleOf(to.villageId) : before.visitCycleDays,
    former: [...(before.former ?? []), { villageId: before.villageId, group: before.group, until: on }],
  };
  const open = await openOf(before, dayOf(now), read);
  const rules = rulesIn(to.villageId, directory);
  const here = { villageId: to.villageId };
  const from = directory.village(before.villageId)?.name ?? before.villageId;
  const entry = { at: iso(now), by: mover.actor, action: MOVED_ALONG, text: `从${from}转来` };
  // Where a ladder stands in the new village, whose rules may be others; what was due before was said before.
  const problems = open.problems.map((r): Problem => {
    const record = { ...r, ...here, history: [...r.history, entry] };
    return { ...record, ...stand({ kind: 'problem', record }, rules, now) };
  });
  const tasks = open.tasks.map((r): Task => {
    const record = { ...r, ...here, history: [...r.history, entry] };
    return { ...record, ...stand({ kind: 'task', record }, rules, now) };
  });
  const requests = open.requests.map((r): Request => {
    const record = { ...r, ...here, history: [...r.history, entry] };
    return { ...record, ...stand({ kind: 'request', record }, rules, now) };
  });
  const needs = open.needs.map((r) => ({ ...r, ...here }));
  const publicities = open.publicities.map((r) => ({ ...r, ...here }));
  const out: Change[] = [];
  const into: Change[] = [];
  async function move<T extends Stored>(kind: Kind<T>, all: readonly T[], next: readonly T[]): Promise<void> {
    for (const [i, old] of all.entries()) {
      const after = next[i];
      if (!after) continue;
      out.push(gone(kind, old, to.villageId, mover));
      into.push(await come(kind, old, after, to.villageId, mover));
    }
  }
  await move(householdKind, [before], [household]);
  await move(rhythmKind, ...(await rhythms(before, household, read)));
  const helping = await currentAssignments(before, read);
  await move(
    assignmentKind,
    helping,
    helping.map((a) => ({ ...a, ...here })),
  );
  await move(problemKind, open.problems, problems);
  await move(taskKind, open.tasks, tasks);
  await move(requestKind, open.requests, requests);
  await move(needKind, open.needs, needs);
  await move(publicityKind, open.publicities, publicities);
  out.push(await event('villageOut', before, to.villageId, mover));
  into.push(await event('villageIn', household, before.villageId, mover));
  const changes = [...out, ...into, ...identities(before, to.villageId, mover)];
  return { changes, household, problems, tasks, requests, needs, publicities, visits: open.visits };
}

/** The record is not here any more; only the note of that is written. */
function gone<T extends Stored>(kind: Kind<T>, before: T, movedTo: string, { actor }: Mover): Change {
  return change({ kind, before, after: { ...before, movedTo }, action: `${kind.name}.moveOut`, actor });
}

/** The record as it is here from now on; it may have lain here before, then its note gives way to it. */
async function come<T extends Stored>(
  kind: Kind<T>,
  old: T,
  after: T,
  villageId: string,
  { read, actor }: Mover,
): Promise<Change> {
  const note = await read.leftBehind(kind, old.id, villageId);
  const before = { ...old, rev: note?.rev ?? 0, movedTo: villageId };
  return change({ kind, before, after, action: `${kind.name}.moveIn`, actor });
}

/** What somebody still has to see to, and how many visits there are. */
async function openOf({ id, villageId }: Household, today: Day, read: Read) {
  const of = async <T extends Stored>(kind: Kind<T>, set: string) =>
    read.many(kind, await read.range(villageId, set), villageId);
  const [visits, allProblems, allTasks, allNeeds, allRequests, allPublicities] = await Promise.all([
    read.range(villageId, `household:${id}:visits`),
    of(problemKind, `household:${id}:problems`),
    of(taskKind, `household:${id}:tasks`),
    of(needKind, `household:${id}:needs`),
    of(requestKind, `household:${id}:requests`),
    of(publicityKind, `household:${id}:publicities`),
  ]);
  const problems = allProblems.filter(isStanding);
  // What was asked for because of such a problem goes with it, even where it names no household.
  const because = await Promise.all(problems.map((p) => of(taskKind, `problem:${p.id}:tasks`)));
  const tasks = [...new Map([...allTasks, ...because.flat()].map((t) => [t.id, t])).values()];
  return {
    visits: visits.length,
    problems,
    tasks: tasks.filter(isTaskOpen),
    needs: allNeeds.filter(isMissing),
    requests: allRequests.filter(isUnanswered),
    publicities: allPublicities.filter((p) => isUp(p, today)),
  };
}

type Rhythms = [before: Rhythm[], after: Rhythm[]];

async function rhythms(before: Household, after: Household, read: Read): Promise<Rhythms> {
  const rhythm = await read.get(rhythmKind, before.id, before.villageId);
  if (!rhythm) return [[], []];
  const { directory } = read;
  const brief: HouseholdBrief = { ...after, helperId: directory.household(before.id)?.helperId };
  const next = { ...rhythm, villageId: after.villageId };
  const nextStepAt = climb(next, brief, visitSteps(rulesIn(after.villageId, directory)));
  return [[rhythm], [{ ...next, nextStepAt }]];
}

/** Who helps it goes on helping: nobody falls through because of a move, the office decides what comes after. */
async function currentAssignments({ id, villageId }: Household, read: Read) {
  const now = [...read.directory.assignments(villageId)].filter(
    (a) => a.householdId === id && a.status === 'active' && !a.end,
  );
  const ids = now.map((a) => a.id);
  return read.many(assignmentKind, ids, villageId);
}

/** Its heads in the flow book; those who are not of the register are in none. */
async function event(
  what: 'villageIn' | 'villageOut',
  household: Household,
  otherVillageId: string,
  { now, on, actor, source, number }: Mover,
): Promise<Change> {
  const { id, villageId, size, category, status } = household;
  const after: MemberEvent = {
    id: await number('M'),
    rev: 0,
    schema: 1,
    by: actor,
    at: iso(now),
    status: 'active',
    source,
    villageId,
    householdId: id,
    member: '整户',
    event: what,
    date: on,
    confirmed: true,
    heads: status === 'active' && isListed(category) ? size : 0,
    otherVillageId,
  };
  return change({ kind: memberEventKind, after, action: `member.${what}`, actor });
}

/** Its people keep their phones: what is bound to it says where it lives now. */
function identities({ id }: Household, villageId: string, { read, actor }: Mover): Change[] {
  const { directory } = read;
  return directory.contactsOf(id).flatMap((contact) => {
    const before = directory.identity(contact);
    if (before?.householdId !== id || before.villageId === villageId) return [];
    const after = { ...before, villageId };
    return [change({ kind: identityKind, before, after, action: 'identity.move', actor })];
  });
}
