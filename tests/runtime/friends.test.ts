import { afterEach, expect, it } from 'vitest';
import { timeOf } from '../../src/core/clock.ts';
import { pushing } from '../support/fakes.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

async function open(more: Parameters<typeof createWorld>[0] = {}) {
  world = await createWorld({ features: onlyPush('none'), ...more });
  const friends: { who: string; at: number }[] = [];
  world.simulator.onFriend((who) => friends.push({ who, at: world.now() }));
  return friends;
}

it('a friend request is accepted after some minutes and greeted with what to type first', async () => {
  const friends = await open();
  world.simulator.askFriend('stranger');
  await world.settled();
  await world.until('2017-09-13T10:01:00+08:00');
  expect(friends).toEqual([]);
  await world.until('2017-09-13T10:09:00+08:00');
  expect(friends.map((f) => f.who)).toEqual(['stranger']);
  expect(world.heard()).toMatchObject([{ to: 'stranger', text: expect.stringContaining('绑定码') }]);
});

it('thirty at once, in the evening, with two crashes between: nobody lost, none at night, ten an hour, one greeting each', async () => {
  const friends = await open();
  await world.until('2017-09-13T19:40:00+08:00');
  for (let i = 0; i < 30; i++) world.simulator.askFriend(`f${i}`);
  await expect.poll(() => world.store.home.note<{ waiting: unknown[] }>('friends')?.waiting.length).toBe(30);
  await world.until('2017-09-13T20:30:00+08:00');
  world.die();
  await world.start({ features: onlyPush('none') });
  await world.until('2017-09-14T09:00:00+08:00');
  world.die();
  await world.start({ features: onlyPush('none') });
  await world.until('2017-09-15T20:00:00+08:00');
  expect(new Set(friends.map((f) => f.who)).size).toBe(30);
  expect(friends).toHaveLength(30);
  for (const { at } of friends) {
    expect(timeOf(at) >= '08:00' && timeOf(at) < '20:00').toBe(true);
    expect(friends.filter((f) => f.at > at - 3_600_000 && f.at <= at).length).toBeLessThanOrEqual(10);
  }
  expect(
    world.sent
      .filter((s) => s.text?.includes('您好'))
      .map((s) => s.to)
      .sort(),
  ).toEqual(friends.map((f) => f.who).sort());
});

it('a refused acceptance is tried again later, and given up in the end', async () => {
  const friends = await open();
  world.simulator.refuse('f1', 2, true);
  world.simulator.askFriend('f1');
  world.simulator.refuse('f2', 9, true);
  world.simulator.askFriend('f2');
  await world.settled();
  await world.until('2017-09-14T19:00:00+08:00');
  expect(friends.map((f) => f.who)).toEqual(['f1']);
  expect(world.store.home.note<{ waiting: unknown[] }>('friends')?.waiting).toEqual([]);
});

it('a push to somebody who is no friend fails with that reason, and the office sees who', async () => {
  const job = pushing('test', [{ to: 'U18', kind: 'nudge', content: { text: '该走访了' } }]);
  await open({ features: [...onlyPush('none'), job] });
  world.simulator.know({ contacts: [{ id: 'U18', friend: false }] });
  await world.until('2017-09-14T09:30:00+08:00');
  const failed = (await world.pushes()).find((p) => p.to === 'U18' && p.state === 'failed');
  expect(failed?.reason).toBe('notFriend');
  world.heard();
  await world.say('U03', '谁还没加好友');
  expect(world.heard()).toMatchObject([
    { to: 'U03', text: expect.stringMatching(/没加小助手好友.*1人[\s\S]*冯立群/) },
  ]);
  // He asks, becomes a friend, and the next one reaches him although Wechaty still remembers the stranger.
  world.simulator.askFriend('U18');
  await world.until('2017-09-15T09:30:00+08:00');
  expect(world.heard().map((s) => s.to)).toContain('U18');
  await world.say('U03', '谁还没加好友');
  expect(world.heard()).toMatchObject([{ text: expect.stringContaining('没有人因为') }]);
});

it('the hint to a room that nobody bound is for good: not again after the sweep of old answers, nor a restart', async () => {
  await open();
  const speak = async (id: string) => {
    await world.simulator.say({ from: 'U18', room: 'X9', text: '@栗坪小助手 在吗', mention: true, id });
    await world.settled();
    return world.heard().map((s) => s.to);
  };
  expect(await speak('x1')).toEqual(['X9']);
  await world.until('2017-10-20T10:00:00+08:00');
  world.die();
  await world.start({ features: onlyPush('none') });
  expect(await speak('x2')).toEqual([]);
});
