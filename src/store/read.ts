import { type Kind, POLICY_HOME, type Stored } from '../records/kind.ts';
import type { Directory, Read } from '../records/read.ts';
import { createBatch } from './batch.ts';
import { decode, readNote } from './codec.ts';
import type { Files } from './files.ts';
import { readPushes } from './homePushes.ts';
import { accountSlot, key, PEOPLE, POLICY, recordKey, type Slot, villageSlot } from './keys.ts';
import { answered, type Connections } from './redis.ts';
import type { Seal } from './seal.ts';

/** A record that went from village to village is followed so far: half a move may point in a circle. */
const MOST_HOPS = 8;

/** Read access for features: records, sorted sets and counters of the villages, and the directory in memory. */
export function createRead(
  { read, write }: Connections,
  seal: Seal,
  directory: Directory,
  account: string,
  unfinished: Read['unfinished'],
  files: Files,
): Read {
  function slotFor({ home }: { home: string }, villageId?: string): Slot {
    if (villageId) return villageSlot(villageId);
    return home === 'policy' ? POLICY : PEOPLE;
  }

  async function many<T extends Stored>(
    kind: Kind<T>,
    ids: readonly string[],
    villageId?: string,
  ): Promise<T[]> {
    if (ids.length === 0) return [];
    const keys = ids.map((id) => recordKey(slotFor(kind, villageId), kind, id));
    const raws = await answered(read.mget(keys));
    const found: T[] = [];
    for (const [i, raw] of raws.entries()) {
      const note = raw ? readNote(raw) : undefined;
      const record = note
        ? await get(kind, ids[i] ?? '', note.movedTo)
        : raw && decode(kind, raw, keys[i] ?? '', seal);
      if (record) found.push(record);
    }
    return found;
  }

  /** A record that went to another village is read there: whoever remembers the old place finds it all the same. */
  async function get<T extends Stored>(
    kind: Kind<T>,
    id: string,
    villageId?: string,
    hops = MOST_HOPS,
  ): Promise<T | undefined> {
    const k = recordKey(slotFor(kind, villageId), kind, id);
    const raw = await answered(read.get(k));
    const note = raw ? readNote(raw) : undefined;
    if (note) return hops > 0 ? get(kind, id, note.movedTo, hops - 1) : undefined;
    return raw ? decode(kind, raw, k, seal) : undefined;
  }

  return {
    directory,
    get: (kind, id, villageId) => get(kind, id, villageId),
    many,
    async leftBehind(kind, id, villageId) {
      const raw = await answered(read.get(recordKey(villageSlot(villageId), kind, id)));
      return raw ? readNote(raw) : undefined;
    },
    async find(kind, id, villageIds) {
      const found = await Promise.all(villageIds.map((v) => get(kind, id, v)));
      return found.find((r) => r !== undefined);
    },
    async range(villageId, set, { min = -Infinity, max = Infinity, limit = -1, reverse = false } = {}) {
      const k = key(villageId === POLICY_HOME ? POLICY : villageSlot(villageId), set);
      const bound = (n: number) => (n === Infinity ? '+inf' : n === -Infinity ? '-inf' : String(n));
      return answered(
        reverse
          ? read.zrevrangebyscore(k, bound(max), bound(min), 'LIMIT', 0, limit)
          : read.zrangebyscore(k, bound(min), bound(max), 'LIMIT', 0, limit),
      );
    },
    both(villageId, set, other) {
      const slot = villageSlot(villageId);
      return answered(read.zinter(2, key(slot, set), key(slot, other)));
    },
    async pushesTo(to, limit) {
      const slot = accountSlot(account);
      const ids = await answered(read.zrevrange(key(slot, `to:${to}:pushes`), 0, limit - 1));
      return readPushes(read, seal, slot, ids);
    },
    codesOf: (id) => answered(read.zrange(key(PEOPLE, `codes:${id}`), '0', '-1')),
    fingerprint: seal.fingerprint,
    batch: () => createBatch(read),
    async score(villageId, set, member) {
      const score = await answered(read.zscore(key(villageSlot(villageId), set), member));
      return score === null ? undefined : Number(score);
    },
    async scored(villageId, set, max, limit = -1) {
      const k = key(villageSlot(villageId), set);
      const flat = await answered(read.zrangebyscore(k, '-inf', max, 'WITHSCORES', 'LIMIT', 0, limit));
      return Array.from({ length: flat.length / 2 }, (_, i) => ({
        member: flat[i * 2] ?? '',
        score: Number(flat[i * 2 + 1]),
      }));
    },
    async scoredFields(villageId, set, hash, max, limit) {
      const slot = villageSlot(villageId);
      const words = await answered(write.bfDue(key(slot, set), key(slot, hash), max, limit));
      const [members, scores, values] = words.map((w) => w.split('\u001f'));
      return {
        members: members ?? [],
        scores: (scores ?? []).map(Number),
        values: (values ?? []).map((v) => v || null),
      };
    },
    unfinished,
    file: files.find,
    async counters(villageId, hash) {
      const all = await answered(read.hgetall(key(villageSlot(villageId), hash)));
      return Object.fromEntries(Object.entries(all).map(([f, v]) => [f, Number(v)]));
    },
  };
}
