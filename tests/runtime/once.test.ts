import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FencedError, StoreDownError } from '../../src/errors.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ features: onlyPush('overdue') });
});
afterEach(() => world.close());

const VISIT = '走访 罗启明 入户 老伴头晕好些了';
const texts = () => world.heard().map((s) => `${s.to}: ${s.text}`);
const kept = async () => (await world.visits()).filter((v) => v.source.messageId.startsWith('m'));

it('a duplicate delivery takes effect once and is answered once', async () => {
  await world.say('U18', VISIT, { room: 'G2', id: 'm1' });
  expect(texts()).toEqual([expect.stringMatching(/^G2: 已记 S15/)]);
  await world.say('U18', VISIT, { room: 'G2', id: 'm1' });
  expect(texts()).toEqual([]);
  expect(await kept()).toHaveLength(1);
  expect(await world.store.home.pending()).toEqual([]);
});

it('a duplicate that comes while the first is under way is dropped as well', async () => {
  await Promise.all([1, 2, 3].map(() => world.say('U18', VISIT, { room: 'G2', id: 'm1' })));
  expect(texts()).toHaveLength(1);
  expect(await kept()).toHaveLength(1);
  expect(await world.store.home.pending()).toEqual([]);
});

it('the same id after a restart is dropped', async () => {
  await world.say('U18', VISIT, { room: 'G2', id: 'm1' });
  texts();
  world.die();
  await world.start();
  await world.say('U18', VISIT, { room: 'G2', id: 'm1' });
  expect(texts()).toEqual([]);
  expect(await kept()).toHaveLength(1);
});

it('what was said while the process was dead is answered by the next one', async () => {
  world.die();
  await world.say('U18', VISIT, { room: 'G2', id: 'm1' });
  expect(texts()).toEqual([]);
  await world.start();
  expect(texts()).toEqual([expect.stringMatching(/^G2: 已记 S15/)]);
});

it("the bot's own message is no message, even where it reads like a command", async () => {
  const seen: string[] = [];
  world.die();
  await world.start({
    wrap: (store) => ({
      ...store,
      home: {
        ...store.home,
        journal: (message, at) => {
          seen.push(message.text);
          return store.home.journal(message, at);
        },
      },
    }),
  });
  // Its answer holds a form that is a command; the puppet hands every own send back as a message.
  await world.say('U18', '走访 罗启明', { room: 'G2', id: 'm1' });
  expect(texts().join()).toContain('入户');
  expect(seen).toEqual(['走访 罗启明']);
});

it('a process that has lost its account does not answer for the one that runs it now', async () => {
  world.die();
  await world.start({
    wrap: (store) => ({
      ...store,
      home: {
        ...store.home,
        journal: async () => {
          throw new FencedError('another process has taken over this account');
        },
      },
    }),
  });
  await world.say('U18', VISIT, { room: 'G2', id: 'm1' });
  expect(texts()).toEqual([]);
});

const quote = (whole: string, reply: string) =>
  `「冯立群：${whole}」\n- - - - - - - - - - - - - - -\n${reply}`;

it('a quoted command does not run again', async () => {
  await world.say('U18', VISIT, { room: 'G2', id: 'm1' });
  texts();
  await world.say('U19', quote(VISIT, '收到'), { room: 'G2', id: 'm2' });
  expect(texts()).toEqual([]);
  expect(await kept()).toHaveLength(1);
});

it('the command under a quoted message does run', async () => {
  await world.say('U18', quote('走访 覃秀英 入户', VISIT), { room: 'G2', id: 'm1' });
  expect(texts()).toEqual([expect.stringMatching(/^G2: 已记 S15.罗启明/)]);
  expect((await kept()).map((v) => v.householdId)).toEqual(['H01']);
});

it('a message while logged out is delivered and answered at login', async () => {
  await world.simulator.login(false);
  await world.say('U18', VISIT, { room: 'G2', id: 'm1' });
  expect(texts()).toEqual([]);
  await world.simulator.login(true);
  await world.settled();
  expect(texts()).toEqual([expect.stringMatching(/^G2: 已记 S15/)]);
  expect(await kept()).toHaveLength(1);
});

it('what comes days late is not acted on: nobody waits for it any more; what is not that old still is', async () => {
  await world.simulator.login(false);
  await world.say('U18', VISIT, { room: 'G2', id: 'm1' });
  await world.until('2017-09-13T20:00:00+08:00');
  await world.say('U18', '走访 罗启明 电话 好', { room: 'G2', id: 'm2' });
  await world.until('2017-09-16T12:00:00+08:00');
  await world.simulator.login(true);
  await world.settled();
  expect((await kept()).map((v) => v.source.messageId)).toEqual(['m2']);
  expect(await world.store.home.pending()).toEqual([]);
});

it('what was queued when the account was logged out is held and goes out at login', async () => {
  await world.simulator.login(false);
  await world.until('2017-09-14T09:30:00+08:00');
  expect(texts()).toEqual([]);
  const held = (await world.pushes()).filter((p) => p.state === 'waiting');
  expect(held.map((p) => p.to)).toContain('U18');
  await world.simulator.login(true);
  await world.app.wake();
  expect(texts().filter((t) => t.startsWith('U18: '))).toHaveLength(1);
  expect((await world.pushes()).filter((p) => p.state === 'waiting')).toEqual([]);
});

it('what was queued survives a restart while logged out', async () => {
  await world.simulator.login(false);
  await world.until('2017-09-14T09:30:00+08:00');
  world.die();
  await world.start();
  expect(texts()).toEqual([]);
  await world.simulator.login(true);
  await world.app.wake();
  expect(texts().filter((t) => t.startsWith('U18: '))).toHaveLength(1);
});

it('a second login without a logout repeats nothing', async () => {
  await world.say('U18', VISIT, { room: 'G2', id: 'm1' });
  await world.simulator.login(true);
  await world.settled();
  expect(texts()).toHaveLength(1);
});

/** What the channel has saved of messages and nobody took away. */
const left = () => readdirSync(join(world.simulator.dataDir, 'incoming'));

it('a picture that is delivered again, comes too late, or cannot be saved, leaves no file behind', async () => {
  const picture = (id: string) => world.simulator.say({ from: 'U18', image: 'a.jpg', id });
  await picture('p1');
  await world.settled();
  expect(left()).toEqual([]);
  await picture('p1');
  await world.settled();
  expect(left(), 'delivered again').toEqual([]);

  await world.simulator.login(false);
  await picture('p2');
  await world.until('2017-09-16T12:00:00+08:00');
  await world.simulator.login(true);
  await world.settled();
  expect(left(), 'too late').toEqual([]);

  world.die();
  await world.start({
    wrap: (store) => ({
      ...store,
      ping: () => Promise.reject(new StoreDownError('away')),
      home: { ...store.home, journal: () => Promise.reject(new StoreDownError('away')) },
    }),
  });
  // The first finds out that the store is away, the second is told so at once.
  await picture('p3');
  await picture('p4');
  await world.settled();
  expect(left(), 'refused').toEqual([]);
});

it('a picture that is delivered again while it is being handled keeps its file until then', async () => {
  await world.say('U18', VISIT, { id: 'm1' });
  await Promise.all([1, 2, 3].map(() => world.simulator.say({ from: 'U18', image: 'a.jpg', id: 'p1' })));
  await world.settled();
  expect((await kept())[0]?.photos).toHaveLength(1);
  expect(left()).toEqual([]);
});
