import { DUTIES } from '../records/dueBrief.ts';
import type { Kind, Stored } from '../records/kind.ts';
import { KINDS } from '../records/kinds.ts';
import { decode } from './codec.ts';
import { key, recordKey, type Slot, villageSlot } from './keys.ts';
import { type Op, runOps } from './ops.ts';
import { answered } from './redis.ts';
import type { Store } from './store.ts';

/** A counter that is not what the records come to. */
export interface Difference {
  villageId: string;
  hash: string;
  field: string;
  kept: number;
  counted: number;
}

type Sums = Map<string, Map<string, number>>;
const BATCH = 1000;

/**
 * Counts every counter of every village anew from the records alone and says where what the commits kept differs. Reads
 * the whole store, village by village: for the operator and the benches, not for a request. `repair` writes what was counted; `villageIds` keeps to some villages.
 */
export async function recount(
  store: Store,
  repair = false,
  villageIds: readonly string[] = [...store.read.directory.villages()].map((v) => v.id),
): Promise<Difference[]> {
  const found: Difference[] = [];
  const hashes = await hashesOf(store, villageIds);
  for (const id of villageIds) {
    const slot = villageSlot(id);
    const [counted, kept] = [
      await countVillage(store, slot),
      await keptIn(store, slot, hashes.get(slot) ?? []),
    ];
    const here: Difference[] = [];
    for (const hash of new Set([...counted.keys(), ...kept.keys()])) {
      const [is, was] = [counted.get(hash), kept.get(hash)];
      for (const field of new Set([...(is?.keys() ?? []), ...(was?.keys() ?? [])])) {
        const d = { villageId: id, hash, field, kept: was?.get(field) ?? 0, counted: is?.get(field) ?? 0 };
        if (d.kept !== d.counted) here.push(d);
      }
    }
    if (repair && here.length > 0) await correct(store, slot, here);
    found.push(...here);
  }
  return found;
}

/** What a village's records come to. */
export async function countVillage(store: Store, slot: Slot): Promise<Sums> {
  const sums: Sums = new Map();
  for (const kind of KINDS.values()) {
    if (!kind.counts) continue;
    for await (const record of recordsOf(store, kind, slot)) {
      for (const { hash, field, by } of kind.counts(record)) {
        const fields = sums.get(hash) ?? new Map<string, number>();
        sums.set(hash, fields.set(field, (fields.get(field) ?? 0) + by));
      }
    }
  }
  return sums;
}

async function* recordsOf(store: Store, kind: Kind, slot: Slot): AsyncGenerator<Stored> {
  const { connections, seal } = store.raw;
  if (kind.set === undefined) throw new Error(`${kind.name} is counted and names no set of its records`);
  const ids = await answered(connections.read.zrange(key(slot, kind.set), '0', '-1'));
  for (let i = 0; i < ids.length; i += BATCH) {
    const keys = ids.slice(i, i + BATCH).map((id) => recordKey(slot, kind, id));
    const raws = await answered(connections.read.mget(keys));
    for (const [j, raw] of raws.entries()) if (raw) yield decode(kind, raw, keys[j] ?? '', seal);
  }
}

/** The counter hashes of each slot, without its prefix: by one scan of the store, so this too is nothing for a request. */
async function hashesOf(store: Store, villageIds: readonly string[]): Promise<Map<Slot, string[]>> {
  const { read } = store.raw.connections;
  const slots = new Map<Slot, string[]>(villageIds.map((id) => [villageSlot(id), []]));
  for (let cursor = '0'; ; ) {
    const [next, keys] = await answered(
      read.scan(cursor, 'MATCH', `${key('{v:*}', '')}*`, 'COUNT', BATCH, 'TYPE', 'hash'),
    );
    for (const k of keys) {
      const slot = k.slice(k.indexOf('{'), k.indexOf('}') + 1) as Slot;
      const hash = k.slice(key(slot, '').length);
      if (hash !== 'results' && hash !== DUTIES) slots.get(slot)?.push(hash);
    }
    cursor = next;
    if (cursor === '0') return slots;
  }
}

/** What the commits have kept in the counter hashes of a slot. */
async function keptIn(store: Store, slot: Slot, hashes: readonly string[]): Promise<Sums> {
  const { read } = store.raw.connections;
  const all = await Promise.all(hashes.map((hash) => answered(read.hgetall(key(slot, hash)))));
  return new Map(
    hashes.map((hash, i) => [
      hash,
      new Map(Object.entries(all[i] ?? {}).map(([field, n]) => [field, Number(n)])),
    ]),
  );
}

async function correct(store: Store, slot: Slot, differences: readonly Difference[]): Promise<void> {
  for (let i = 0; i < differences.length; i += BATCH) {
    const ops = differences
      .slice(i, i + BATCH)
      .map((d): Op => ['hincrby', key(slot, d.hash), d.field, d.counted - d.kept]);
    await runOps(store.raw.connections.write, slot, ops);
  }
}
