import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWorld, onlyPush, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ features: onlyPush('none') });
});
afterEach(() => world.close());

/** The picture files that are kept. */
const kept = () =>
  readdirSync(join(world.store.files.root ?? '', 'photos'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  ).length;
const picture = async (from: string, room: string, image: string, id: string) => {
  await world.simulator.say({ from, room, image, id });
  await world.settled();
};
const recall = async (id: string) => {
  await world.simulator.recall(id);
  await world.settled();
};
const night = () => world.until('2017-09-14T04:00:00+08:00');

beforeEach(async () => {
  await world.say('U18', '走访 罗启明 入户 好', { room: 'G2' });
  await picture('U18', 'G2', 'roof.jpg', 'p1');
  await picture('U18', 'G2', 'wrong.jpg', 'p2');
  expect(kept()).toBe(2);
});

it('the file of a recalled picture goes in the night, the others stay', async () => {
  await recall('p2');
  expect(kept()).toBe(2);
  await night();
  expect(kept()).toBe(1);
  const [visit] = (await world.visits()).filter((v) => v.photos?.length);
  expect(await world.store.files.find('photos', visit?.photos?.[0] ?? '')).toBeDefined();
});

it('where another visit names the same picture, its file stays', async () => {
  await world.say('U19', '走访 石长顺 入户 好', { room: 'G3' });
  await picture('U19', 'G3', 'wrong.jpg', 'p3');
  await recall('p2');
  await night();
  expect(kept()).toBe(2);
});

it('sent again after all, it stays', async () => {
  await recall('p2');
  await picture('U18', 'G2', 'wrong.jpg', 'p4');
  await night();
  expect(kept()).toBe(2);
});
