import { codeKind } from '../records/binding.ts';
import { type Change, change } from '../records/change.ts';
import { type Household, householdKind } from '../records/household.ts';
import { type Kind, POLICY_HOME } from '../records/kind.ts';
import { livedIn } from '../records/lived.ts';
import { expenseKind, incomeKind } from '../records/money.ts';
import { monthReportKind } from '../records/monthReport.ts';
import { identityKind } from '../records/organisation.ts';
import { offeredKind, unansweredKind } from '../records/policy.ts';
import { rhythmKind } from '../records/rhythm.ts';
import { signupKind } from '../records/signup.ts';
import { type Visit, visitKind } from '../records/visit.ts';
import { auditOp } from './audit.ts';
import { recordOps } from './commit.ts';
import { EMPTIED, GONE, withoutLines } from './forgetKinds.ts';
import { dropResults, forgetSaid, scrubChain } from './forgetTraces.ts';
import { key, PEOPLE, POLICY, recordKey, type Slot, villageSlot } from './keys.ts';
import { type Op, runOps } from './ops.ts';
import type { Store } from './store.ts';

function emptied(h: Household): Household {
  const { id, rev, schema, by, at, source, villageId, group, former, size, category, visitCycleDays } = h;
  return {
    ...{ id, rev, schema, by, at, source, villageId, group, former, size, category, visitCycleDays },
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

  const names = namesOf(household);
  const visits: Visit[] = [];
  const ids = new Set<string>();
  let records = 0;
  // It may have lived in other villages before: what was written down there goes as well.
  for (const place of livedIn(household)) {
    const there = { id, villageId: place };
    const slot = villageSlot(place);
    visits.push(...(await read.many(visitKind, await read.range(place, 'visits'), place)));
    const changes = [
      ...(await emptying(store, there, as)),
      ...(await signups(store, there, as)),
      ...(await reports(store, place, names, as)),
    ];
    await write(store, POLICY, await unanswered(store, there, as), now);
    for (const kind of [incomeKind, expenseKind, offeredKind] as unknown as readonly Kind[]) {
      const lines = await read.range(place, `household:${id}:${kind.name}s`);
      await erase(store, slot, kind, lines, place);
      for (const line of lines) ids.add(`${kind.name}:${line}`);
    }
    if (place !== villageId) await write(store, slot, changes, now);
    else {
      const rhythm = await read.get(rhythmKind, id, villageId);
      const after = rhythm && { ...rhythm, nextStepAt: undefined };
      changes.unshift(change({ kind: householdKind, before: household, after: emptied(household), ...as }));
      if (rhythm && after) changes.push(change({ kind: rhythmKind, before: rhythm, after, ...as }));
      await write(store, slot, changes, now);
    }
    for (const c of changes) ids.add(`${c.kind.name}:${c.after.id}`);
    records += changes.length;
  }
  const ended = await endings(store, id, as);
  await write(store, PEOPLE, ended, now);

  const photos = visits.filter((v) => v.householdId === id).flatMap((v) => v.photos ?? []);
  // The same picture may show two households: what another one's visit names stays.
  const elsewhere = new Set(visits.filter((v) => v.householdId !== id).flatMap((v) => v.photos ?? []));
  const gone = [...new Set(photos)].filter((hash) => !elsewhere.has(hash));
  for (const hash of gone) await store.files.remove('photos', hash);
  await store.files.clear('9999-12-31');
  // A roster that waits for its 确认 would bring the household back.
  await store.files.expire('rosters', Number.POSITIVE_INFINITY);

  // The record of what moved away left its old values in the chain of the village that it left.
  for (const place of livedIn(household))
    await scrubChain(raw.connections, key(villageSlot(place), 'audit'), ids);
  await dropResults(store);
  const said = await forgetSaid(store, id, names);
  return { records, photos: gone.length, said, phones: ended.filter(isIdentity).length };
}

/** How its people are called in what others wrote. */
const namesOf = (h: Household): string[] =>
  [h.head, ...h.aliases, ...h.members.flatMap((m) => m.name ?? [])].filter((n) => n.length > 1 && n !== GONE);

type As = { action: string; actor: string };
/** A household in one of the villages in which it has lived. */
type There = Pick<Household, 'id' | 'villageId'>;

/** Every record about it, without its words. */
async function emptying({ read }: Store, { id, villageId }: There, as: As): Promise<Change[]> {
  const all: Change[] = [];
  for (const { kind, set, gone } of EMPTIED) {
    const records = await read.many(kind, await read.range(villageId, `household:${id}:${set}`), villageId);
    all.push(
      ...records.map((before) => change({ kind, before, after: { ...before, ...gone(before) }, ...as })),
    );
  }
  return all;
}

/** Month reports of the village without the lines that name its people. */
async function reports(
  { read }: Store,
  villageId: string,
  names: readonly string[],
  as: As,
): Promise<Change[]> {
  const all = await read.many(monthReportKind, await read.range(villageId, 'monthReports'), villageId);
  return all.flatMap((before) => {
    const text = withoutLines(before.text, names);
    return text === before.text
      ? []
      : [change({ kind: monthReportKind, before, after: { ...before, text }, ...as })];
  });
}

/** Its questions on the office's list of those without an answer. */
async function unanswered({ read }: Store, { id, villageId }: There, as: As): Promise<Change[]> {
  const requests = await read.range(villageId, `household:${id}:requests`);
  const lists = await Promise.all(requests.map((q) => read.range(POLICY_HOME, `request:${q}:unanswered`)));
  const records = await read.many(unansweredKind, lists.flat());
  return records.map((before) =>
    change({ kind: unansweredKind, before, after: { ...before, text: GONE, status: 'void' }, ...as }),
  );
}

/** The household's people on the village's lists: that somebody took part stays. */
async function signups({ read }: Store, { id, villageId }: There, as: As): Promise<Change[]> {
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
async function endings(store: Store, id: string, as: As): Promise<Change[]> {
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

/** One call, with a line in the chain for every record: which words there were it does not tell. */
async function write(store: Store, slot: Slot, changes: readonly Change[], now: number): Promise<void> {
  if (changes.length === 0) return;
  const { connections, seal } = store.raw;
  const ops = changes.map((c) => recordOps(slot, c, seal));
  const all: Op[] = [...ops.map((o) => o.check), ...ops.flatMap((o) => o.writes), ['incr', key(slot, 'rev')]];
  // The chain learns what the records are now; the values that went are not kept beside it.
  const audited = changes.map((c) => ({ ...c, before: undefined }));
  for (const [i, c] of audited.entries())
    if (!c.kind.unaudited) all.push(auditOp(slot, c, now, seal, ops[i]?.stored));
  const outcome = await runOps(connections.write, slot, all);
  if (outcome.kind !== 'ok') throw new Error('something changed meanwhile: stop the program and try again');
}
