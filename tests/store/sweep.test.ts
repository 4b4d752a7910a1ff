import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY, iso } from '../../src/core/clock.ts';
import { change } from '../../src/records/change.ts';
import type { Push } from '../../src/records/push.ts';
import { visitKind } from '../../src/records/visit.ts';
import type { Store } from '../../src/store/store.ts';
import { sweep } from '../../src/store/sweep.ts';
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
  expect(await sweep(store, NOW)).toEqual({ marks: 0, pushes: 0 });
});

it('what a message made is remembered as long as its mark', async () => {
  const made = [{ messageId: 'm1', kind: 'visit', id: 'S1', villageId: 'V01' }];
  await store.home.commit({ mark: 'm1', now: NOW, pushes: [], made });
  expect(await store.home.made('m1')).toEqual(made);
  await sweep(store, NOW + 31 * DAY);
  expect(await store.home.made('m1')).toEqual([]);
});
