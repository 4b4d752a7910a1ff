import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { readEntry } from './audit.ts';

/** What became of one chain. */
export interface ChainReport {
  /** `V01`, `people`. */
  chain: string;
  length: number;
  /** The hash of the last entry: whoever has it noted elsewhere sees a chain that was rewritten. */
  head: string;
  /** The first thing that is wrong, in words. */
  broken?: string;
}

const PAGE = 1000;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Walks every audit chain of a store and compares each record with what its last entry says of it. */
export async function verifyChains(redis: Redis): Promise<ChainReport[]> {
  const keys: string[] = [];
  let cursor = '0';
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', 'bf:{*}:audit', 'COUNT', 1000);
    cursor = next;
    keys.push(...found);
  } while (cursor !== '0');
  const reports: ChainReport[] = [];
  for (const k of [...new Set(keys)].sort()) reports.push(await verifyChain(redis, k));
  return reports;
}

async function verifyChain(redis: Redis, k: string): Promise<ChainReport> {
  const slot = k.slice('bf:'.length, -':audit'.length);
  const chain = slot === '{p}' ? 'people' : slot.slice(1, -1).replace(/^v:/, '');
  const records = new Map<string, string>();
  let prev = '';
  let length = 0;
  for (let from = '-'; ; ) {
    const page = await redis.xrange(k, from, '+', 'COUNT', PAGE);
    const last = page.at(-1)?.[0];
    if (last === undefined) break;
    from = `(${last}`;
    for (const [id, fields] of page) {
      length += 1;
      const wrong = wrongIn(chain, id, fields, length, prev);
      if (wrong.broken) return { chain, length, head: prev, broken: wrong.broken };
      prev = wrong.hash;
      if (wrong.value) records.set(wrong.record, wrong.value);
    }
  }
  return { chain, length, head: prev, broken: await wrongRecord(redis, slot, records) };
}

function wrongIn(chain: string, id: string, fields: string[], seq: number, prev: string) {
  const none = { record: '', hash: '', value: undefined };
  let entry: ReturnType<typeof readEntry>;
  try {
    entry = readEntry(chain, id, fields);
  } catch {
    return { ...none, broken: `entry ${seq} cannot be read` };
  }
  const hash = createHash('sha1')
    .update(prev + entry.digest)
    .digest('hex');
  const where = `entry ${seq} (${entry.record}, ${entry.at})`;
  if (entry.seq !== seq)
    return { ...none, broken: `entry ${seq} is missing: ${entry.seq} stands in its place` };
  if (sha256(entry.body) !== entry.digest) return { ...none, broken: `${where} was changed` };
  if (entry.prev !== prev || entry.hash !== hash)
    return { ...none, broken: `${where} does not follow the one before it` };
  const { value } = JSON.parse(entry.body) as { value?: string };
  return { record: entry.record, hash, value, broken: undefined };
}

/** The first record that is not what its last entry says; entries of an earlier version say nothing of it. */
async function wrongRecord(
  redis: Redis,
  slot: string,
  records: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const all = [...records];
  for (let i = 0; i < all.length; i += PAGE) {
    const some = all.slice(i, i + PAGE);
    const values = await redis.mget(some.map(([record]) => `bf:${slot}:${record}`));
    for (const [j, [record, value]] of some.entries()) {
      const is = values[j];
      if (!is) return `${record} is gone`;
      if (sha256(is) !== value) return `${record} was changed past the program`;
    }
  }
  return undefined;
}
