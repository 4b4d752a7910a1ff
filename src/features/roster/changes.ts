import { iso } from '../../core/clock.ts';
import { groupBy } from '../../core/group.ts';
import type { Change } from '../../records/change.ts';
import { change } from '../../records/change.ts';
import { type Assignment, assignmentKind, type Household, householdKind } from '../../records/household.ts';
import type { Stored } from '../../records/kind.ts';
import { livedIn } from '../../records/lived.ts';
import { rulesIn } from '../../records/nudges.ts';
import type { Directory, HouseholdBrief } from '../../records/read.ts';
import { type Rhythm, rhythmKind } from '../../records/rhythm.ts';
import { visitSteps } from '../../records/visitLadder.ts';
import { compared } from './compare.ts';
import type { Making } from './making.ts';
import { membersAfter } from './members.ts';
import { joined, movedTo } from './moved.ts';
import { SHEETS } from './sheets.ts';
import type { Entry, Spool } from './spool.ts';

/** What is written in one commit. */
export interface Lot {
  changes: Change[];
  households: number;
  /** A household moves: the village that it leaves is written first. */
  inTurn?: true;
}

/** Households that are written in one commit. */
const CHUNK = 400;

interface Gathered {
  ref: string;
  household?: Extract<Entry, { kind: 'household' }>;
  members: Extract<Entry, { kind: 'member' }>[];
  helpers: Extract<Entry, { kind: 'assignment' }>[];
}

/** The changes of one village, some households at a time; each lot may be written by itself. */
export async function* villageChanges(villageId: string, spool: Spool, making: Making): AsyncGenerator<Lot> {
  const byRef = new Map<string, Gathered>();
  for (const entry of spool.take(villageId)) {
    const one = byRef.get(entry.ref) ?? { ref: entry.ref, members: [], helpers: [] };
    byRef.set(entry.ref, one);
    if (entry.kind === 'household') one.household = entry;
    else if (entry.kind === 'member') one.members.push(entry);
    else one.helpers.push(entry);
  }
  const { directory } = making.read;
  const assigned = groupBy(directory.assignments(villageId), (a) => a.householdId);
  const all: Gathered[] = [];
  for (const one of byRef.values()) {
    const old = directory.household(one.ref);
    const moves = old && one.household && old.villageId !== villageId ? old : undefined;
    const before = old ? livedIn(old).filter((v) => v !== villageId) : [];
    for (const v of before)
      for (const a of directory.assignments(v))
        if (a.householdId === one.ref) assigned.set(one.ref, [...(assigned.get(one.ref) ?? []), a]);
    if (!moves) all.push(one);
    else
      yield { changes: await moveOf(moves, villageId, one, assigned, making), households: 1, inTurn: true };
  }
  for (let i = 0; i < all.length; i += CHUNK) {
    const some = all.slice(i, i + CHUNK);
    yield { changes: await changesOf(villageId, some, assigned, making), households: some.length };
  }
}

async function changesOf(
  villageId: string,
  some: readonly Gathered[],
  assigned: ReadonlyMap<string, Assignment[]>,
  making: Making,
): Promise<Change[]> {
  const { read } = making;
  const ids = some.map((g) => g.ref).filter((ref) => !ref.includes('|'));
  const known = new Map((await read.many(householdKind, ids, villageId)).map((h) => [h.id, h]));
  const rhythms = new Map((await read.many(rhythmKind, ids, villageId)).map((r) => [r.id, r]));
  const changes: Change[] = [];
  for (const one of some) {
    const before = known.get(one.ref);
    const id = one.ref.includes('|') ? await making.allot('H') : one.ref;
    const household = householdAfter(id, villageId, before, one, making);
    const naming = { name: `${id} ${household.head}`, labels: LABELS };
    changes.push(...compared(householdKind, before, household, making.report, naming));
    const helping = helpersOf(household, assigned.get(id) ?? [], one, making);
    changes.push(...helping.changes);
    changes.push(...rhythmOf({ ...household, helperId: helping.helperId }, rhythms.get(id), making));
  }
  return changes;
}

/** A household that goes to another village, with what the file says of it besides. */
async function moveOf(
  old: HouseholdBrief,
  villageId: string,
  one: Gathered,
  assigned: ReadonlyMap<string, Assignment[]>,
  making: Making,
): Promise<Change[]> {
  const group = one.household?.data.group ?? old.group;
  const move = await movedTo(old, { villageId, group }, making);
  if (!move) return [];
  const household = householdAfter(old.id, villageId, move.household, one, making);
  const naming = { name: `${old.id} ${household.head}`, labels: LABELS };
  const more = compared(householdKind, move.household, household, making.report, naming);
  const tally = making.report.tallies.get(householdKind.name);
  if (tally && more.length === 0) {
    tally.same -= 1;
    tally.changed += 1;
  }
  // What is still open goes along; a time that is over stays in the village where it was.
  const helping = (assigned.get(old.id) ?? []).map((a) => (a.end ? a : { ...a, villageId }));
  const helpers = helpersOf(household, helping, one, making);
  const rhythm = move.changes.find((c) => c.kind.name === rhythmKind.name && c.after.movedTo === undefined);
  const begun = rhythmOf(
    { ...household, helperId: helpers.helperId },
    rhythm?.after as Rhythm | undefined,
    making,
  );
  return joined(move.changes, [...more, ...helpers.changes, ...begun]);
}

const LABELS: Record<string, string> = {
  ...Object.fromEntries(Object.entries(SHEETS.household.fields).map(([k, f]) => [k, f.title])),
  members: '成员',
};

function stamp(id: string, { by, now, source }: Making): Stored {
  return { id, rev: 0, schema: 1, by, at: iso(now), status: 'active', source };
}

/** The household as the file has it; what the file leaves empty stays as it was. */
function householdAfter(
  id: string,
  villageId: string,
  before: Household | undefined,
  { household, members }: Gathered,
  making: Making,
): Household {
  const { id: _, village: __, ...said } = household?.data ?? {};
  const cycle = making.read.directory.village(villageId)?.visitCycleDays ?? 7;
  const base: Household = before ?? {
    ...stamp(id, making),
    head: '',
    aliases: [],
    villageId,
    group: '',
    size: Math.max(members.length, 1),
    category: '',
    members: [],
    causeOther: [],
    tags: [],
    visitCycleDays: cycle,
  };
  const list = membersAfter(
    base.members,
    members.map((m) => m.data),
  );
  const grown = list.length > base.members.length ? Math.max(base.size, list.length) : base.size;
  return { ...base, ...said, size: said.size ?? grown, members: list };
}

/** A number that is made from what it is: the same row is the same assignment, however often it comes in. */
const assignmentId = (householdId: string, personId: string, start: string) =>
  `A.${householdId}.${personId}.${start.replaceAll('-', '')}`;

function helpersOf(
  household: Household,
  before: readonly Assignment[],
  { helpers }: Gathered,
  making: Making,
): { changes: Change[]; helperId?: string } {
  const today = iso(making.now).slice(0, 10);
  const changes: Change[] = [];
  const after = new Map(before.map((a) => [a.id, a]));
  const write = (old: Assignment | undefined, next: Assignment) => {
    after.set(next.id, next);
    const person = making.read.directory.person(next.personId)?.name ?? next.personId;
    const naming = {
      name: `${household.head}的帮扶人${person}`,
      labels: { start: '开始', end: '结束', primary: '主责' },
    };
    changes.push(...compared(assignmentKind, old, next, making.report, naming));
  };
  for (const { data } of helpers) {
    const { personId, start, end, reason } = data;
    const old = before.find((a) => a.personId === personId && (start ? a.start === start : !a.end));
    const begin = start ?? old?.start ?? today;
    const base = old ?? {
      ...stamp(assignmentId(household.id, personId, begin), making),
      householdId: household.id,
      personId,
      villageId: household.villageId,
      primary: true,
      start: begin,
    };
    write(old, {
      ...base,
      primary: data.primary ?? base.primary,
      end: end ?? base.end,
      reason: reason ?? base.reason,
    });
  }
  // One primary helper a household (A42): a new one ends the time of the one before.
  const primary = helpers.find((h) => !h.data.end && h.data.primary !== false)?.data.personId;
  for (const old of primary ? before : []) {
    const still = after.get(old.id) ?? old;
    if (still.primary && !still.end && still.personId !== primary) write(old, { ...still, end: today });
  }
  const helperId = [...after.values()].find((a) => a.primary && !a.end && a.status === 'active')?.personId;
  return { changes, helperId };
}

/** A household that nobody helped yet begins its rhythm when it is entered or gets its first helper. */
function rhythmOf(household: HouseholdBrief, before: Rhythm | undefined, making: Making): Change[] {
  if (before && (before.nextStepAt !== undefined || before.last || !household.helperId)) return [];
  const steps = visitSteps(rulesIn(household.villageId, making.read.directory));
  const begun = making.rhythm(household, iso(making.now), steps);
  const after = before
    ? { ...before, step: begun.step, nextStepAt: begun.nextStepAt, since: begun.since }
    : begun;
  if (before && after.nextStepAt === before.nextStepAt) return [];
  return [change({ kind: rhythmKind, before, after, action: 'rhythm.import', actor: making.by })];
}

/** A number that no record has yet. */
export function unused(number: (letter: string) => Promise<string>, directory: Directory) {
  const taken = { H: directory.household, U: directory.person, V: directory.village };
  return async (letter: 'H' | 'U' | 'V' | 'M'): Promise<string> => {
    for (;;) {
      const id = await number(letter);
      if (letter === 'M' || (!taken[letter](id) && !taken[letter](id.replace(/^([A-Z])(\d)$/, '$10$2'))))
        return id;
    }
  };
}
