import { type Push, pushKind } from '../records/push.ts';
import { decode } from './codec.ts';
import { key, recordKey, type Slot } from './keys.ts';
import type { Op } from './ops.ts';
import { answered, type Connections } from './redis.ts';
import type { Seal } from './seal.ts';

/** A piece that was handed to the channel (or was about to be, when the process died). */
export interface Attempt {
  at: number;
  to: string;
  kind: Push['kind'];
}

/** The op that writes down, with the mark `sending`, that so many pieces are about to go out. */
export function attemptOps(slot: Slot, push: Push, now: number, pieces: number): Op[] {
  const set = key(slot, 'attempts');
  return Array.from({ length: pieces }, (_, i) => ['zadd', set, now, `${push.attempts}.${i}.${push.id}`]);
}

/** Pieces handed over in [from, to], oldest first: what pacing has to know after a restart. */
export async function readAttempts(
  { read }: Connections,
  seal: Seal,
  slot: Slot,
  from: number,
  to: number,
): Promise<Attempt[]> {
  const raw = await answered(read.zrangebyscore(key(slot, 'attempts'), from, to, 'WITHSCORES'));
  const found: { id: string; at: number }[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const id = (raw[i] ?? '').replace(/^\d+\.\d+\./, '');
    found.push({ id, at: Number(raw[i + 1]) });
  }
  if (found.length === 0) return [];
  const keys = found.map(({ id }) => recordKey(slot, pushKind, id));
  const records = await answered(read.mget(keys));
  return found.flatMap(({ at }, i) => {
    const record = records[i];
    if (!record) return [];
    const { to: receiver, kind } = decode(pushKind, record, keys[i] ?? '', seal);
    return [{ at, to: receiver, kind }];
  });
}
