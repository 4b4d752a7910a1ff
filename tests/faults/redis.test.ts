import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { type OwnRedis, ownRedis, until } from '../support/redis.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

let redis: OwnRedis;
let world: World;
beforeEach(async () => {
  redis = await ownRedis();
  world = await createWorld({ url: redis.url, live: true, features: onlyPush('none') });
});
afterEach(async () => {
  await world.close();
  await redis.stop();
});

const NOT_SAVED = /没有存上.*再发一遍/;
const SAVED = /已记/;

/** Somebody speaks; how long it took until he heard something, ms. */
async function answerTime(from: string, text: string, room: string): Promise<number> {
  const before = world.sent.length;
  const start = performance.now();
  await world.simulator.say({ from, room, text });
  await until(() => world.sent.length > before, `an answer to ${text}`, 5000);
  return Math.round(performance.now() - start);
}

const kept = async () =>
  (await world.visits()).filter((v) => v.source.chat !== 'import').map((v) => v.summary);
const answers = () => world.heard().map((s) => s.text ?? '');

describe('Redis is gone', () => {
  it('for 20 seconds: everybody is told, nothing is claimed, and it goes on by itself', async () => {
    await redis.kill();
    const start = performance.now();
    const times: number[] = [];
    const outage = async () => performance.now() - start < 20_000;
    for (let n = 1; await outage(); n++) {
      times.push(await answerTime('U18', `走访 罗启明 入户 断电时说的${n}`, 'G2'));
      const before = world.sent.length;
      await world.simulator.say({ from: 'U08', room: 'G2', text: '收到,大家辛苦了' });
      expect(world.sent).toHaveLength(before);
      await pause(1900); // people do not speak all the time
    }
    const said = answers();
    expect(said).toHaveLength(times.length);
    for (const text of said) expect(text).toMatch(NOT_SAVED);
    await redis.restart();
    await until(
      async () => (await answerTime('U18', '我的走访', 'G2')) >= 0 && !NOT_SAVED.test(answers().join()),
      'it works again',
    );
    await answerTime('U18', '走访 罗启明 入户 来电以后说的', 'G2');
    expect(answers().join()).toMatch(SAVED);
    expect((await kept()).filter((s) => s.includes('说的'))).toEqual(['来电以后说的']);
    console.log(
      JSON.stringify({ outageMs: 20_000, refused: times.length, slowestAnswerMs: Math.max(...times) }),
    );
  }, 40_000);

  it('what was in the journal before is saved when it is back', async () => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let reached = 0;
    world.die();
    await world.start({
      wrap: (store) => ({
        ...store,
        async commit(slot, c) {
          if (reached++ === 0) await held;
          return store.commit(slot, c);
        },
      }),
    });
    await world.simulator.say({ from: 'U18', room: 'G2', text: '走访 罗启明 入户 断电前说的' });
    await until(() => reached > 0, 'it is being saved');
    await redis.kill();
    letGo();
    expect(await answerTime('U08', '走访 龙国栋 电话 断电时说的', 'G2')).toBeLessThan(5000);
    expect(answers().join()).toMatch(NOT_SAVED);
    await redis.restart();
    await until(() => world.sent.some((s) => SAVED.test(s.text ?? '')), 'the answer');
    expect(answers().filter((t) => SAVED.test(t))).toEqual([expect.stringContaining('断电前说的')]);
    expect((await kept()).filter((s) => s.includes('说的'))).toEqual(['断电前说的']);
  });

  it('a message of several villages that it leaves half saved is saved whole, before anybody else comes', async () => {
    let commits = 0;
    world.die();
    await world.start({
      wrap: (store) => ({
        ...store,
        async commit(slot, c) {
          if (c.mark === 'm1' && ++commits === 2) await redis.kill();
          return store.commit(slot, c);
        },
      }),
    });
    await world.simulator.say({ from: 'U03', text: '走访 罗启明 石长顺 入户 好', id: 'm1' });
    await until(() => commits >= 2, 'the first village is saved');
    await redis.restart();
    await until(() => world.sent.length > 0, 'the answer');
    const visits = (await world.visits()).filter((v) => v.source.messageId === 'm1');
    expect(visits.map((v) => v.householdId).sort()).toEqual(['H01', 'H04']);
    const said = answers();
    expect(said).toHaveLength(1);
    for (const { id } of visits) expect(said[0]).toContain(id);
  });

  it('an answer that was sent while it went is not sent again', async () => {
    world.die();
    await world.start({
      wrap: (store) => ({
        ...store,
        home: {
          ...store.home,
          async update(before, after, on) {
            if (after.state === 'sent' && redis.pid > 0 && !killed) {
              killed = true;
              await redis.kill();
            }
            return store.home.update(before, after, on);
          },
        },
      }),
    });
    let killed = false;
    await world.simulator.say({ from: 'U18', room: 'G2', text: '走访 罗启明 入户 好' });
    await until(() => killed, 'Redis is gone');
    await redis.restart();
    await until(
      async () => (await world.pushes()).some((p) => p.kind === 'reply' && p.state === 'sent'),
      'it is noted',
    );
    expect(answers()).toEqual([expect.stringMatching(SAVED)]);
  });
});

describe('Redis hangs', () => {
  const freeze = () => process.kill(redis.pid, 'SIGSTOP');
  const thaw = () => process.kill(redis.pid, 'SIGCONT');

  it('a command has failed after 2 seconds', async () => {
    freeze();
    const start = performance.now();
    await expect(world.store.ping()).rejects.toThrow(/did not answer/);
    const ms = performance.now() - start;
    thaw();
    expect(ms).toBeGreaterThan(1500);
    expect(ms).toBeLessThan(3000);
  });

  it('six people in one room all hear of it within 5 seconds, and nothing of it is saved later', async () => {
    freeze();
    const start = performance.now();
    const people = ['U18', 'U08', 'U18', 'U08', 'U18', 'U08'];
    for (const [i, from] of people.entries())
      void world.simulator.say({ from, room: 'G2', text: `走访 罗启明 入户 卡住时说的${i}` });
    await until(() => world.sent.length >= people.length, 'all have heard', 5000);
    const ms = Math.round(performance.now() - start);
    thaw();
    for (const text of answers()) expect(text).toMatch(NOT_SAVED);
    await until(async () => {
      await answerTime('U18', '我的走访', 'G2');
      return !NOT_SAVED.test(answers().join());
    }, 'it works again');
    // What had timed out may have been written once Redis went on: the sender was told otherwise, so it must not count.
    world.die();
    await world.start();
    expect(answers()).toEqual([]);
    expect((await kept()).filter((s) => s.includes('卡住时说的'))).toEqual([]);
    console.log(JSON.stringify({ hang: true, people: people.length, allToldMs: ms }));
  });

  /** Freezes Redis at the first write of the message m1 that `pick` names, until that write has failed. */
  function hangingAt(pick: 'village' | 'home') {
    let failed = false;
    let frozen = false;
    async function hang<T>(mark: string, make: () => Promise<T>): Promise<T> {
      if (frozen || mark !== 'm1') return make();
      frozen = true;
      freeze();
      return make().catch((error) => {
        failed = true;
        throw error;
      });
    }
    return {
      failed: () => failed,
      wrap: (store: Store): Store => ({
        ...store,
        commit: (slot, c) =>
          pick === 'village' ? hang(c.mark, () => store.commit(slot, c)) : store.commit(slot, c),
        home: {
          ...store.home,
          commit: (c) => (pick === 'home' ? hang(c.mark, () => store.home.commit(c)) : store.home.commit(c)),
        },
      }),
    };
  }

  it('a commit that timed out and was made all the same is answered with the number it has', async () => {
    const hanging = hangingAt('village');
    world.die();
    await world.start({ wrap: hanging.wrap });
    await world.simulator.say({ from: 'U18', room: 'G2', text: '走访 罗启明 入户 好', id: 'm1' });
    await until(hanging.failed, 'the commit has timed out');
    thaw();
    await until(() => world.sent.length > 0, 'the answer');
    const visits = (await world.visits()).filter((v) => v.source.messageId === 'm1');
    expect(visits).toHaveLength(1);
    expect(answers()).toEqual([expect.stringMatching(new RegExp(`已记 ${visits[0]?.id}`))]);
  });

  it('the same where it hung at the last commit: the answer comes without a restart', async () => {
    const hanging = hangingAt('home');
    world.die();
    await world.start({ wrap: hanging.wrap });
    await world.simulator.say({ from: 'U18', room: 'G2', text: '我的走访', id: 'm1' });
    await until(hanging.failed, 'the commit has timed out');
    thaw();
    await until(() => world.sent.length > 0, 'the answer', 6000);
    expect(answers()).toHaveLength(1);
  });
});
