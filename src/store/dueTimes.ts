import type { Change, DueMove } from '../records/change.ts';
import type { Kind, Stored } from '../records/kind.ts';
import { OVERDUE } from '../records/rhythm.ts';
import { key, villageSlot } from './keys.ts';
import { answered, type Connections } from './redis.ts';

/**
 * When something is due next, by village: what the `due` sets begin with, kept in memory so that the clock can be asked
 * without a look at Redis. Never later than the truth: a commit lowers it before it is made, only `refresh` raises it.
 */
export interface DueTimes {
  /** The earliest instant of any village, ms. */
  earliest(): number | undefined;
  /** These are about to be written: what they put into a due set counts from now on, even if nobody hears of the commit. */
  saw(changes: readonly Change[], moves?: readonly DueMove[]): void;
  /** Looks at villages to which another process may have written. */
  lookAt(villageIds: readonly string[]): Promise<void>;
  /** Looks again at the villages whose time has come: what is due behind `after` is next. */
  refresh(villageIds: Iterable<string>, after: number): Promise<void>;
}

/** What has a time of day of its own wakes nobody: a visit of long ago is overdue at once, and heard of at nine. */
const dueOf = (kind: Kind, record: Stored) =>
  (kind.indexes?.(record) ?? []).filter((x) => x.set === 'due' && !x.member.startsWith(OVERDUE));

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
    saw(changes, moves = []) {
      for (const { villageId, to } of moves) if (to !== undefined) lower(villageId, to);
      for (const { kind, before, after } of changes) {
        const { villageId } = after as { villageId?: string };
        if (!villageId) continue;
        // What a record says as it said before is not written: a later step may stand there by now.
        const was = before ? dueOf(kind, before) : [];
        for (const x of dueOf(kind, after))
          if (!was.some((w) => w.member === x.member && w.score === x.score)) lower(villageId, x.score);
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
