import { assignmentKind, householdKind } from '../records/household.ts';
import type { Kind, Stored } from '../records/kind.ts';
import { memberEventKind } from '../records/memberEvent.ts';
import { expenseKind, incomeKind } from '../records/money.ts';
import { needKind } from '../records/need.ts';
import { personKind } from '../records/organisation.ts';
import { policyKind } from '../records/policy.ts';
import { problemKind } from '../records/problem.ts';
import { pushKind } from '../records/push.ts';
import { requestKind } from '../records/request.ts';
import { signupKind } from '../records/signup.ts';
import { taskKind } from '../records/task.ts';
import { visitKind } from '../records/visit.ts';
import { type AuditEntry, chainName, readEntry } from './audit.ts';
import { decode } from './codec.ts';
import { accountSlot, key, PEOPLE, POLICY, recordKey, type Slot, villageSlot } from './keys.ts';
import { answered } from './redis.ts';
import type { Store } from './store.ts';

export type Dump = Record<string, unknown[]>;

/** Every record in the contract's form. Reads the whole store: for replays, checks and backups, not for a request. */
export async function dump(store: Store): Promise<Dump> {
  const { connections, seal, account } = store.raw;
  const villages = [...store.read.directory.villages()].map((v) => villageSlot(v.id));

  async function all<T extends Stored>(kind: Kind<T>, slots: readonly Slot[], set: string): Promise<T[]> {
    const records: T[] = [];
    for (const slot of slots) {
      const ids = await answered(connections.read.zrange(key(slot, set), '0', '-1'));
      for (let i = 0; i < ids.length; i += 1000) {
        const keys = ids.slice(i, i + 1000).map((id) => recordKey(slot, kind, id));
        const raws = await answered(connections.read.mget(keys));
        for (const [j, raw] of raws.entries()) if (raw) records.push(decode(kind, raw, keys[j] ?? '', seal));
      }
    }
    return records;
  }

  async function chain(slot: Slot): Promise<AuditEntry[]> {
    const entries = await answered(connections.read.xrange(key(slot, 'audit'), '-', '+'));
    return entries.map(([id, fields]) => {
      const { body: _, ...entry } = readEntry(chainName(slot), id, fields);
      return entry;
    });
  }

  const byNumber = (a: Stored, b: Stored) => a.id.localeCompare(b.id, 'en', { numeric: true });
  const pushes = await all(pushKind, [accountSlot(account)], 'pushes');
  return {
    visits: (await all(visitKind, villages, 'visits')).sort(byNumber),
    problems: (await all(problemKind, villages, 'problems')).sort(byNumber),
    tasks: (await all(taskKind, villages, 'tasks')).sort(byNumber),
    requests: (await all(requestKind, villages, 'requests')).sort(byNumber),
    incomes: (await all(incomeKind, villages, 'incomes')).sort(byNumber),
    expenses: (await all(expenseKind, villages, 'expenses')).sort(byNumber),
    needs: (await all(needKind, villages, 'needs')).sort(byNumber),
    signups: (await all(signupKind, villages, 'signups')).sort(byNumber),
    memberEvents: (await all(memberEventKind, villages, 'memberEvents')).sort(byNumber),
    households: (await all(householdKind, villages, 'households')).sort(byNumber),
    assignments: (await all(assignmentKind, villages, 'assignments')).sort(byNumber),
    people: (await all(personKind, [PEOPLE], 'people')).sort(byNumber),
    policies: (await all(policyKind, [POLICY], 'policies')).sort(byNumber),
    pushes: pushes.map(({ number, id, ...p }) => ({ id: number ?? id, key: id, ...p })),
    audit: (await Promise.all([PEOPLE, POLICY, ...villages].map(chain))).flat(),
  };
}
