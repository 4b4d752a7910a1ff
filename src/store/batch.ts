import type { Redis } from 'ioredis';
import type { Batch } from '../records/read.ts';
import { key, villageSlot } from './keys.ts';
import { answered } from './redis.ts';

/**
 * Reads in one pipeline: for hundreds of villages a promise for each of their commands costs more than Redis does for
 * the answers (measured by `bench digest`).
 */
export function createBatch(redis: Redis): Batch {
  const pipeline = redis.pipeline();
  let asked = 0;
  let replies: readonly unknown[] | undefined;

  function later<T>(read: (reply: unknown) => T): () => T {
    const place = asked++;
    return () => {
      if (!replies) throw new Error('the batch has not run');
      return read(replies[place]);
    };
  }

  return {
    counters(villageId, hash) {
      pipeline.hgetall(key(villageSlot(villageId), hash));
      return later((reply) =>
        Object.fromEntries(Object.entries(reply as Record<string, string>).map(([f, v]) => [f, Number(v)])),
      );
    },
    size(villageId, hash) {
      pipeline.hlen(key(villageSlot(villageId), hash));
      return later(Number);
    },
    having(villageId, hash, fields) {
      pipeline.hmget(key(villageSlot(villageId), hash), ...fields);
      return later((reply) => (reply as (string | null)[]).filter((v) => v !== null).length);
    },
    members(villageId, set) {
      pipeline.zcard(key(villageSlot(villageId), set));
      return later(Number);
    },
    upTo(villageId, set, max) {
      pipeline.zcount(key(villageSlot(villageId), set), '-inf', max);
      return later(Number);
    },
    scored(villageId, set, max, limit = -1) {
      pipeline.zrangebyscore(key(villageSlot(villageId), set), '-inf', max, 'WITHSCORES', 'LIMIT', 0, limit);
      return later((reply) => {
        const flat = reply as string[];
        const found: { member: string; score: number }[] = [];
        for (let i = 0; i < flat.length; i += 2)
          found.push({ member: flat[i] ?? '', score: Number(flat[i + 1]) });
        return found;
      });
    },
    async run() {
      if (asked === 0) {
        replies = [];
        return;
      }
      const results = (await answered(pipeline.exec())) ?? [];
      const failed = results.find(([error]) => error)?.[0];
      if (failed) return void (await answered(Promise.reject(failed)));
      replies = results.map(([, reply]) => reply);
    },
  };
}
