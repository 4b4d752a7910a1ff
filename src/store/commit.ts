import { ConflictError } from '../errors.ts';
import type { Change, DueMove } from '../records/change.ts';
import { auditOp } from './audit.ts';
import { encode } from './codec.ts';
import { key, recordKey, type Slot } from './keys.ts';
import { followUps, type Op, runOps } from './ops.ts';
import type { Scripts } from './redis.ts';
import type { Seal } from './seal.ts';

/** Changes of one slot, made by one piece of work (a message, a push's slot) at most once: `mark` is its id. */
export interface Commit {
  slot: Slot;
  mark: string;
  now: number;
  changes: readonly Change[];
  /** Steps of ladders, of this village. */
  moves?: readonly DueMove[];
  /** What the home slot still has to do, kept with the mark until it is done (sealed here). */
  result?: string;
  /** Results of earlier work that are no longer needed. */
  forget?: readonly string[];
  /** Told of what is about to be written. */
  saw?(writes: readonly Op[]): void;
}

/** As many as one op of the script moves: it hands them on as arguments of one command, and Lua takes some 8000. */
const MOVED_AT_ONCE = 1000;

/** The ops that write one record, its indexes and its counters, if its `rev` is what was read. */
export function recordOps(
  slot: Slot,
  change: Change,
  seal: Seal,
): { check: Op; writes: Op[]; stored: string } {
  const { kind, before, after } = change;
  const k = recordKey(slot, kind, after.id);
  const next = { ...after, rev: (before?.rev ?? 0) + 1 };
  const stored = encode(kind, next, k, seal);
  return {
    stored,
    check: ['rev', k, before?.rev ?? 0],
    writes: [['set', k, stored], ...followUps(kind, slot, before, next)],
  };
}

/**
 * Applies a commit in one Lua call. `done`: this work's mark was there already, nothing was written. Throws
 * `ConflictError` on a stale `rev`; on a wrong type, a malformed record or a key of another slot nothing is written.
 */
export async function commit(redis: Scripts, seal: Seal, c: Commit): Promise<'ok' | 'done'> {
  const done = key(c.slot, 'done');
  const results = key(c.slot, 'results');
  const checks: Op[] = [['done', done, c.mark]];
  const writes: Op[] = [];
  for (const change of c.changes) {
    const ops = change.kind.traceOnly ? undefined : recordOps(c.slot, change, seal);
    if (ops) {
      checks.push(ops.check);
      writes.push(...ops.writes);
    }
    if (!change.kind.unaudited) writes.push(auditOp(c.slot, change, c.now, seal, ops?.stored));
  }
  if (c.changes.some((x) => x.kind.directory)) writes.push(['incr', key(c.slot, 'rev')]);
  const moves = c.moves ?? [];
  for (let i = 0; i < moves.length; i += MOVED_AT_ONCE) {
    const some = moves.slice(i, i + MOVED_AT_ONCE);
    const each = some.flatMap(({ member, from, to }) => [member, from, to ?? '']);
    writes.push(['moves', key(c.slot, 'due'), some.length, ...each]);
  }
  writes.push(['zadd', done, c.now, c.mark]);
  if (c.result !== undefined) writes.push(['hset', results, c.mark, seal.seal(c.result, results)]);
  for (const id of c.forget ?? []) writes.push(['hdel', results, id]);
  c.saw?.(writes);
  const outcome = await runOps(redis, c.slot, [...checks, ...writes]);
  if (outcome.kind === 'conflict') throw new ConflictError(`${outcome.key} has changed`);
  return outcome.kind;
}
