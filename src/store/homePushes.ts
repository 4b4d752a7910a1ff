import { change } from '../records/change.ts';
import { type Push, pushKind } from '../records/push.ts';
import { decode } from './codec.ts';
import { recordOps } from './commit.ts';
import { key, recordKey, type Slot } from './keys.ts';
import { type Op, runOps } from './ops.ts';
import { answered, type Connections } from './redis.ts';
import type { Seal } from './seal.ts';

/** The sends under these keys, in their order; one that is gone is left out. */
async function readAll(read: Connections['read'], seal: Seal, keys: readonly string[]): Promise<Push[]> {
  const raws = keys.length > 0 ? await answered(read.mget([...keys])) : [];
  return raws.flatMap((raw, i) => (raw ? [decode(pushKind, raw, keys[i] ?? '', seal)] : []));
}

/** The sends of an account by their ids, in that order; one that is gone is left out. */
export const readPushes = (read: Connections['read'], seal: Seal, slot: Slot, ids: readonly string[]) =>
  readAll(
    read,
    seal,
    ids.map((id) => recordKey(slot, pushKind, id)),
  );

/** The sends in an account's slot. `fence`: the ops that keep out a process that lost the account. */
export function createPushes({ read, write }: Connections, seal: Seal, slot: Slot, fence: readonly Op[]) {
  const many = (keys: readonly string[]) => readAll(read, seal, keys);
  return {
    /** Those of these sends that wait: whoever made the commit before may not have heard of it. */
    standing: async (keys: readonly string[]) => (await many(keys)).filter((p) => p.state === 'waiting'),
    /** Everything that waits or was being sent. */
    async outbox(): Promise<Push[]> {
      const ids = await answered(read.zrange(key(slot, 'outbox'), '0', '-1'));
      return readPushes(read, seal, slot, ids);
    },
    /** All of them or none. Throws where one was changed by another process. */
    async change(pairs: readonly (readonly [Push, Push])[], extra: readonly Op[]): Promise<Push[]> {
      const all = pairs.map(([before, after]) =>
        recordOps(slot, change({ kind: pushKind, before, after, action: '', actor: 'bot' }), seal),
      );
      const writes = all.flatMap((ops) => ops.writes);
      const outcome = await runOps(write, slot, [
        ...fence,
        ...all.map((ops) => ops.check),
        ...writes,
        ...extra,
      ]);
      if (outcome.kind !== 'ok') throw new Error('a push was changed by another process');
      return pairs.map(([before, after]) => ({ ...after, rev: before.rev + 1 }));
    },
  };
}
