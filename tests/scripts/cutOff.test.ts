import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { serves } from '../../scripts/redis-process.ts';
import { backupsIn } from '../../scripts/store/backup.ts';
import { type Line, linesOf } from '../../scripts/store/lines.ts';
import { openStore } from '../../src/store/store.ts';
import { type OwnRedis, ownRedis, temporaryFolder, until } from '../support/redis.ts';

/** So many keys that a copy and a restore take long enough to be hit in their middle. */
const KEYS = 20_000;
const PHOTO = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'; // of the letter x

function folder(): string {
  const dir = temporaryFolder('bangfu-cut-');
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function own(): Promise<OwnRedis> {
  const redis = await ownRedis();
  onTestFinished(() => redis.stop());
  return redis;
}

/** A store with something in it, a folder with a photo, and a folder for backups. */
async function rig() {
  const redis = await own();
  const client = new Redis(redis.url);
  for (let i = 0; i < KEYS; ) {
    const pipeline = client.pipeline();
    for (let n = 0; n < 1000; n++, i++) pipeline.set(`bf:{n}:cut${i}`, `${i} ${'x'.repeat(200)}`);
    await pipeline.exec();
  }
  await client.set('bf:{a:test}:clock', '0');
  client.disconnect();
  const [target, dataDir] = [folder(), folder()];
  mkdirSync(path.join(dataDir, 'photos', '2d'), { recursive: true });
  writeFileSync(path.join(dataDir, 'photos', '2d', `${PHOTO}.jpg`), 'x');
  return { redis, target, dataDir };
}

interface Command {
  said(): string;
  kill(): Promise<void>;
  ended(): Promise<number | null>;
}

/** One of the store's commands in a process of its own. */
function command(name: 'backup' | 'restore', dir: string, url: string, dataDir: string): Command {
  const file = fileURLToPath(new URL(`../../scripts/store/run-${name}.ts`, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file, dir], {
    env: { ...process.env, REDIS_URL: url, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += data));
  const over = () => child.exitCode !== null || child.signalCode !== null;
  return {
    said: () => said,
    async kill() {
      child.kill('SIGKILL');
      await until(over, 'it is dead');
      expect(child.signalCode, `it had ended before it was killed: ${said}`).toBe('SIGKILL');
    },
    async ended() {
      await until(over, `${name} has ended`, 60_000);
      return child.exitCode;
    },
  };
}

async function contents(url: string): Promise<Line[]> {
  const redis = new Redis(url);
  const lines: Line[] = [];
  for await (const line of linesOf(redis)) if (!line.k.endsWith(':backup')) lines.push(line);
  redis.disconnect();
  return lines.sort((a, b) => (a.k < b.k ? -1 : 1));
}

/** The draft of a backup that is being made, as a path of something in it. */
function inDraft(target: string, ...parts: string[]): string | undefined {
  const draft = readdirSync(target).find((name) => name.endsWith('.part'));
  const file = draft && path.join(target, draft, ...parts);
  return file && existsSync(file) ? file : undefined;
}

it('a backup killed in its middle is none: it is refused, the old one stays, and the next one clears it away', {
  timeout: 300_000,
}, async () => {
  const { redis, target, dataDir } = await rig();
  const first = command('backup', target, redis.url, dataDir);
  expect(await first.ended(), first.said()).toBe(0);
  const [old = ''] = await backupsIn(target);

  for (const reached of [[], ['copy', 'copy.rdb'], ['copy', 'redis.pid'], ['store.jsonl.gz']]) {
    const cut = command('backup', target, redis.url, dataDir);
    await until(() => inDraft(target, ...reached) !== undefined, `it has made ${reached}`, 60_000);
    await cut.kill();
    expect(await backupsIn(target)).toEqual([old]);
    const half = inDraft(target) ?? '';
    const refused = command('restore', half, (await own()).url, folder());
    expect(await refused.ended()).toBe(1);
    expect(refused.said()).toContain(`${half} is no whole backup`);
  }
  const left = inDraft(target, 'copy') ?? '';
  const server = Number(readFileSync(path.join(left, 'redis.pid'), 'utf8'));

  const next = command('backup', target, redis.url, dataDir);
  expect(await next.ended(), next.said()).toBe(0);
  expect(inDraft(target)).toBeUndefined();
  expect(serves(server, left)).toBe(false);
  const all = await backupsIn(target);
  expect(all).toHaveLength(2);
  for (const name of all) {
    const empty = await own();
    const back = command('restore', path.join(target, name), empty.url, folder());
    expect(await back.ended(), back.said()).toBe(0);
    expect(await contents(empty.url)).toEqual(await contents(redis.url));
  }
});

it('Redis killed while it is backed up: a sentence, nothing half is left, and the next backup is whole', {
  timeout: 120_000,
}, async () => {
  const { redis, target, dataDir } = await rig();
  const client = new Redis(redis.url);
  await client.config('SET', 'rdb-key-save-delay', '300'); // µs a key: six seconds for all
  client.disconnect();
  const cut = command('backup', target, redis.url, dataDir);
  await until(() => inDraft(target, 'copy', 'copy.rdb') !== undefined, 'the copy has begun', 30_000);
  await redis.kill();
  expect(await cut.ended()).toBe(1);
  expect(cut.said()).toMatch(/^Redis (closed the connection|does not answer).*$/m);
  expect(cut.said()).not.toMatch(/\n {4}at /);
  expect(inDraft(target)).toBeUndefined();
  const away = command('backup', target, redis.url, dataDir);
  expect(await away.ended()).toBe(1);
  expect(away.said()).toMatch(/^Redis does not answer/m);
  await redis.restart();
  const next = command('backup', target, redis.url, dataDir);
  expect(await next.ended(), next.said()).toBe(0);
  expect(await backupsIn(target)).toHaveLength(1);
});

it('two backups at once into one folder: the second says so, the first is whole', {
  timeout: 120_000,
}, async () => {
  const { redis, target, dataDir } = await rig();
  const client = new Redis(redis.url);
  await client.config('SET', 'rdb-key-save-delay', '300');
  client.disconnect();
  const first = command('backup', target, redis.url, dataDir);
  await until(() => inDraft(target) !== undefined, 'the first has begun', 30_000);
  const second = command('backup', target, redis.url, dataDir);
  expect(await second.ended()).toBe(1);
  expect(second.said()).toContain(`another backup into ${target} is being made`);
  expect(await first.ended(), first.said()).toBe(0);
  expect(await backupsIn(target)).toHaveLength(1);
});

it.each([
  { what: 'the restore', kill: (cut: Command, _redis: OwnRedis) => cut.kill() },
  {
    what: 'Redis',
    async kill(cut: Command, redis: OwnRedis) {
      await redis.kill();
      expect(await cut.ended()).toBe(1);
      expect(cut.said()).toMatch(
        /^Redis does not answer.*\nThe store holds only a part of bangfu-\S+ now: run/m,
      );
      await redis.restart();
    },
  },
])(
  '$what killed in the middle of a restore: no program starts on it, the same command ends it',
  {
    timeout: 180_000,
  },
  async ({ kill }) => {
    const { redis, target, dataDir } = await rig();
    const made = command('backup', target, redis.url, dataDir);
    expect(await made.ended(), made.said()).toBe(0);
    const empty = await own();
    const data = folder();
    const size = async () => {
      const client = new Redis(empty.url);
      return client.dbsize().finally(() => client.disconnect());
    };
    // Twice: the second one is cut off while it clears away or fills.
    for (const keys of [500, 5000]) {
      const cut = command('restore', target, empty.url, data);
      await until(async () => (await size()) > keys, `${keys} keys are there`, 60_000);
      await kill(cut, empty);
      expect(await size()).toBeLessThan(KEYS);
      const start = openStore({
        url: empty.url,
        account: 'test',
        keys: [Buffer.alloc(32, 7)],
        onError: () => undefined,
      });
      await expect(start).rejects.toThrow(/restore of bangfu-\S+ was cut off: run scripts\/restore again/);
    }
    const again = command('restore', target, empty.url, data);
    expect(await again.ended(), again.said()).toBe(0);
    expect(await contents(empty.url)).toEqual(await contents(redis.url));
    expect(readFileSync(path.join(data, 'photos', '2d', `${PHOTO}.jpg`), 'utf8')).toBe('x');
  },
);
