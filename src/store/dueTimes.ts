import type { DueMove } from '../records/change.ts';
import { OVERDUE } from '../records/rhythm.ts';
import { key, type Slot, villageOf, villageSlot } from './keys.ts';
import type { Op } from './ops.ts';
import { answered, type Connections } from './redis.ts';

/**
 * When something is due next, by village: what the `due` sets begin with, kept in memory so that the clock can be asked
 * without a look at Redis. Never later than the truth: a commit lowers it before it is made, only `refresh` raises it.
 */
export interface DueTimes {
  /** The earliest instant of any village, ms. */
  earliest(): number | undefined;
  /** These are about to be written: what they put into a due set counts from now on, even if nobody hears of the commit. */
  saw(slot: Slot, writes: readonly Op[], moves?: readonly DueMove[]): void;
  /** Looks at villages to which another process may have written. */
  lookAt(villageIds: readonly string[]): Promise<void>;
  /** Looks again at the villages whose time has come: what is due behind `after` is next. */
  refresh(villageIds: Iterable<string>, after: number): Promise<void>;
}

export function createDueTimes({ read }: Connections): DueTimes {
  const times = new Map<string, number>();
  const lower = (villageId: string, time: number) =>
    times.set(villageId, Math.min(time, times.get(villageId) ?? Number.POSITIVE_INFINITY));

  return {
    earliest() {
      let first = Number.POSITIVE_INFINITY;
      for (const time of times.values()) first = Math.min(first, time);
      return first === Number.POSITIVE_INFINITY ? undefined : first;
    },
    saw(slot, writes, moves = []) {
      for (const { villageId, to } of moves) if (to !== undefined) lower(villageId, to);
      const villageId = villageOf(slot);
      if (villageId === undefined) return;
      const due = key(slot, 'due');
      // What a record says as it said before is not among them: a later step may stand there by now.
      for (const [name, k, score, member] of writes) {
        if (name !== 'zadd' || k !== due) continue;
        // What has a time of day of its own wakes nobody: a visit of long ago is overdue at once, and heard of at nine.
        if (!String(member).startsWith(OVERDUE)) lower(villageId, Number(score));
      }
    },
    async lookAt(villageIds) {
      await Promise.all(
        villageIds.map(async (id) => {
          const due = key(villageSlot(id), 'due');
          const next = await answered(read.zrangebyscore(due, '-inf', '+inf', 'WITHSCORES', 'LIMIT', 0, 1));
          if (next[1] !== undefined) lower(id, Number(next[1]));
        }),
      );
    },
    async refresh(villageIds, after) {
      const known = new Set(villageIds);
      // What belongs to no village that is asked about would be due for ever.
      for (const id of times.keys()) if (!known.has(id)) times.delete(id);
      const passed = [...known].filter((id) => (times.get(id) ?? Number.NEGATIVE_INFINITY) <= after);
      // Taken away first: what a commit puts in while Redis is asked must not be lost.
      for (const id of passed) times.delete(id);
      await Promise.all(
        passed.map(async (id) => {
          const due = key(villageSlot(id), 'due');
          const from = Number.isFinite(after) ? `(${after}` : '-inf';
          try {
            const next = await answered(read.zrangebyscore(due, from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1));
            lower(id, next[1] === undefined ? Number.POSITIVE_INFINITY : Number(next[1]));
          } catch (error) {
            lower(id, after);
            throw error;
          }
        }),
      );
    },
  };
}
