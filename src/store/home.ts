import type { Draft, OpenDialog } from '../core/dialog.ts';
import { groupBy } from '../core/group.ts';
import type { Inbound } from '../core/message.ts';
import { FencedError } from '../errors.ts';
import { change } from '../records/change.ts';
import { type Push, pushKind } from '../records/push.ts';
import type { Unfinished } from '../records/read.ts';
import { type Attempt, attemptOps, readAttempts } from './attempts.ts';
import { recordOps } from './commit.ts';
import { type DraftChange, openDrafts } from './drafts.ts';
import { createPushes } from './homePushes.ts';
import { accountSlot, key, recordKey } from './keys.ts';
import { openNotes } from './notes.ts';
import { type Op, packOps, runOps } from './ops.ts';
import { answered, type Connections } from './redis.ts';
import type { Seal } from './seal.ts';

export interface JournalEntry {
  journalId: string;
  message: Inbound;
  receivedAt: number;
}

/** A record that a message made: recalling that message takes it back. */
export interface Made {
  messageId: string;
  kind: string;
  id: string;
  villageId?: string;
  /** It is part of a record and none of its own (a picture on a visit): a bare 撤回 does not mean it. */
  part?: boolean;
}

/** All that one piece of work leaves in the account's slot; written last, in one call (design, section 1.6). */
export interface HomeCommit {
  mark: string;
  journalId?: string;
  now: number;
  pushes: readonly Push[];
  dialog?: { conversation: string; open: OpenDialog | null };
  drafts?: DraftChange;
  made?: readonly Made[];
  /** Whose message it was, by his id in the records. */
  owner?: string;
  /** A push's slot is done, ms. */
  cron?: { name: string; slot: number };
  /** A small fact about the running of the account, written with the rest. */
  note?: { name: string; value: unknown };
}

export type { Attempt } from './attempts.ts';

/** The slot of one bot account. What is asked for at every message is kept in memory: no other process writes here. */
export interface Home {
  /** The new entry's journal id; '' when the message was taken in before. */
  journal(message: Inbound, receivedAt: number): Promise<string>;
  pending(): Promise<JournalEntry[]>;
  dialog(conversation: string): OpenDialog | undefined;
  /** All that are open, by conversation. */
  dialogs(): ReadonlyMap<string, OpenDialog>;
  /** What one person left unfinished, oldest first. */
  drafts(owner: string): readonly Draft[];
  /** Takes away drafts of before that instant, ms; resolves to how many. */
  sweepDrafts(before: number): Promise<number>;
  /** What waits for an answer or was put away without one, of everybody. */
  unfinished(): readonly Unfinished[];
  lastSlot(push: string): number | undefined;
  made(messageId: string): Promise<Made[]>;
  /** What the last message of this person that recorded something has made: a bare 撤回 means that. */
  lastMade(owner: string): readonly Made[];
  plans(): Promise<Map<string, string>>;
  savePlan(mark: string, plan: string): Promise<void>;
  dropPlan(mark: string): Promise<void>;
  /** Resolves to those pushes that were not known yet; where the work was done before, to those that still wait. */
  commit(c: HomeCommit): Promise<Push[]>;
  /** The same in two steps: what takes the processor's time now, the writing when it is called. */
  prepare(c: HomeCommit): () => Promise<Push[]>;
  /** Everything that waits or was being sent. */
  outbox(): Promise<Push[]>;
  /**
   * A push as it is now; `sentToday` counts it against the day's pushes, `attempt` writes down that so many pieces of it are
   * about to go out.
   */
  update(
    before: Push,
    after: Push,
    sentToday?: string,
    attempt?: { at: number; pieces: number },
  ): Promise<Push>;
  /** What was handed to the channel in [from, to] (ms), oldest first, by every process that ran. */
  attempts(from: number, to: number): Promise<Attempt[]>;
  /** A small fact about the running of the account; `null` removes it. Ids and times only: it is not sealed. */
  note<T>(name: string): T | undefined;
  setNote(name: string, value: unknown): Promise<void>;
  /** When the last backup was made, ms of real time. */
  lastBackup(): Promise<number | undefined>;
  /** Several pushes at once: all of them or none. */
  updateAll(pairs: readonly (readonly [Push, Push])[]): Promise<Push[]>;
  sentOn(day: string): Promise<number>;
  clockOffset(): Promise<number | undefined>;
  setClockOffset(ms: number): Promise<void>;
}

/** `epoch`: of the lease that this process holds; without one it writes unfenced (a script, a test). */
export async function openHome(
  redis: Connections,
  seal: Seal,
  account: string,
  epoch?: number,
): Promise<Home> {
  const slot = accountSlot(account);
  const k = (...parts: string[]) => key(slot, ...parts);
  const { write, read } = redis;
  const dialogs = new Map<string, OpenDialog>();
  for (const [c, raw] of Object.entries(await answered(read.hgetall(k('dialogs'))))) {
    dialogs.set(c, JSON.parse(seal.open(raw, k('dialogs'))) as OpenDialog);
  }
  const last = new Map<string, readonly Made[]>();
  for (const [owner, raw] of Object.entries(await answered(read.hgetall(k('last'))))) {
    last.set(owner, JSON.parse(raw) as Made[]);
  }
  const fence: Op[] = epoch === undefined ? [] : [['fence', k('epoch'), epoch]];
  const notes = await openNotes(redis, k('notes'));
  const drafts = await openDrafts(redis, seal, k('drafts'));
  const slots = new Map(
    Object.entries(await answered(read.hgetall(k('cron')))).map(([n, v]) => [n, Number(v)]),
  );

  const pushes = createPushes(redis, seal, slot, fence);

  function prepare(c: HomeCommit): () => Promise<Push[]> {
    const ops: Op[] = [...fence, ['done', k('done'), c.mark], ['zadd', k('done'), c.now, c.mark]];
    const byKey = new Map<string, Push>();
    for (const push of c.pushes) {
      const { writes } = recordOps(
        slot,
        change({ kind: pushKind, after: push, action: '', actor: 'bot' }),
        seal,
      );
      const pk = recordKey(slot, pushKind, push.id);
      byKey.set(pk, push);
      ops.push(['absent', pk, writes.length], ...writes);
    }
    if (c.journalId) ops.push(['xdel', k('journal'), c.journalId], ['hdel', k('inflight'), c.mark]);
    ops.push(['hdel', k('plans'), c.mark]);
    if (c.dialog) {
      const { conversation, open } = c.dialog;
      if (open) ops.push(['hset', k('dialogs'), conversation, seal.seal(JSON.stringify(open), k('dialogs'))]);
      else if (dialogs.has(conversation)) ops.push(['hdel', k('dialogs'), conversation]);
    }
    for (const [messageId, made] of groupBy(c.made ?? [], (m) => m.messageId)) {
      ops.push(['hset', k('made'), messageId, JSON.stringify(made)]);
    }
    const records = (c.made ?? []).filter((m) => !m.part);
    const mine = records.length > 0 ? c.owner : undefined;
    if (mine) ops.push(['hset', k('last'), mine, JSON.stringify(records)]);
    if (c.drafts) ops.push(...drafts.ops(c.drafts));
    if (c.cron) ops.push(['hset', k('cron'), c.cron.name, c.cron.slot]);
    if (c.note) ops.push(...notes.ops(c.note.name, c.note.value));
    const run = packOps(slot, ops);
    return async () => {
      const outcome = await run(write);
      if (c.dialog?.open) dialogs.set(c.dialog.conversation, c.dialog.open);
      else if (c.dialog) dialogs.delete(c.dialog.conversation);
      if (mine) last.set(mine, records);
      if (c.drafts) drafts.apply(c.drafts);
      if (c.cron) slots.set(c.cron.name, c.cron.slot);
      if (c.note) notes.apply(c.note.name, c.note.value);
      if (outcome.kind !== 'ok') return pushes.standing([...byKey.keys()]);
      for (const known of outcome.skipped) byKey.delete(known);
      return [...byKey.values()].map((p) => ({ ...p, rev: 1 }));
    };
  }

  return {
    async journal(message, receivedAt) {
      const sealed = seal.seal(JSON.stringify({ message, receivedAt }), k('journal'));
      const keys = [k('done'), k('inflight'), k('journal'), k('epoch')] as const;
      const id = await answered(write.bfJournal(...keys, message.id, sealed, String(epoch ?? '')));
      if (id === null) throw new FencedError('another process has taken over this account');
      return id;
    },
    async pending() {
      const entries = await answered(read.xrange(k('journal'), '-', '+'));
      return entries.map(([journalId, fields]) => ({
        journalId,
        ...(JSON.parse(seal.open(fields[1] ?? '', k('journal'))) as Omit<JournalEntry, 'journalId'>),
      }));
    },
    dialog: (conversation) => dialogs.get(conversation),
    dialogs: () => dialogs,
    drafts: (owner) => drafts.of(owner),
    async sweepDrafts(before) {
      const drop = [...drafts.all()].filter((d) => d.at < before).map((d) => d.id);
      if (drop.length > 0) await runOps(write, slot, [...fence, ...drafts.ops({ drop })]);
      drafts.apply({ drop });
      return drop.length;
    },
    unfinished: () => [...dialogs.values(), ...drafts.all()],
    lastSlot: (push) => slots.get(push),
    lastMade: (owner) => last.get(owner) ?? [],
    async made(messageId) {
      const raw = await answered(read.hget(k('made'), messageId));
      return raw ? (JSON.parse(raw) as Made[]) : [];
    },
    async plans() {
      const all = await answered(read.hgetall(k('plans')));
      return new Map(Object.entries(all).map(([mark, raw]) => [mark, seal.open(raw, k('plans'))]));
    },
    async savePlan(mark, plan) {
      await runOps(write, slot, [...fence, ['hset', k('plans'), mark, seal.seal(plan, k('plans'))]]);
    },
    async dropPlan(mark) {
      await runOps(write, slot, [...fence, ['hdel', k('plans'), mark]]);
    },
    prepare,
    commit: async (c) => prepare(c)(),
    outbox: pushes.outbox,
    async update(before, after, sentToday, attempt) {
      const extra: Op[] = [
        ...(sentToday ? [['hincrby', k('sent'), sentToday, 1] as Op] : []),
        ...(attempt ? attemptOps(slot, after, attempt.at, attempt.pieces) : []),
      ];
      const [next] = await pushes.change([[before, after]], extra);
      return next ?? after;
    },
    updateAll: (pairs) => pushes.change(pairs, []),
    attempts: (from, to) => readAttempts(redis, seal, slot, from, to),
    note: notes.get,
    async setNote(name, value) {
      await runOps(write, slot, [...fence, ...notes.ops(name, value)]);
      notes.apply(name, value);
    },
    async lastBackup() {
      const raw = await answered(read.get(k('backup')));
      return raw === null ? undefined : Number(raw);
    },
    async sentOn(day) {
      return Number((await answered(read.hget(k('sent'), day))) ?? 0);
    },
    async clockOffset() {
      const raw = await answered(read.get(k('clock')));
      return raw === null ? undefined : Number(raw);
    },
    async setClockOffset(ms) {
      await answered(write.set(k('clock'), String(ms)));
    },
  };
}
