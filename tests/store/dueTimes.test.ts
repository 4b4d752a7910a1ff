import { afterEach, expect, it } from 'vitest';
import { iso } from '../../src/core/clock.ts';
import { change } from '../../src/records/change.ts';
import { PLAIN_RULES } from '../../src/records/nudges.ts';
import { type Rhythm, rhythmKind } from '../../src/records/rhythm.ts';
import { newTask, taskKind } from '../../src/records/task.ts';
import { followUps } from '../../src/store/ops.ts';
import type { Store } from '../../src/store/store.ts';
import { freshStore, NOW } from '../support/store.ts';

let store: Store;
afterEach(() => store.close());

const MORNING = Date.parse('2017-09-17T09:00:00+08:00');

function aTask(id: string) {
  return newTask({
    id,
    by: 'U03',
    now: NOW,
    source: { messageId: `m-${id}`, chat: 'G2' },
    villageId: 'V01',
    title: '交表',
    rules: PLAIN_RULES,
    assignees: ['U18'],
    due: '2017-09-20',
  });
}

it('knows what a commit made due without asking, and what comes behind it when its time is over', async () => {
  store = await freshStore();
  expect(store.dueTimes.earliest()).toBeUndefined();
  const task = aTask('T1');
  await store.commit('{v:V01}', {
    mark: 'm1',
    now: NOW,
    changes: [change({ kind: taskKind, after: task, action: 'task.ask', actor: 'U03' })],
  });
  expect(store.dueTimes.earliest()).toBe(MORNING);
  await store.dueTimes.refresh(['V01'], MORNING - 1);
  expect(store.dueTimes.earliest()).toBe(MORNING);
  await store.dueTimes.refresh(['V01'], MORNING);
  expect(store.dueTimes.earliest()).toBeUndefined();
});

it('forgets a village that is asked about no more, so that nothing stays due for ever', async () => {
  store = await freshStore();
  store.dueTimes.saw('{v:V01}', followUps(taskKind, '{v:V01}', undefined, aTask('T1')));
  await store.dueTimes.refresh(['V02'], MORNING);
  expect(store.dueTimes.earliest()).toBeUndefined();
});

it('is not woken by a visit of long ago: what is overdue is heard of at nine', async () => {
  store = await freshStore();
  const rhythm: Rhythm = {
    ...{ id: 'H01', rev: 0, schema: 1, by: 'U03', at: iso(NOW), status: 'active', villageId: 'V01' },
    source: { messageId: 'm1', chat: 'G2' },
    ...{ householdId: 'H01', since: '2017-01-01', attempts: 0, step: 0 },
    nextStepAt: MORNING,
  };
  store.dueTimes.saw('{v:V01}', followUps(rhythmKind, '{v:V01}', undefined, rhythm));
  expect(store.dueTimes.earliest()).toBeUndefined();
});

it('keeps what a commit puts in while Redis is asked', async () => {
  store = await freshStore();
  const looking = store.dueTimes.refresh(['V01'], NOW);
  store.dueTimes.saw('{v:V01}', followUps(taskKind, '{v:V01}', undefined, aTask('T1')));
  await looking;
  expect(store.dueTimes.earliest()).toBe(MORNING);
});
