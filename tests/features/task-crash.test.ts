import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Deps } from '../../src/deps.ts';
import { nudge } from '../../src/features/nudge/nudge.ts';
import { change } from '../../src/records/change.ts';
import { PLAIN_RULES } from '../../src/records/nudges.ts';
import { villageKind } from '../../src/records/organisation.ts';
import { newTask, taskKind } from '../../src/records/task.ts';
import { createGate } from '../../src/runtime/gate.ts';
import { createScheduler } from '../../src/runtime/scheduler.ts';
import type { Store } from '../../src/store/store.ts';
import { freshStore, NOW } from '../support/store.ts';

const MORNING = Date.parse('2017-09-17T09:00:00+08:00');
const envelope = { rev: 0, schema: 1, by: 'import', at: '2017-09-13T17:00:00+08:00', status: 'active' };
const source = { messageId: 'm', chat: 'G2' };

async function prepared(villages = ['V01']): Promise<Store & { url: string }> {
  const store = await freshStore();
  const village = (id: string) => ({
    ...envelope,
    id,
    source,
    name: '枫树湾村',
    groups: [],
    workdays: [],
    visitCycleDays: 7,
    deputyIds: [],
  });
  await store.commit('{p}', {
    mark: 'p',
    now: NOW,
    changes: villages.map((id) =>
      change({ kind: villageKind, after: village(id), action: 'village.import', actor: 'import' }),
    ),
  });
  for (const [i, villageId] of villages.entries()) {
    const task = newTask({
      id: `T${i + 1}`,
      by: 'U03',
      now: NOW,
      source,
      villageId,
      title: '交表',
      rules: PLAIN_RULES,
      assignees: ['U18'],
      due: '2017-09-20',
    });
    await store.commit(`{v:${villageId}}`, {
      mark: 't',
      now: NOW,
      changes: [change({ kind: taskKind, after: task, action: 'task.ask', actor: 'U03' })],
    });
  }
  return store;
}

const schedulerOf = (store: Store, now: () => number) =>
  createScheduler(
    { clock: { now }, log: pino({ level: 'silent' }), store } as unknown as Deps,
    createGate(),
    [nudge],
  );

/** The process dies at its `n`th commit at home: nothing after it is written. */
function dyingAt(store: Store, n: number): Store {
  let count = 0;
  const home = {
    ...store.home,
    commit: (c: Parameters<Store['home']['commit']>[0]) => {
      count += 1;
      if (count >= n) return Promise.reject(new Error('dead'));
      return store.home.commit(c);
    },
  };
  return { ...store, home };
}

it.each([1, 2])('sends a reminder once although the process dies at its commit no. %i', async (n) => {
  const store = await prepared();
  const dying = schedulerOf(dyingAt(store, n), () => MORNING);
  await dying.begin();
  expect(await dying.run()).toEqual([]);
  store.close();

  const again = await freshStore(store.url);
  const scheduler = schedulerOf(again, () => MORNING + 60_000);
  await scheduler.begin();
  await scheduler.run();
  await scheduler.run();
  const pushes = (await again.home.outbox()).filter((p) => p.to === 'U18');
  expect(pushes).toHaveLength(1);
  const next = Date.parse('2017-09-19T09:00:00+08:00');
  expect(await again.read.score('V01', 'due', 'task|T1')).toBe(next);
  expect(scheduler.nextAt(MORNING)).toBe(next);
  again.close();
});

it.each([
  { written: 'one of two villages', from: 2 },
  { written: 'none', from: 1 },
])(
  'goes on reminding where it died with $written and another process has moved what was to be written',
  async ({ from }) => {
    const store = await prepared(['V01', 'V02']);
    let commits = 0;
    const dying: Store = {
      ...store,
      commit: (slot, c) => (++commits < from ? store.commit(slot, c) : Promise.reject(new Error('dead'))),
    };
    const first = schedulerOf(dying, () => MORNING);
    await first.begin();
    expect(await first.run()).toEqual([]);
    expect((await store.home.plans()).size).toBe(1);
    store.close();

    const again = await freshStore(store.url);
    await again.raw.connections.write.zadd('bf:{v:V02}:due', MORNING - 60_000, 'task|T2');
    const scheduler = schedulerOf(again, () => MORNING + 60_000);
    await scheduler.begin();
    await scheduler.run();
    await scheduler.run();
    expect((await again.home.plans()).size).toBe(0);
    const told = (await again.home.outbox()).filter((p) => p.to === 'U18');
    const named = told.flatMap(({ render }) =>
      ((render?.data ?? []) as { id: string }[]).map(({ id }) => id),
    );
    expect([...new Set(named)].sort()).toEqual(['T1', 'T2']);
    for (const [v, t] of [
      ['V01', 'T1'],
      ['V02', 'T2'],
    ] as const)
      expect(await again.read.score(v, 'due', `task|${t}`)).toBe(Date.parse('2017-09-19T09:00:00+08:00'));
    again.close();
  },
);

it('takes up all that is due of a village in one turn, however many runs it needs, each of it once', async () => {
  const store = await prepared();
  const title = '交表';
  const more = Array.from({ length: 2100 }, (_, i) =>
    newTask({
      id: `T${i + 2}`,
      by: 'U03',
      now: NOW,
      source,
      villageId: 'V01',
      title,
      rules: PLAIN_RULES,
      assignees: [`U${100 + (i % 3)}`],
      due: '2017-09-20',
    }),
  );
  const changes = more.map((after) => change({ kind: taskKind, after, action: 'task.ask', actor: 'U03' }));
  await store.commit('{v:V01}', { mark: 'more', now: NOW, changes });
  const scheduler = schedulerOf(store, () => MORNING);
  await scheduler.begin();
  const planned = await scheduler.run();
  const told = planned.flatMap(({ render }) =>
    ((render?.data ?? []) as { id: string }[]).map(({ id }) => id),
  );
  expect(new Set(told).size).toBe(2101);
  expect(told).toHaveLength(2101);
  expect(await scheduler.run()).toEqual([]);
  expect(scheduler.nextAt(MORNING)).toBe(Date.parse('2017-09-19T09:00:00+08:00'));
  store.close();
});

it('decides from the record what was written before briefs were kept', async () => {
  const store = await prepared();
  await store.raw.connections.write.del('bf:{v:V01}:duties');
  const scheduler = schedulerOf(store, () => MORNING);
  await scheduler.begin();
  expect((await scheduler.run()).map((p) => p.to)).toEqual(['U18']);
  expect(scheduler.nextAt(MORNING)).toBe(Date.parse('2017-09-19T09:00:00+08:00'));
  store.close();
});
