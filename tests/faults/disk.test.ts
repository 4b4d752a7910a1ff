import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownRedis, until } from '../support/redis.ts';
import { createWorld, onlyPush } from '../support/world.ts';

/** Its largest file may grow to so many bytes: what a full disk does to the append-only file, without mounting one. */
function limitFiles(pid: number, bytes: number | 'unlimited'): boolean {
  return spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]).status === 0;
}

const canLimit = limitFiles(process.pid, 'unlimited');
if (!canLimit) console.log('The disk-full test is skipped: prlimit is not there or not allowed.');

it.skipIf(!canLimit)(
  'the disk of Redis is full: what was acknowledged is there when it is mended',
  async () => {
    const redis = await ownRedis();
    const world = await createWorld({ url: redis.url, live: true, features: onlyPush('none') });
    try {
      const folder = join(redis.dir, 'appendonlydir');
      const largest = Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).size));
      limitFiles(redis.pid, largest + 60_000);
      const { pid } = redis;
      let told = 0;
      // Under «appendfsync always» a Redis that cannot write ends itself: it acknowledges nothing that is not on the disk.
      for (let i = 0; i < 200 && !/没有存上/.test(world.sent.at(-1)?.text ?? ''); i++) {
        await world.simulator.say({
          from: 'U18',
          room: 'G2',
          text: `走访 罗启明 服务 7月${(i % 28) + 1}日 盘满${i}完`,
        });
        await until(() => world.sent.length > told, 'an answer', 15_000).catch(() => undefined);
        told = world.sent.length;
      }
      expect(world.sent.at(-1)?.text).toMatch(/没有存上/);
      const acknowledged = world.sent.flatMap((s) => /已记[\s\S]*?(盘满\d+完)/.exec(s.text ?? '')?.[1] ?? []);
      await redis.restart();
      expect(redis.pid).not.toBe(pid);
      await until(async () => {
        const before = world.sent.length;
        await world.simulator.say({ from: 'U08', text: '我的走访' });
        await until(() => world.sent.length > before, 'an answer');
        return !/没有存上/.test(world.sent.at(-1)?.text ?? '');
      }, 'it works again');
      const words = (await world.visits()).map((v) => v.summary).join('\n');
      expect(acknowledged.filter((mark) => !words.includes(mark))).toEqual([]);
      console.log(JSON.stringify({ diskFull: true, acknowledged: acknowledged.length, lost: 0 }));
    } finally {
      await world.close();
      await redis.stop();
    }
  },
  120_000,
);
