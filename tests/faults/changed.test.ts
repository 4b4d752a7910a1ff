import { expect, it } from 'vitest';
import { ConflictError } from '../../src/errors.ts';
import { change } from '../../src/records/change.ts';
import { rhythmKind } from '../../src/records/rhythm.ts';
import { visitKind } from '../../src/records/visit.ts';
import { createGate } from '../../src/runtime/gate.ts';
import { perform } from '../../src/runtime/perform.ts';
import type { Store } from '../../src/store/store.ts';
import { type Cut, cutAt } from '../support/cut.ts';
import { until } from '../support/redis.ts';
import { aVisit, freshStore, NOW } from '../support/store.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

/** A message of two villages (its writes: journal, plan, first village, second, home) dies at one of them; the records of households change before the next start. */
async function changedMeanwhile(cut: Cut, households: readonly [string, string][]): Promise<World> {
  const world = await createWorld({ features: onlyPush('overdue') });
  world.die();
  await world.start({ wrap: cut.wrap });
  void world.say('U03', '走访 罗启明 石长顺 吴春桃 入户 好', { id: 'm1' });
  await until(cut.isOff, 'the program is dead');
  world.die();
  const other = await freshStore(world.url);
  for (const [village, id] of households) {
    const before = await other.read.get(rhythmKind, id, village);
    if (!before) throw new Error(`no rhythm of ${id}`);
    const moved = change({ kind: rhythmKind, before, after: { ...before }, action: '', actor: 'import' });
    await other.commit(`{v:${village}}`, { mark: `other|${id}`, now: NOW, changes: [moved] });
  }
  other.close();
  world.heard();
  await world.start({ wrap: (store) => store });
  return world;
}

const logged = async (world: World) =>
  (await world.visits())
    .filter((v) => v.source.messageId === 'm1')
    .map((v) => v.householdId)
    .sort();

it('a plan of which nothing was written is decided anew where its records have changed', async () => {
  const world = await changedMeanwhile(cutAt(2, true), [['V02', 'H04']]);
  expect(await logged(world)).toEqual(['H01', 'H04', 'H05']);
  expect(world.heard().map((s) => s.text?.slice(0, 2))).toEqual(['已记']);
  expect(await world.store.home.plans()).toEqual(new Map());
  expect(await world.store.home.pending()).toEqual([]);
  await world.close();
});

it('a plan that was written in part is ended, and what is lost of it is said; the start goes on', async () => {
  const world = await changedMeanwhile(cutAt(4), [
    ['V01', 'H01'],
    ['V02', 'H04'],
    ['V02', 'H05'],
  ]);
  const visits = await logged(world);
  const [echo, lost, ...more] = world.heard().map((s) => s.text ?? '');
  expect(more).toEqual([]);
  expect(echo).toMatch(/^已记/);
  expect(lost).toMatch(/^刚才这条只存上了一部分：S\d+(、S\d+)*没有存上/);
  expect(visits.length + (lost?.match(/S\d+/g)?.length ?? 0)).toBe(3);
  expect(visits).toContain('H01');
  expect(await world.store.home.plans()).toEqual(new Map());
  expect(await world.store.home.pending()).toEqual([]);
  await world.say('U03', '走访 吴春桃 电话 好', { id: 'm2' });
  expect(world.heard().map((s) => s.text?.slice(0, 2))).toEqual(['已记']);
  await world.close();
});

it('a plan that cannot be read keeps no other work of the former process from its end', async () => {
  const world = await createWorld({ features: onlyPush('overdue') });
  world.die();
  await world.say('U18', '走访 罗启明 入户 好', { id: 'm1' });
  const other = await freshStore(world.url);
  await other.home.savePlan('bad', JSON.stringify({ now: NOW, outcome: { changes: [{ kind: 'none' }] } }));
  other.close();
  await world.start();
  expect(await logged(world)).toEqual(['H01']);
  expect([...(await world.store.home.plans()).keys()]).toEqual(['bad']);
  await world.close();
});

it('work of several villages that comes to nothing after a conflict leaves neither its plan nor its journal entry', async () => {
  const store = await freshStore();
  const text = '走访 罗启明 石长顺 入户 好';
  const message = { id: 'm1', from: 'U03', kind: 'text', text, mention: false, sentAt: NOW } as const;
  const journalId = await store.home.journal(message, NOW);
  const visit = (id: string, villageId: string) =>
    change({ kind: visitKind, after: aVisit(id, { villageId }), action: 'visit.log', actor: 'U03' });
  const two = { changes: [visit('S1', 'V01'), visit('S2', 'V02')], home: { pushes: [] } };
  const nothing = { changes: [], home: { pushes: [] } };
  // Planned, refused, planned by the second try's first look, and nothing at its second.
  const outcomes = [two, two, two, nothing];
  const changed: Store = { ...store, commit: () => Promise.reject(new ConflictError('changed')) };
  const run = async () => outcomes.shift() ?? nothing;
  expect(await perform(changed, createGate(), { mark: 'm1', now: NOW, journalId, run })).toEqual([]);
  expect(outcomes).toEqual([]);
  expect(await store.home.plans()).toEqual(new Map());
  expect(await store.home.pending()).toEqual([]);
  store.close();
});
