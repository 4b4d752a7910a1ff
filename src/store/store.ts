import type { Change, DueMove } from '../records/change.ts';
import type { Read } from '../records/read.ts';
import { commit } from './commit.ts';
import { createDirectory } from './directory.ts';
import { createDueTimes, type DueTimes } from './dueTimes.ts';
import { createEnded, type Ended } from './ended.ts';
import { createFiles, type Files } from './files.ts';
import { createFresh } from './fresh.ts';
import { type Home, openHome } from './home.ts';
import {
  accountSlot,
  key,
  NUMBERS,
  PEOPLE,
  POLICY,
  RESTORING,
  type Slot,
  slotOf,
  villageSlot,
} from './keys.ts';
import { type Lease, type LeaseOptions, takeLease } from './lease.ts';
import { createNumbers } from './numbers.ts';
import type { Op } from './ops.ts';
import { createRead } from './read.ts';
import { answered, type Connections, connect } from './redis.ts';
import { createSeal, type Seal } from './seal.ts';

export type { DraftChange } from './drafts.ts';
export type { Files, Folder } from './files.ts';
export type { Attempt, Home, HomeCommit, JournalEntry, Made } from './home.ts';
export type { Slot } from './keys.ts';

/** Everything that is kept, behind one port. Methods throw `StoreDownError` when Redis does not answer within 2 s. */
export interface Store {
  read: Read;
  home: Home;
  /** When something of a due set comes next. */
  dueTimes: DueTimes;
  /** Pictures and voices, beside the records. */
  files: Files;
  /** The next number of a letter: `S12`. Gaps are allowed (design, section 3). */
  nextNumber(letter: string): Promise<string>;
  /** Numbers up to this one are taken already (history that came in with its own). */
  reserveNumbers(letter: string, upTo: number): Promise<void>;
  /** Applies the changes of one slot under a mark; `done` where that was made before. Throws `ConflictError`. */
  commit(
    slot: Slot,
    c: {
      mark: string;
      now: number;
      changes: readonly Change[];
      moves?: readonly DueMove[];
      result?: string;
    },
  ): Promise<'ok' | 'done'>;
  /** The slots that another process has written to, so that the directory is no longer up to date. */
  stale(): Promise<Slot[]>;
  /** Reads them again. Nothing may be decided or committed meanwhile. */
  reload(slots: readonly Slot[]): Promise<void>;
  slotOf(change: Change): Slot;
  slotOfVillage(villageId: string): Slot;
  /** A result that a village commit kept because the home commit did not follow; looked for in all villages. */
  leftResult(mark: string): Promise<string | undefined>;
  /** Those of these slots that a commit under this mark has written to. */
  marked(mark: string, slots: readonly Slot[]): Promise<Slot[]>;
  /** The work under this mark is whole: its kept result goes with the next commit of that slot. */
  forgetResult(slot: Slot, mark: string): void;
  ping(): Promise<void>;
  /** Called whenever Redis can be used again. */
  onReady(listener: () => void): void;
  close(): void;
  /** The right to run the account, where it was asked for. */
  lease?: Lease;
  /** Sends that came to a bad end. */
  ended: Ended;
  /** For dumps, checks and sweeps. */
  raw: { connections: Connections; seal: Seal; account: string };
}

export interface StoreOptions {
  url: string;
  account: string;
  keys: readonly Buffer[];
  /** The data folder: files that came with messages are kept below it. Without one none can be kept. */
  filesDir?: string;
  /** Who runs the account from now on: nobody else may (see `takeLease`). Left out by scripts that only look. */
  lease?: LeaseOptions;
  /** The same content is sealed the same way each time: for replays alone. */
  repeatable?: boolean;
  /** After so many ms without an answer of Redis a command has failed: 2,000 where somebody waits for the bot. */
  timeout?: number;
  onError(error: Error): void;
}

/** Connects, loads the directory, and is ready. Rejects with `StoreDownError` when Redis does not answer, with `HeldError` when another process runs the account. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const connections = await connect(options.url, options.onError, options.timeout);
  await refuseHalf(connections);
  const seal = createSeal(options.keys, options.repeatable);
  const directory = createDirectory();
  // Before anything is read that the process before may still be writing.
  const lease = options.lease && (await held(connections, options.account, options.lease));
  const fresh = createFresh(connections, seal, directory);
  await fresh.load();
  const home = await openHome(connections, seal, options.account, lease?.epoch);
  const dueTimes = createDueTimes(connections);
  const files = createFiles(options.filesDir);
  const leftovers = new Map<Slot, string[]>();
  const numbers = createNumbers(connections);

  return {
    read: createRead(connections, seal, directory, options.account, home.unfinished, files),
    home,
    dueTimes,
    files,
    nextNumber: numbers,
    ended: createEnded(connections, seal, accountSlot(options.account)),
    async reserveNumbers(letter, upTo) {
      numbers.forget(letter);
      const k = key(NUMBERS, letter);
      const taken = Number((await answered(connections.write.get(k))) ?? 0);
      if (taken < upTo) await answered(connections.write.incrby(k, upTo - taken));
    },
    async commit(slot, c) {
      const doubt = lease?.sure();
      if (doubt) await doubt;
      const forget = leftovers.get(slot)?.splice(0) ?? [];
      const saw = (writes: readonly Op[]) => dueTimes.saw(slot, writes, c.moves);
      const outcome = await commit(connections.write, seal, { slot, ...c, forget, saw });
      if (outcome === 'ok') {
        for (const x of c.changes) {
          if (x.kind.directory) directory.put(x.kind.name, { ...x.after, rev: (x.before?.rev ?? 0) + 1 });
        }
        if (c.changes.some((x) => x.kind.directory)) fresh.committed(slot);
      }
      return outcome;
    },
    stale: fresh.stale,
    async reload(slots) {
      const villageIds = await fresh.reload(slots);
      await dueTimes.lookAt(villageIds);
      // A word that is looked up next must not wait for it.
      directory.householdNames();
      directory.personNames();
    },
    slotOfVillage: villageSlot,
    slotOf: (c) => slotOf(c.kind, c.after, options.account),
    async leftResult(mark) {
      // All at once: they leave together, where one after the other would cost a round trip a village.
      const slots = [PEOPLE, POLICY, ...[...directory.villages()].map((v) => villageSlot(v.id))];
      const raws = await Promise.all(
        slots.map(async (slot) => {
          const raw = await answered(connections.read.hget(key(slot, 'results'), mark));
          return raw ? seal.open(raw, key(slot, 'results')) : undefined;
        }),
      );
      return raws.find((raw) => raw !== undefined);
    },
    async marked(mark, slots) {
      const at = await Promise.all(
        slots.map((slot) => answered(connections.read.zscore(key(slot, 'done'), mark))),
      );
      return slots.filter((_, i) => at[i] !== null);
    },
    forgetResult(slot, mark) {
      const list = leftovers.get(slot);
      if (list) list.push(mark);
      else leftovers.set(slot, [mark]);
    },
    async ping() {
      await answered(connections.write.ping());
    },
    onReady: (listener) => void connections.write.on('ready', listener),
    close: () => connections.close(),
    lease,
    raw: { connections, seal, account: options.account },
  };
}

async function refuseHalf(connections: Connections): Promise<void> {
  const half = await answered(connections.read.get(RESTORING));
  if (half === null) return;
  connections.close();
  throw new Error(`The restore of ${half} was cut off: run scripts/restore again with the same backup.`);
}

async function held(connections: Connections, account: string, options: LeaseOptions): Promise<Lease> {
  try {
    return await takeLease(connections, account, options);
  } catch (error) {
    connections.close();
    throw error;
  }
}
