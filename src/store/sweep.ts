import { DAY, dayOf } from '../core/clock.ts';
import { pushKind } from '../records/push.ts';
import { decode } from './codec.ts';
import { accountSlot, key, PEOPLE, POLICY, recordKey, type Slot, villageSlot } from './keys.ts';
import { type Op, runOps } from './ops.ts';
import { answered } from './redis.ts';
import type { Store } from './store.ts';
import { sweepPhotos } from './sweepPhotos.ts';

/** Marks and answers are remembered so long (design, section 3); what was pushed, so that one can ask why, a year longer. */
export const MARKS_KEPT = 30 * DAY;
export const PUSHES_KEPT = 400 * DAY;
/** What was written to be sent (slips with codes among it) stays as long as a code is good. */
const FILES_KEPT = 7 * DAY;
/** What a household said aloud was passed on at once, and no record names it. */
const VOICES_KEPT = 90 * DAY;
/** A roster waits ten minutes for its 确认; what is in it stands in the records afterwards, sealed. */
const ROSTERS_KEPT = DAY;
/** What came with a message is taken away when it is handled; what a crash left behind, a day later. */
const INCOMING_KEPT = DAY;
/** How many members go with one commit. */
const BATCH = 500;

/** How much of each went. */
export interface Swept {
  marks: number;
  pushes: number;
  drafts: number;
  voices: number;
  photos: number;
  rosters: number;
  incoming: number;
}

/** Takes away what is no longer needed by the application's clock. Says how much; doing it twice does no harm. */
export async function sweep(store: Store, now: number): Promise<Swept> {
  const home = accountSlot(store.raw.account);
  const villages = [...store.read.directory.villages()].map((v) => villageSlot(v.id));
  let marks = 0;
  await store.files.clear(dayOf(now - FILES_KEPT));
  const voices = await store.files.expire('voices', now - VOICES_KEPT);
  const rosters = await store.files.expire('rosters', now - ROSTERS_KEPT);
  const incoming = await sweepIncoming(store, now);
  const photos = await sweepPhotos(store, now);
  // As long as what was sent: nobody goes on with it after a year.
  const drafts = await store.home.sweepDrafts(now - PUSHES_KEPT);
  for (const slot of [home, PEOPLE, POLICY, ...villages])
    marks += await sweepMarks(store, slot, now - MARKS_KEPT);
  await sweepAttempts(store, home, now - DAY);
  return { marks, pushes: await sweepPushes(store, home, now), drafts, voices, photos, rosters, incoming };
}

/** Files of messages that are still to be handled stay, however old. */
async function sweepIncoming({ home, files }: Store, now: number): Promise<number> {
  const waiting = (await home.pending()).flatMap(({ message }) => message.file?.path ?? []);
  return files.expire('incoming', now - INCOMING_KEPT, new Set(waiting));
}

/** Old done marks, with what was kept under them: results that were not fetched, records that a message made. */
async function sweepMarks(store: Store, slot: Slot, before: number): Promise<number> {
  const { read, write } = store.raw.connections;
  const done = key(slot, 'done');
  let gone = 0;
  for (;;) {
    const ids = await answered(read.zrangebyscore(done, '-inf', before, 'LIMIT', 0, BATCH));
    if (ids.length === 0) return gone;
    const ops = ids.flatMap((id): Op[] => [
      ['zrem', done, id],
      ['hdel', key(slot, 'results'), id],
      ['hdel', key(slot, 'made'), id],
    ]);
    await runOps(write, slot, ops);
    gone += ids.length;
  }
}

/** Pacing looks back an hour. */
async function sweepAttempts(store: Store, slot: Slot, before: number): Promise<void> {
  const { read, write } = store.raw.connections;
  const set = key(slot, 'attempts');
  for (;;) {
    const old = await answered(read.zrangebyscore(set, '-inf', before, 'LIMIT', 0, BATCH));
    if (old.length === 0) return;
    await runOps(
      write,
      slot,
      old.map((member): Op => ['zrem', set, member]),
    );
  }
}

/** Old answers after a month, other sends after more than a year; never one that still waits. */
async function sweepPushes(store: Store, slot: Slot, now: number): Promise<number> {
  const { connections, seal } = store.raw;
  const set = key(slot, 'pushes');
  let gone = 0;
  for (let from = 0; ; ) {
    const ids = await answered(
      connections.read.zrangebyscore(set, '-inf', now - MARKS_KEPT, 'LIMIT', from, BATCH),
    );
    if (ids.length === 0) return gone;
    const keys = ids.map((id) => recordKey(slot, pushKind, id));
    const raws = await answered(connections.read.mget(keys));
    const ops = raws.flatMap((raw, i): Op[] => {
      const id = ids[i] ?? '';
      const k = keys[i] ?? '';
      if (!raw) return [['zrem', set, id]];
      const push = decode(pushKind, raw, k, seal);
      const open = push.state === 'waiting' || push.state === 'sending';
      // What is said to a strange room once and no more is remembered for good: it is one record a room.
      const forGood = id.startsWith('once|room:');
      const old = (push.kind === 'reply' && !forGood) || Date.parse(push.at) < now - PUSHES_KEPT;
      return open || !old || forGood
        ? []
        : [
            ['del', k],
            ['zrem', set, id],
            ['zrem', key(slot, 'failed'), id],
          ];
    });
    if (ops.length > 0) await runOps(connections.write, slot, ops);
    const removed = new Set(ops.filter(([name, k]) => name === 'zrem' && k === set).map((op) => op[2])).size;
    gone += removed;
    from += ids.length - removed;
  }
}
