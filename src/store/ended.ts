import type { Push } from '../records/push.ts';
import { readPushes } from './homePushes.ts';
import { key, type Slot } from './keys.ts';
import { answered, type Connections } from './redis.ts';
import type { Seal } from './seal.ts';

/** How many of the latest sends are looked through for those that were skipped. */
const LOOK = 2000;
/** A send that went out so much after its time was caught up, ms. */
const LATE = 600_000;

/** Sends of an account that came to a bad end, for whoever runs the program. */
export interface Ended {
  /** Those that failed, the latest first. */
  failed(limit: number): Promise<Push[]>;
  /** How many were skipped since an instant (ms), by reason, among the latest sends. */
  skippedSince(since: number): Promise<Record<string, number>>;
  /** How many planned sends went out over ten minutes after they were due, since an instant (ms). */
  caughtUpSince(since: number): Promise<number>;
}

export function createEnded({ read }: Connections, seal: Seal, slot: Slot): Ended {
  const many = (ids: readonly string[]) => readPushes(read, seal, slot, ids);

  async function latest(since: number): Promise<Push[]> {
    const set = key(slot, 'pushes');
    return many(await answered(read.zrevrangebyscore(set, '+inf', since, 'LIMIT', 0, LOOK)));
  }

  return {
    failed: async (limit) => many(await answered(read.zrevrange(key(slot, 'failed'), 0, limit - 1))),
    async skippedSince(since) {
      const counts: Record<string, number> = {};
      for (const { state, reason = 'unknown' } of await latest(since))
        if (state === 'skipped') counts[reason] = (counts[reason] ?? 0) + 1;
      return counts;
    },
    async caughtUpSince(since) {
      const late = ({ state, kind, sentAt, due }: Push) =>
        state === 'sent' && kind !== 'reply' && sentAt !== undefined && Date.parse(sentAt) - due > LATE;
      return (await latest(since)).filter(late).length;
    },
  };
}
