import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OwnRedis, ownRedis, until } from '../support/redis.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

let redis: OwnRedis;
let world: World;
let admin: Redis;
beforeEach(async () => {
  redis = await ownRedis();
  admin = new Redis(redis.url);
  world = await createWorld({ url: redis.url, live: true, features: onlyPush('none') });
});
afterEach(async () => {
  await world.close();
  admin.disconnect();
  await redis.stop();
});

const NOT_SAVED = /没有存上.*再发一遍/;
const SAVED = /已记/;
const answers = () => world.sent.map((s) => s.text ?? '');
const kept = async () =>
  (await world.visits()).filter((v) => v.summary.includes('说的')).map((v) => v.summary);
const say = (text: string, id?: string) => world.simulator.say({ from: 'U18', room: 'G2', text, id });

/** Ways in which a Redis that runs refuses to write, and how each ends. */
const FAULTS: { name: string; reply: RegExp; begin(): Promise<unknown>; end(): Promise<unknown> }[] = [
  {
    name: 'read-only (it became a replica)',
    reply: /READONLY/,
    begin: () => admin.call('REPLICAOF', '127.0.0.1', '1'),
    end: () => admin.call('REPLICAOF', 'NO', 'ONE'),
  },
  {
    name: 'without its replicas',
    reply: /NOREPLICAS/,
    begin: () => admin.config('SET', 'min-replicas-to-write', '1'),
    end: () => admin.config('SET', 'min-replicas-to-write', '0'),
  },
  {
    name: 'out of memory',
    reply: /OOM/,
    begin: () => admin.config('SET', 'maxmemory', '1'),
    end: () => admin.config('SET', 'maxmemory', '0'),
  },
  {
    name: 'after a snapshot that failed',
    reply: /MISCONF/,
    async begin() {
      // A folder where the snapshot shall lie: it cannot be put there.
      mkdirSync(join(redis.dir, 'dump.rdb'));
      await admin.config('SET', 'save', '100000 1');
      await admin.bgsave();
      await until(async () => (await admin.info('persistence')).includes('bgsave_status:err'), 'it failed');
    },
    async end() {
      rmSync(join(redis.dir, 'dump.rdb'), { recursive: true });
      await admin.bgsave();
      await until(async () => (await admin.info('persistence')).includes('bgsave_status:ok'), 'it works');
    },
  },
];

describe.each(FAULTS)('Redis refuses to write: $name', ({ reply, begin, end }) => {
  it('the sender hears that it is not saved; afterwards all goes on without a restart', async () => {
    await begin();
    await expect(admin.set('probe', '1')).rejects.toThrow(reply);
    await say('走访 罗启明 入户 拒写时说的');
    await until(() => world.sent.length > 0, 'he hears something', 5000);
    expect(answers()).toEqual([expect.stringMatching(NOT_SAVED)]);
    await end();
    await until(async () => {
      const before = world.sent.length;
      await say('我的走访');
      await until(() => world.sent.length > before, 'an answer');
      return !NOT_SAVED.test(answers().at(-1) ?? '');
    }, 'it works again');
    await say('走访 罗启明 入户 修好后说的');
    await until(() => SAVED.test(answers().at(-1) ?? ''), 'it is saved');
    expect(await kept()).toEqual(['修好后说的']);
  });

  it('what was taken in before is answered when it is over, once', async () => {
    let begun = false;
    let refused = false;
    world.die();
    await world.start({
      wrap: (store) => ({
        ...store,
        async commit(slot, c) {
          if (c.mark !== 'm1' || begun) return store.commit(slot, c);
          begun = true;
          await begin();
          return store.commit(slot, c).catch((error) => {
            refused = true;
            throw error;
          });
        },
      }),
    });
    await say('走访 罗启明 入户 拒写前说的', 'm1');
    await until(() => refused, 'it was refused');
    expect(world.sent).toEqual([]);
    await end();
    await until(() => world.sent.length > 0, 'the answer');
    expect(answers()).toEqual([expect.stringMatching(SAVED)]);
    expect(await kept()).toEqual(['拒写前说的']);
  });
});
