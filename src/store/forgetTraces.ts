import { change } from '../records/change.ts';
import { type Push, pushKind } from '../records/push.ts';
import { decode } from './codec.ts';
import { recordOps } from './commit.ts';
import { accountSlot, key, PEOPLE, POLICY, recordKey, villageSlot } from './keys.ts';
import { runOps } from './ops.ts';
import { answered, type Connections } from './redis.ts';
import type { Store } from './store.ts';

const BATCH = 500;

/**
 * Writes a chain anew without the sealed old values of these records. Sequence, bodies and hashes stay as they are: what is
 * hashed never held those values.
 */
export async function scrubChain({ read, write }: Connections, chain: string, records: ReadonlySet<string>) {
  const fresh = `${chain}:fresh`;
  await answered(write.del(fresh));
  let from = '-';
  for (;;) {
    const entries = await answered(read.xrange(chain, from, '+', 'COUNT', BATCH));
    for (const [id, fields] of entries) {
      const map = new Map(pairs(fields));
      const { record } = JSON.parse(map.get('body') ?? '{}') as { record?: string };
      if (record !== undefined && records.has(record)) map.set('sealed', '');
      await answered(write.xadd(fresh, id, ...[...map].flat()));
    }
    const last = entries.at(-1);
    if (!last || entries.length < BATCH) break;
    from = `(${last[0]}`;
  }
  if ((await answered(write.exists(fresh))) === 1) await answered(write.rename(fresh, chain));
}

function pairs(fields: readonly string[]): [string, string][] {
  return fields.flatMap((f, i) => (i % 2 === 0 ? [[f, fields[i + 1] ?? ''] as [string, string]] : []));
}

/** What commits left for the account's slot and nobody needs any more: the work under that mark is whole. */
export async function dropResults({ raw, read: { directory } }: Store): Promise<void> {
  const { read, write } = raw.connections;
  const done = key(accountSlot(raw.account), 'done');
  for (const slot of [PEOPLE, POLICY, ...[...directory.villages()].map((v) => villageSlot(v.id))]) {
    const results = key(slot, 'results');
    for (const mark of await answered(read.hkeys(results)))
      if ((await answered(read.zscore(done, mark))) !== null) await answered(write.hdel(results, mark));
  }
}

/** Takes the words out of sends to this household or that name one of its people, and unfinished questions about it. */
export async function forgetSaid(store: Store, id: string, names: readonly string[]): Promise<number> {
  const { connections, seal, account } = store.raw;
  const slot = accountSlot(account);
  const tells = (text: string) => text.includes(`"${id}"`) || names.some((name) => text.includes(name));
  let gone = 0;
  for (const hash of ['dialogs', 'drafts']) {
    const k = key(slot, hash);
    for (const [field, sealed] of Object.entries(await answered(connections.read.hgetall(k)))) {
      if (!tells(seal.open(sealed, k))) continue;
      await answered(connections.write.hdel(k, field));
      gone += 1;
    }
  }
  const ids = await answered(connections.read.zrange(key(slot, 'pushes'), '0', '-1'));
  for (let i = 0; i < ids.length; i += BATCH) {
    const keys = ids.slice(i, i + BATCH).map((push) => recordKey(slot, pushKind, push));
    const raws = await answered(connections.read.mget(keys));
    for (const [j, raw] of raws.entries()) {
      const before = raw ? decode(pushKind, raw, keys[j] ?? '', seal) : undefined;
      if (!before || !(before.content || before.render || before.parts)) continue;
      if (before.to !== id && !tells(JSON.stringify([before.content, before.render, before.parts]))) continue;
      const { writes } = recordOps(
        slot,
        change({ kind: pushKind, before, after: silent(before), action: '', actor: '' }),
        seal,
      );
      await runOps(connections.write, slot, writes);
      gone += 1;
    }
  }
  return gone;
}

function silent(push: Push): Push {
  const waits = push.state === 'waiting';
  return {
    ...push,
    content: undefined,
    render: undefined,
    parts: undefined,
    ...(waits && { state: 'skipped' as const, reason: 'forgotten' }),
  };
}
