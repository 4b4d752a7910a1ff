import { KINDS } from '../../src/records/kinds.ts';
import type { Stored } from '../../src/records/kind.ts';
import { accountSlot, key, PEOPLE, POLICY, recordKey, type Slot, villageSlot } from '../../src/store/keys.ts';
import { readEntry } from '../../src/store/audit.ts';
import { decode } from '../../src/store/codec.ts';
import { readPushes } from '../../src/store/homePushes.ts';
import { answered } from '../../src/store/redis.ts';
import type { Store } from '../../src/store/store.ts';
import type { LedgerRow } from '../../src/transport/simulator/ledgerRow.ts';
import { pushRow, recordRow } from './ledgerRows.ts';

/** How far back the ledger looks in each village's chain, and how many sends and rows it shows. */
const ENTRIES = 60;
const PUSHES = 40;
const ROWS = 80;

/**
 * The records that were made or changed last, for the simulator's page: found by the ends of the audit chains, so that
 * every kind of record is there without a list of kinds. Everything is shown: the people are invented.
 */
export async function readLedger(store: Store): Promise<LedgerRow[]> {
  const villages = [...store.read.directory.villages()].map(({ id }) => villageSlot(id));
  const records = await Promise.all([PEOPLE, POLICY, ...villages].map((slot) => changed(store, slot)));
  const rows = [...records.flat(), ...(await sends(store))];
  return rows.sort((a, b) => b.at - a.at).slice(0, ROWS);
}

async function changed(store: Store, slot: Slot): Promise<LedgerRow[]> {
  const { connections, seal } = store.raw;
  const entries = await answered(connections.read.xrevrange(key(slot, 'audit'), '+', '-', 'COUNT', ENTRIES));
  const latest = new Map<string, number>();
  for (const [id, fields] of entries) {
    const { record, at, actor } = readEntry('', id, fields);
    if (actor !== 'import' && !latest.has(record)) latest.set(record, Date.parse(at));
  }
  const wanted = [...latest].flatMap(([record, at]) => {
    const [name = '', id = ''] = record.split(/:(.*)/s);
    const kind = KINDS.get(name);
    return kind ? [{ kind, at, key: recordKey(slot, kind, id) }] : [];
  });
  if (wanted.length === 0) return [];
  const raws = await answered(connections.read.mget(wanted.map((one) => one.key)));
  return wanted.flatMap(({ kind, at, key: k }, i) => {
    const raw = raws[i];
    const row = raw && recordRow(kind.name, decode(kind, raw, k, seal) as Stored, store.read.directory);
    return row ? [{ ...row, key: k, at }] : [];
  });
}

async function sends(store: Store): Promise<LedgerRow[]> {
  const { connections, seal, account } = store.raw;
  const slot = accountSlot(account);
  const ids = await answered(connections.read.zrevrange(key(slot, 'pushes'), 0, 3 * PUSHES));
  const pushes = await readPushes(connections.read, seal, slot, ids);
  return pushes
    .filter((push) => push.kind !== 'reply' && push.reason !== 'imported')
    .slice(0, PUSHES)
    .map((push) => pushRow(push, store.read.directory));
}
