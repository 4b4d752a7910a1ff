import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  databaseUrl,
  findServer,
  type PrivateRedis,
  provideServer,
  startPrivateRedis,
  superviseRedis,
} from '../../scripts/redis.ts';
import { serves } from '../../scripts/redis-process.ts';
import { temporaryFolder, until } from '../support/redis.ts';

let dir: string;
let started: PrivateRedis[];
const clients: Redis[] = [];

beforeEach(() => {
  dir = temporaryFolder('bangfu-scripts-');
  started = [];
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  for (const each of started) await each.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function keep(starting: Promise<PrivateRedis>): Promise<PrivateRedis> {
  const redis = await starting;
  started.push(redis);
  return redis;
}

function client(url: string): Redis {
  const redis = new Redis(url);
  redis.on('error', () => {});
  clients.push(redis);
  return redis;
}

test('it is durable, evicts nothing, listens on its socket alone and says so in redis.json', async () => {
  const redis = await keep(startPrivateRedis({ dir }));
  expect(redis.url).toBe(path.join(dir, 'redis.sock'));
  const db = client(redis.url);
  const setting = async (name: string) => ((await db.config('GET', name)) as string[])[1];
  expect(await setting('appendonly')).toBe('yes');
  expect(await setting('appendfsync')).toBe('always');
  expect(await setting('maxmemory-policy')).toBe('noeviction');
  expect(await setting('save')).toBe('');
  expect(await setting('databases')).toBe('256');
  expect(await setting('port')).toBe('0');
  expect(JSON.parse(readFileSync(path.join(dir, 'redis.json'), 'utf8'))).toMatchObject({
    pid: redis.pid,
    url: redis.url,
  });
});

test('a second start finds the running one and leaves it running', async () => {
  const first = await keep(startPrivateRedis({ dir }));
  const second = await startPrivateRedis({ dir });
  expect(second).toMatchObject({ pid: first.pid, url: first.url, owned: false });
  await second.stop();
  expect(serves(first.pid, dir)).toBe(true);
  await first.stop();
  expect(serves(first.pid, dir)).toBe(false);
});

test('starts at the same moment end in one server', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => keep(startPrivateRedis({ dir }))));
  expect(new Set(all.map((each) => each.pid)).size).toBe(1);
  expect(all.filter((each) => each.owned)).toHaveLength(1);
});

test('files of a dead server are in nobody’s way, and its data are kept', async () => {
  const first = await keep(startPrivateRedis({ dir }));
  await client(first.url).set('key', 'kept');
  process.kill(first.pid, 'SIGKILL');
  await until(() => !serves(first.pid, dir), 'the killed server is gone');
  // redis.json and the pid file now name a process that is there and no Redis: this one.
  const entry = { pid: process.pid, url: first.url, owner: process.pid };
  writeFileSync(path.join(dir, 'redis.json'), JSON.stringify(entry));
  writeFileSync(path.join(dir, 'redis.pid'), `${process.pid}\n`);
  const second = await keep(startPrivateRedis({ dir }));
  expect(second.owned).toBe(true);
  expect(await client(second.url).get('key')).toBe('kept');
});

test('a lock of a dead process, a torn redis.json and a missing one do not stop a start', async () => {
  writeFileSync(path.join(dir, 'start.lock'), '999999999 nobody');
  writeFileSync(path.join(dir, 'redis.json'), '{"pid":');
  const first = await keep(startPrivateRedis({ dir }));
  rmSync(path.join(dir, 'redis.json'));
  const second = await startPrivateRedis({ dir });
  expect(second).toMatchObject({ pid: first.pid, owned: true });
});

test('a server whose starter is gone is taken over', async () => {
  const first = await keep(startPrivateRedis({ dir }));
  writeFileSync(
    path.join(dir, 'redis.json'),
    JSON.stringify({ pid: first.pid, url: first.url, owner: 999_999_999 }),
  );
  const second = await startPrivateRedis({ dir });
  expect(second).toMatchObject({ pid: first.pid, owned: true });
  await second.stop();
  expect(serves(first.pid, dir)).toBe(false);
});

test.each([
  ['a folder whose path is too long for a socket', `${'long/'.repeat(25)}redis`],
  ['a folder whose name an address cannot hold', 'why?'],
])('%s: a loopback port', async (_, name) => {
  const first = await keep(startPrivateRedis({ dir: path.join(dir, name) }));
  expect(first.url).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/);
  expect(new URL(first.url).port).not.toBe('6379');
  expect(await client(databaseUrl(first.url, 200)).ping()).toBe('PONG');
  const second = await startPrivateRedis({ dir: path.join(dir, name) });
  expect(second).toMatchObject({ pid: first.pid, owned: false });
});

test('a folder with spaces and Chinese in its name', async () => {
  const redis = await keep(startPrivateRedis({ dir: path.join(dir, '栗坪 数据 "x"') }));
  const db = client(databaseUrl(redis.url, 7));
  await db.set('key', 'seven');
  expect(await client(redis.url).get('key')).toBeNull();
  expect(await client(databaseUrl(redis.url, 7)).get('key')).toBe('seven');
});

test.each([
  ['started', false],
  ['found', true],
])('a supervised server that was %s is started again when it is killed', async (_, found) => {
  const first = found ? await keep(startPrivateRedis({ dir })) : null;
  const said: string[] = [];
  const redis = await keep(superviseRedis({ dir, log: (sentence) => said.push(sentence) }));
  const db = client(redis.url);
  const before = redis.pid;
  expect(first?.pid ?? before).toBe(before);
  await db.set('key', 'kept');
  process.kill(before, 'SIGKILL');
  await until(() => redis.pid !== before, 'another process serves');
  expect(await db.get('key')).toBe('kept');
  expect(redis.owned).toBe(true);
  expect(said).toEqual([
    expect.stringContaining(`process ${before}`),
    expect.stringContaining(`process ${redis.pid}`),
  ]);
  await redis.stop();
  expect(serves(redis.pid, dir)).toBe(false);
});

test('a supervised server on a port keeps its address', async () => {
  const redis = await keep(superviseRedis({ dir, tcp: true }));
  const { url, pid } = redis;
  process.kill(pid, 'SIGKILL');
  await until(() => redis.pid !== pid, 'another process serves');
  expect(redis.url).toBe(url);
  expect(await client(url).ping()).toBe('PONG');
});

test('pauses grow while a start fails, and it comes back when the cause is gone', async () => {
  const said: string[] = [];
  const server = findServer() ?? '';
  const options = { dir, server, log: (sentence: string) => said.push(sentence) };
  const redis = await keep(superviseRedis(options));
  const before = redis.pid;
  options.server = '/bin/false';
  process.kill(before, 'SIGKILL');
  await until(() => said.filter((each) => each.includes('could not be started')).length === 2, 'two tries');
  options.server = server;
  await until(() => redis.pid !== before, 'another process serves');
  const pauses = said.flatMap((each) => /again in ([\d.]+) s/.exec(each)?.[1] ?? []).map(Number);
  expect(pauses).toEqual([0.2, 0.4, 0.8]);
});

test('a server that hangs is not given a second one on the same files', async () => {
  const redis = await keep(startPrivateRedis({ dir }));
  process.kill(redis.pid, 'SIGSTOP');
  try {
    await expect(startPrivateRedis({ dir, answerMs: 300 })).rejects.toThrow(
      /does not answer; end that process first/,
    );
  } finally {
    process.kill(redis.pid, 'SIGCONT');
  }
});

test('a server that cannot start says why', async () => {
  await expect(startPrivateRedis({ dir, server: '/bin/false' })).rejects.toThrow(
    /did not start in .*exit code 1/s,
  );
});

test('without a server and without apt the sentence says what to install', async () => {
  expect(findServer({ PATH: '' })).toBeNull();
  expect(findServer({})).toBeNull();
  expect(findServer({ PATH: dir })).toBeNull();
  await expect(provideServer({ env: { PATH: dir } })).rejects.toThrow(
    /No Redis server was found.*apt-get install redis-server.*REDIS_URL/s,
  );
});

test('valkey will do', () => {
  const program = path.join(dir, 'valkey-server');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  expect(findServer({ PATH: `/nowhere:${dir}` })).toBe(program);
});
