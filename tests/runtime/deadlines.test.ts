import { pino } from 'pino';
import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/core/clock.ts';
import { deadlineOf, type OpenDialog } from '../../src/core/dialog.ts';
import type { Deps } from '../../src/deps.ts';
import type { Feature } from '../../src/features/define.ts';
import { createDeadlines } from '../../src/runtime/deadlines.ts';
import { createGate } from '../../src/runtime/gate.ts';
import { createShelf } from '../../src/runtime/shelf.ts';
import type { Store } from '../../src/store/store.ts';
import { freshStore, NOW } from '../support/store.ts';

const asks = {
  name: 'asks',
  commands: [
    {
      name: '问',
      pending: {
        again: () => '问到哪了?',
        keep: (s: unknown) => ({ title: String(s) }),
        resume: async () => ({}),
      },
    },
  ],
} as unknown as Feature;

const open: OpenDialog = {
  id: 'm1',
  command: '问',
  state: '吃了吗',
  askedAt: NOW,
  remindAt: NOW + 30 * MINUTE,
  expires: NOW + 24 * HOUR,
  owner: 'U18',
  name: '冯立群',
  chat: 'G2',
  via: { kind: 'room', id: 'r2' },
};

/** One process on a store, at a time that the test moves. */
function watch(store: Store) {
  const time = { now: NOW };
  const clock = { now: () => time.now };
  const deps = { clock, store, log: pino({ level: 'silent' }) } as unknown as Deps;
  return { time, deadlines: createDeadlines(deps, createGate(), createShelf(store, [asks], clock.now)) };
}

const dialog = { conversation: 'r2|c18', open };

test('reminds once, at its time, even where two look at once or a process looks that knows nothing of it', async () => {
  const store = await freshStore();
  await store.home.commit({ mark: 'm1', now: NOW, pushes: [], dialog });
  const late = await freshStore(store.url);
  const first = watch(store);
  expect(first.deadlines.nextAt()).toBe(open.remindAt);
  first.time.now = NOW + 30 * MINUTE - 1;
  expect(await first.deadlines.run()).toEqual([]);
  first.time.now += 1;
  const pushes = (await Promise.all([first.deadlines.run(), first.deadlines.run()])).flat();
  expect(pushes).toMatchObject([
    { kind: 'nudge', to: 'G2', via: open.via, state: 'waiting', expires: open.expires },
  ]);
  expect(first.deadlines.nextAt()).toBe(open.expires);
  const second = watch(late);
  second.time.now = NOW + HOUR;
  // It is planned already: the other process learns of what waits, and nothing is planned twice.
  expect(await second.deadlines.run()).toMatchObject([{ id: 'dialog|m1', state: 'waiting' }]);
  expect(await late.home.outbox()).toHaveLength(1);
  for (const s of [store, late]) s.close();
});

test('a reminder says nothing where the question was answered meanwhile, and names whom it means in a room', async () => {
  const store = await freshStore();
  await store.home.commit({ mark: 'm1', now: NOW, pushes: [], dialog });
  const { deadlines } = watch(store);
  const data = { conversation: dialog.conversation, id: 'm1' };
  expect(deadlines.render(data)).toMatch(/^冯立群,.*问到哪了/);
  await store.home.commit({
    mark: 'm2',
    now: NOW,
    pushes: [],
    dialog: { ...dialog, open: { ...open, id: 'm2' } },
  });
  expect(deadlines.render(data)).toBeNull();
  store.close();
});

test('what nobody answered is put away as a draft, without a reminder that comes too late', async () => {
  const store = await freshStore();
  await store.home.commit({ mark: 'm1', now: NOW, pushes: [], dialog });
  const { time, deadlines } = watch(store);
  time.now = NOW + 25 * HOUR;
  expect(await deadlines.run()).toEqual([]);
  expect(deadlines.nextAt()).toBeUndefined();
  expect(store.home.drafts('U18')).toMatchObject([
    { id: 'm1', title: '吃了吗', command: '问', chat: 'G2', at: NOW },
  ]);
  const again = await freshStore(store.url);
  expect(again.home.dialogs().size).toBe(0);
  expect(again.home.drafts('U18')).toHaveLength(1);
  for (const s of [store, again]) s.close();
});

test('while the store is away no timer is set on what is past', async () => {
  const store = await freshStore();
  await store.home.commit({ mark: 'm1', now: NOW, pushes: [], dialog });
  const { time, deadlines } = watch(store);
  time.now = deadlineOf(open);
  store.close();
  await expect(deadlines.run()).rejects.toThrow();
  expect(deadlines.nextAt()).toBeUndefined();
});
