import { afterEach, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { until } from '../support/redis.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

let world: World | undefined;
let letGo: () => void = () => undefined;
afterEach(async () => {
  letGo();
  await world?.close();
});

/** A store whose village commits of one household wait until they are let go. */
function slowFor(householdId: string) {
  let waiting = 0;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return {
    waiting: () => waiting,
    wrap: (store: Store): Store => ({
      ...store,
      async commit(slot, c) {
        if (c.changes.some((x) => 'householdId' in x.after && x.after.householdId === householdId)) {
          waiting += 1;
          await held;
        }
        return store.commit(slot, c);
      },
    }),
  };
}

it('two messages of one room are handled in order although the first is slow', async () => {
  const slow = slowFor('H01');
  world = await createWorld({ wrap: slow.wrap, features: onlyPush('none') });
  const { simulator } = world;
  await simulator.say({ from: 'U18', room: 'G2', text: '走访 罗启明 入户 好' });
  await simulator.say({ from: 'U08', room: 'G2', text: '走访 龙国栋 电话 好' });
  await until(() => slow.waiting() === 1, 'the first is being saved');
  expect(world.heard()).toEqual([]);
  letGo();
  await world.settled();
  expect(world.heard().map((s) => s.text?.slice(0, 10))).toEqual([
    expect.stringContaining('S15'),
    expect.stringContaining('S16'),
  ]);
  expect((await world.visits()).find((v) => v.id === 'S15')?.householdId).toBe('H01');
});

it('other rooms do not wait for a slow one', async () => {
  const slow = slowFor('H01');
  world = await createWorld({ wrap: slow.wrap, features: onlyPush('none') });
  const { simulator, app } = world;
  await simulator.say({ from: 'U18', room: 'G2', text: '走访 罗启明 入户 好' });
  await until(() => slow.waiting() === 1, 'the first is being saved');
  await simulator.say({ from: 'U19', room: 'G3', text: '走访 石长顺 入户 好' });
  await until(async () => {
    await app.wake();
    return (world?.sent.length ?? 0) > 0;
  }, 'the other room is answered');
  expect(world.heard().map((s) => s.to)).toEqual(['G3']);
  letGo();
  await world.settled();
  expect(world.heard().map((s) => s.to)).toEqual(['G2']);
});

it('one person in two rooms is handled side by side, each room in its own order', async () => {
  const slow = slowFor('H01');
  world = await createWorld({ wrap: slow.wrap, features: onlyPush('none') });
  const { simulator, app } = world;
  await simulator.say({ from: 'U08', room: 'G2', text: '走访 罗启明 入户 好' });
  await simulator.say({ from: 'U08', text: '走访 龙国栋 电话 好' });
  await until(async () => {
    await app.wake();
    return (world?.sent.length ?? 0) > 0;
  }, 'the private chat is answered');
  expect(world.heard().map((s) => s.to)).toEqual(['U08']);
  letGo();
  await world.settled();
  expect(world.heard().map((s) => s.to)).toEqual(['G2']);
});
