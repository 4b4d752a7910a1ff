import { iso } from '../core/clock.ts';
import { codeKind } from '../records/binding.ts';
import { type Change, change } from '../records/change.ts';
import { type Household, householdKind } from '../records/household.ts';
import type { Kind, Stored } from '../records/kind.ts';
import { expenseKind, incomeKind } from '../records/money.ts';
import { needKind } from '../records/need.ts';
import { identityKind } from '../records/organisation.ts';
import { problemKind } from '../records/problem.ts';
import { requestKind } from '../records/request.ts';
import { rhythmKind } from '../records/rhythm.ts';
import { signupKind } from '../records/signup.ts';
import { isTaskOpen, type Task, taskKind } from '../records/task.ts';
import { visitKind } from '../records/visit.ts';
import { auditOp } from './audit.ts';
import { recordOps } from './commit.ts';
import { dropResults, forgetSaid, scrubChain } from './forgetTraces.ts';
import { key, PEOPLE, recordKey, type Slot, villageSlot } from './keys.ts';
import { type Op, runOps } from './ops.ts';
import type { Store } from './store.ts';

const GONE = '已删除';

/** What stays of each record: that something was, when, by whom and of which kind; nothing that was said. */
const visitGone = {
  summary: '',
  text: '',
  met: undefined,
  checks: undefined,
  location: undefined,
  problems: undefined,
  measures: undefined,
  photos: undefined,
  history: [],
};
const problemGone = { text: GONE, history: [], nextStepAt: undefined };
const requestGone = { text: GONE, answer: undefined, history: [], nextStepAt: undefined };
const taskGone = (t: Task) => ({
  title: GONE,
  status: isTaskOpen(t) ? ('cancelled' as const) : t.status,
  replies: undefined,
  postpone: undefined,
  history: [],
  nextStepAt: undefined,
});

const needGone = { item: GONE, quantity: undefined, unit: undefined, remindOn: undefined };

function emptied(h: Household): Household {
  const { id, rev, schema, by, at, source, villageId, group, size, category, visitCycleDays } = h;
  return {
    ...{ id, rev, schema, by, at, source, villageId, group, size, category, visitCycleDays },
    status: 'forgotten',
    head: GONE,
    aliases: [],
    members: [],
    causeOther: [],
    tags: [],
  };
}

/** What was done, for the one who ran it. */
export interface Forgotten {
  records: number;
  photos: number;
  said: number;
  phones: number;
}

/**
 * Takes a household's personal fields out of everything that is kept: its record, what was said of it and by it, pictures,
 * sends, open questions, chat identities, and the old values beside the audit's entries (the hashed bytes hold none, so the
 * chain still holds). Counts stay: size, category, visits and their ways. To be run with the program stopped; doing it twice
 * does no harm. Undefined where there is no such household.
 */
export async function forget(
  store: Store,
  id: string,
  now: number,
  by: string,
): Promise<Forgotten | undefined> {
  const brief = store.read.directory.household(id);
  const household = brief && (await store.read.get(householdKind, id, brief.villageId));
  if (!household) return undefined;
  const { villageId } = household;
  const { raw, read } = store;
  const as = { action: 'household.forget', actor: by };

  async function emptying<T extends Stored>(kind: Kind<T>, set: string, gone: (r: T) => Partial<T>) {
    const records = await read.many(kind, await read.range(villageId, `household:${id}:${set}`), villageId);
    return records.map((before) => change({ kind, before, after: { ...before, ...gone(before) }, ...as }));
  }

  const visits = await read.many(visitKind, await read.range(villageId, 'visits'), villageId);
  const rhythm = await read.get(rhythmKind, id, villageId);
  const changes = [
    change({ kind: householdKind, before: household, after: emptied(household), ...as }),
    ...(await emptying(visitKind, 'visits', () => visitGone)),
    ...(await emptying(problemKind, 'problems', () => problemGone)),
    ...(await emptying(taskKind, 'tasks', taskGone)),
    ...(await emptying(requestKind, 'requests', () => requestGone)),
    ...(await emptying(needKind, 'needs', () => needGone)),
    ...(await signups(store, household, as)),
    ...(rhythm
      ? [change({ kind: rhythmKind, before: rhythm, after: { ...rhythm, nextStepAt: undefined }, ...as })]
      : []),
  ];
  await write(store, villageSlot(villageId), changes, now, { id, villageId, ...as });
  // An income is nothing but what it says: it goes whole.
  const erased: string[] = [];
  for (const kind of [incomeKind, expenseKind] as unknown as readonly Kind[]) {
    const lines = await read.range(villageId, `household:${id}:${kind.name}s`);
    await erase(store, villageSlot(villageId), kind, lines, villageId);
    erased.push(...lines.map((line) => `${kind.name}:${line}`));
  }
  const ended = await endings(store, id, as);
  await write(store, PEOPLE, ended, now);

  const photos = visits.filter((v) => v.householdId === id).flatMap((v) => v.photos ?? []);
  // The same picture may show two households: what another one's visit names stays.
  const elsewhere = new Set(visits.filter((v) => v.householdId !== id).flatMap((v) => v.photos ?? []));
  const gone = [...new Set(photos)].filter((hash) => !elsewhere.has(hash));
  for (const hash of gone) await store.files.remove('photos', hash);
  await store.files.clear('9999-12-31');

  const ids = new Set([...changes.map((c) => `${c.kind.name}:${c.after.id}`), ...erased]);
  await scrubChain(raw.connections, key(villageSlot(villageId), 'audit'), ids);
  await dropResults(store);
  const names = [household.head, ...household.aliases, ...household.members.flatMap((m) => m.name ?? [])];
  const said = await forgetSaid(
    store,
    id,
    names.filter((n) => n.length > 1 && n !== GONE),
  );
  return { records: changes.length, photos: gone.length, said, phones: ended.filter(isIdentity).length };
}

/** The household's people on the village's lists: that somebody took part stays. */
async function signups(
  { read }: Store,
  { id, villageId }: Household,
  as: { action: string; actor: string },
): Promise<Change[]> {
  const all = await read.many(signupKind, await read.range(villageId, 'signups'), villageId);
  const theirs = all.filter((s) => s.items.some((item) => item.householdId === id));
  return theirs.map((before) => {
    const items = before.items.map((item) =>
      item.householdId === id ? { householdId: id, person: GONE } : item,
    );
    const history = before.history.map(({ text: _, ...entry }) => entry);
    return change({ kind: signupKind, before, after: { ...before, items, history }, ...as });
  });
}

async function erase(store: Store, slot: Slot, kind: Kind, ids: readonly string[], villageId: string) {
  const records = await store.read.many(kind, ids, villageId);
  const ops = records.flatMap((r): Op[] => [
    ...(kind.indexes?.(r) ?? []).map((x): Op => ['zrem', key(slot, x.set), x.member]),
    ...(kind.fields?.(r) ?? []).map((x): Op => ['hdel', key(slot, x.hash), x.field]),
    ['del', recordKey(slot, kind, r.id)],
  ]);
  if (ops.length > 0) await runOps(store.raw.connections.write, slot, ops);
}

const isIdentity = (c: Change) => c.kind.name === identityKind.name;

/** Chat identities and codes of the household: they speak for nobody from now on. */
async function endings(store: Store, id: string, as: { action: string; actor: string }): Promise<Change[]> {
  const { directory } = store.read;
  const identities = directory.contactsOf(id).flatMap((c) => directory.identity(c) ?? []);
  const codes = await store.read.many(codeKind, await store.read.codesOf(id));
  return [
    ...identities.map((before) =>
      change({ kind: identityKind, before, after: { ...before, status: 'void' }, ...as }),
    ),
    ...codes.map((before) => change({ kind: codeKind, before, after: { ...before, status: 'void' }, ...as })),
  ];
}

/** One call, with one line in the chain instead of one a record: which words there were it does not tell. */
async function write(
  store: Store,
  slot: Slot,
  changes: readonly Change[],
  now: number,
  trace?: { id: string; villageId: string; action: string; actor: string },
): Promise<void> {
  if (changes.length === 0) return;
  const { connections, seal } = store.raw;
  const ops = changes.map((c) => recordOps(slot, c, seal));
  const all: Op[] = [...ops.map((o) => o.check), ...ops.flatMap((o) => o.writes), ['incr', key(slot, 'rev')]];
  // The chain learns what the records are now; the values that went are not kept beside it.
  const audited = trace ? changes.map((c) => ({ ...c, before: undefined })) : changes;
  for (const [i, c] of audited.entries()) all.push(auditOp(slot, c, now, seal, ops[i]?.stored));
  if (trace) {
    const { id, villageId, action, actor } = trace;
    const source = { messageId: 'terminal', chat: 'terminal' };
    const after = { id, villageId, rev: 0, schema: 1, by: actor, at: iso(now), status: 'active', source };
    const made = change({ kind: householdKind as unknown as Kind, after, action, actor });
    all.push(auditOp(slot, made, now, seal));
  }
  const outcome = await runOps(connections.write, slot, all);
  if (outcome.kind !== 'ok') throw new Error('something changed meanwhile: stop the program and try again');
}
