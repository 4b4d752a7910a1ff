import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY, HOUR, iso } from '../../src/core/clock.ts';
import { change } from '../../src/records/change.ts';
import type { Push } from '../../src/records/push.ts';
import { visitKind } from '../../src/records/visit.ts';
import type { Store } from '../../src/store/store.ts';
import { sweep } from '../../src/store/sweep.ts';
import { temporaryFolder } from '../support/redis.ts';
import { aVisit, freshStore, NOW } from '../support/store.ts';

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

const push = (id: string, at: number, fields: Partial<Push>): Push => ({
  id,
  rev: 0,
  schema: 1,
  by: 'bot',
  at: iso(at),
  status: 'active',
  source: { messageId: id, chat: 'G2' },
  kind: 'reply',
  to: 'G2',
  slot: id,
  state: 'sent',
  due: at,
  order: 0,
  attempts: 1,
  ...fields,
});
const home = (mark: string, now: number, pushes: Push[]) => store.home.commit({ mark, now, pushes });
const left = async () => (await store.raw.connections.read.zrange('bf:{a:test}:pushes', '0', '-1')).sort();

it('marks and answers go after 30 days, other sends stay longer, and what still waits is never taken', async () => {
  const old = NOW - 31 * DAY;
  await home('m-old', old, [push('reply-old', old, {}), push('nudge-old', old, { kind: 'nudge' })]);
  await home('m-wait', old, [push('waiting-old', old, { state: 'waiting' })]);
  await home('m-year', NOW - 401 * DAY, [
    push('nudge-year', NOW - 401 * DAY, { kind: 'nudge', state: 'failed' }),
  ]);
  await home('m-new', NOW, [push('reply-new', NOW, {})]);
  const logged = change({ kind: visitKind, after: aVisit('S1'), action: 'visit.log', actor: 'U18' });
  await store.commit('{v:V01}', { mark: 'm-v', now: old, changes: [logged], result: '{}' });

  expect(await sweep(store, NOW)).toMatchObject({ pushes: 2 });
  expect(await left()).toEqual(['nudge-old', 'reply-new', 'waiting-old']);
  expect(await store.raw.connections.read.zrange('bf:{a:test}:done', '0', '-1')).toEqual(['m-new']);
  expect(await store.raw.connections.read.zrange('bf:{a:test}:failed', '0', '-1')).toEqual([]);
  const none = { marks: 0, pushes: 0, drafts: 0, voices: 0, photos: 0, rosters: 0, incoming: 0 };
  expect(await sweep(store, NOW)).toEqual(none);
});

it('what a message made is remembered as long as its mark', async () => {
  const made = [{ messageId: 'm1', kind: 'visit', id: 'S1', villageId: 'V01' }];
  await store.home.commit({ mark: 'm1', now: NOW, pushes: [], made });
  expect(await store.home.made('m1')).toEqual(made);
  await sweep(store, NOW + 31 * DAY);
  expect(await store.home.made('m1')).toEqual([]);
});

it('a draft goes after more than a year, a voice after three months; pictures stay', async () => {
  const dir = temporaryFolder();
  const kept = await freshStore(undefined, dir);
  try {
    const draft = (id: string, at: number) => ({
      id,
      owner: 'U18',
      chat: 'G2',
      command: '走访',
      state: {},
      title: id,
      at,
    });
    const put = [draft('old', NOW - 401 * DAY), draft('new', NOW - 399 * DAY)];
    await kept.home.commit({ mark: 'm1', now: NOW, pushes: [], drafts: { put } });
    const files = ['old', 'new'].map((name) => join(dir, `${name}.silk`));
    const hashes: string[] = [];
    for (const [i, file] of files.entries()) {
      writeFileSync(file, file);
      for (const folder of ['voices', 'photos'] as const) {
        const hash = (await kept.files.keep(folder, file)) ?? '';
        hashes.push(hash);
        const at = (NOW - (i === 0 ? 91 : 89) * DAY) / 1000;
        utimesSync((await kept.files.find(folder, hash)) ?? '', at, at);
      }
    }
    expect(await sweep(kept, NOW)).toMatchObject({ drafts: 1, voices: 1 });
    expect(kept.home.drafts('U18').map((d) => d.id)).toEqual(['new']);
    const [old = '', , young = ''] = hashes;
    expect(await kept.files.find('voices', old)).toBeUndefined();
    expect(await kept.files.find('voices', young)).toBeDefined();
    expect(await kept.files.find('photos', old)).toBeDefined();
    const next = await freshStore(kept.url);
    expect(next.home.drafts('U18').map((d) => d.id)).toEqual(['new']);
    next.close();
  } finally {
    kept.close();
    rmSync(dir, { recursive: true, force: true });
  }
});

it('a roster stays for its 确认 and goes after a day, counted from the last time it was sent', async () => {
  const dir = temporaryFolder();
  const kept = await freshStore(undefined, dir);
  try {
    const file = join(dir, 'roster.xlsx');
    writeFileSync(file, '户主,病情');
    const hash = (await kept.files.keep('rosters', file)) ?? '';
    const age = async (ms: number) => {
      const at = (NOW - ms) / 1000;
      utimesSync((await kept.files.find('rosters', hash)) ?? '', at, at);
    };
    await age(DAY - HOUR);
    expect(await sweep(kept, NOW)).toMatchObject({ rosters: 0 });
    await age(DAY + HOUR);
    expect(await kept.files.keep('rosters', file)).toBe(hash);
    expect(await sweep(kept, NOW)).toMatchObject({ rosters: 0 });
    await age(DAY + HOUR);
    expect(await sweep(kept, NOW)).toMatchObject({ rosters: 1 });
    expect(await kept.files.find('rosters', hash)).toBeUndefined();
  } finally {
    kept.close();
    rmSync(dir, { recursive: true, force: true });
  }
});

it('what came with a message and was never taken away goes after a day, unless it is still to be handled', async () => {
  const dir = temporaryFolder();
  const kept = await freshStore(undefined, dir);
  try {
    mkdirSync(join(dir, 'incoming'));
    const [left, young, waiting] = ['left.jpg', 'young.jpg', 'waiting.jpg'].map((name) => {
      const path = join(dir, 'incoming', name);
      writeFileSync(path, name);
      const at = (NOW - (name === 'young.jpg' ? DAY - HOUR : DAY + HOUR)) / 1000;
      utimesSync(path, at, at);
      return path;
    }) as [string, string, string];
    const file = { name: 'a.jpg', path: waiting };
    const sentAt = NOW - 2 * DAY;
    await kept.home.journal(
      { id: 'm1', kind: 'image', from: 'U18', text: '', mention: false, file, sentAt },
      sentAt,
    );
    expect(await sweep(kept, NOW)).toMatchObject({ incoming: 1 });
    expect([left, young, waiting].map((path) => existsSync(path))).toEqual([false, true, true]);
  } finally {
    kept.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
