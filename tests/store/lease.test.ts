import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isGone, thisProcess } from '../../src/host.ts';
import { change } from '../../src/records/change.ts';
import { visitKind } from '../../src/records/visit.ts';
import type { Holder, LeaseOptions } from '../../src/store/lease.ts';
import { openStore } from '../../src/store/store.ts';
import { freshDatabase, until } from '../support/redis.ts';
import { aVisit, NOW } from '../support/store.ts';

const holder = (pid: number, since = 'now'): Holder => ({ pid, host: 'here', since });
const open = (url: string, lease: LeaseOptions) =>
  openStore({ url, account: 'test', keys: [Buffer.alloc(32, 7)], lease, onError: () => undefined });
const alive = { isGone: () => false, ttlMs: 1000 };
const message = { id: 'm1', kind: 'text', from: 'U18', text: 'x', mention: false, sentAt: NOW } as const;

it('a second process is refused with the name of the first, and a stop gives the account back', async () => {
  const url = await freshDatabase();
  const first = await open(url, { holder: holder(1), ...alive });
  await expect(open(url, { holder: holder(2), ...alive })).rejects.toThrow(
    /"test" is run by process 1 on here/,
  );
  await first.lease?.release();
  first.close();
  const second = await open(url, { holder: holder(2), ...alive });
  expect(second.lease?.epoch).toBeGreaterThan(first.lease?.epoch ?? 0);
  second.close();
});

it('where the holder shows no sign of life, the next one waits until the lease has run out', async () => {
  const url = await freshDatabase();
  const first = await open(url, { holder: holder(1), isGone: () => false, ttlMs: 1000 });
  first.close(); // as after a SIGKILL: nothing is given back, nothing renewed
  const begun = performance.now();
  const second = await open(url, { holder: holder(2), ...alive });
  expect(performance.now() - begun).toBeGreaterThan(300);
  second.close();
});

it('a holder that is known to be gone is not waited for', async () => {
  const url = await freshDatabase();
  const first = await open(url, { holder: holder(1), isGone: () => false, ttlMs: 60_000 });
  first.close();
  const begun = performance.now();
  const second = await open(url, { holder: holder(2), isGone: ({ pid }) => pid === 1, ttlMs: 60_000 });
  expect(performance.now() - begun).toBeLessThan(30_000);
  second.close();
});

it('who lost the account can no longer take in, commit, send or note anything, and is told', async () => {
  const url = await freshDatabase();
  const stalled = await open(url, { holder: holder(1), ...alive });
  await stalled.home.journal({ ...message }, NOW);
  const next = await open(url, { holder: holder(2), isGone: () => true, ttlMs: 60_000 });
  await expect(stalled.home.journal({ ...message, id: 'm2' }, NOW)).rejects.toThrow('taken over');
  await expect(stalled.home.commit({ mark: 'x', now: NOW, pushes: [] })).rejects.toThrow('taken over');
  await expect(stalled.home.setNote('x', 1)).rejects.toThrow('taken over');
  await expect(stalled.lease?.lost).rejects.toThrow('taken over');
  expect((await next.home.pending()).map((e) => e.message.id)).toEqual(['m1']);
  await next.home.journal({ ...message, id: 'm2' }, NOW);
  stalled.close();
  next.close();
});

it('frozen for longer than its lease, it asks whether it was taken over before it writes into a village', async () => {
  const url = await freshDatabase();
  const frozen = await open(url, { holder: holder(1), ...alive });
  const visit = change({ kind: visitKind, after: aVisit('S1'), action: 'visit.log', actor: 'U18' });
  const commit = () => frozen.commit('{v:V01}', { mark: 'm1', now: NOW, changes: [visit] });
  const program = fileURLToPath(new URL('../support/take-over.ts', import.meta.url));
  // This process does nothing at all until the other one has ended.
  const other = spawnSync(process.execPath, ['--import', 'tsx', program, url], { stdio: 'inherit' });
  expect(other.status).toBe(0);
  await expect(commit()).rejects.toThrow('taken over');
  await expect(frozen.home.savePlan('m1', '{}')).rejects.toThrow('taken over');
  expect(await frozen.raw.connections.read.keys('bf:{v:*')).toEqual([]);
  expect(await frozen.home.plans()).toEqual(new Map());
  frozen.close();
});

it('frozen for longer than its lease and still alone, it goes on', async () => {
  const url = await freshDatabase();
  const frozen = await open(url, { holder: holder(1), ...alive });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1200);
  const visit = change({ kind: visitKind, after: aVisit('S1'), action: 'visit.log', actor: 'U18' });
  expect(await frozen.commit('{v:V01}', { mark: 'm1', now: NOW, changes: [visit] })).toBe('ok');
  frozen.close();
});

it('of five that start at once, one gets the account', async () => {
  const url = await freshDatabase();
  const tries = await Promise.allSettled(
    [1, 2, 3, 4, 5].map((pid) => open(url, { holder: holder(pid), isGone: () => false, ttlMs: 3000 })),
  );
  const got = tries.filter((t) => t.status === 'fulfilled');
  expect(got).toHaveLength(1);
  for (const one of got) one.value.close();
});

it('a process of this machine is told apart from one that has ended', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  const there = { ...thisProcess(NOW), pid: child.pid ?? 0 };
  expect(isGone(there)).toBe(false);
  child.kill('SIGKILL');
  await until(() => child.signalCode !== null, 'the process is gone');
  expect(isGone(there)).toBe(true);
  expect(isGone({ ...there, host: 'elsewhere' })).toBe(false);
});
