import { rmSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPrivateRedis } from '../../scripts/redis.ts';
import { serves } from '../../scripts/redis-process.ts';
import { type Launch, run } from '../../scripts/run.ts';
import { temporaryFolder } from '../support/redis.ts';

let dir: string;
let said: string[];

beforeEach(() => {
  dir = temporaryFolder('bangfu-scripts-');
  said = [];
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Runs to its end with a made-up application. */
function runWith(args: string[], launch: Launch, env: Record<string, string> = {}): Promise<number> {
  return run({
    args,
    env: { DATA_DIR: dir, ...env },
    load: async () => launch,
    stopAsked: Promise.resolve(),
    print: (text) => said.push(text),
    complain: (text) => said.push(text),
  });
}

const redisPid = async (url: string) => {
  const redis = new Redis(url);
  const info = await redis.info('server');
  redis.disconnect();
  return Number(/process_id:(\d+)/.exec(info)?.[1]);
};

test('provides Redis, runs, tells the address and stops both in order', async () => {
  let pid = 0;
  const folder = path.join(dir, 'redis');
  const code = await runWith([], async (options) => {
    expect(options).toEqual({
      channel: 'simulator',
      loadSample: true,
      redisUrl: path.join(folder, 'redis.sock'),
    });
    pid = await redisPid(options.redisUrl);
    const stop = async () =>
      void said.push(`stopped while Redis ${serves(pid, folder) ? 'ran' : 'was gone'}`);
    return { url: 'http://127.0.0.1:8420/', stop };
  });
  expect(code).toBe(0);
  expect(said).toEqual([
    'The assistant runs. Chat with it here: http://127.0.0.1:8420/\nStop it with Ctrl-C; what was recorded stays.',
    'stopped while Redis ran',
  ]);
  expect(serves(pid, folder)).toBe(false);
});

test('a Redis that another program runs is used and left running', async () => {
  const redis = await startPrivateRedis({ dir: path.join(dir, 'redis') });
  try {
    expect(await runWith([], async () => ({ stop: async () => {} }))).toBe(0);
    expect(await redisPid(redis.url)).toBe(redis.pid);
  } finally {
    await redis.stop();
  }
});

test('REDIS_URL is used as it is; the real channel loads no sample', async () => {
  const env = { REDIS_URL: 'redis://127.0.0.1:1/5', WECHATY_PUPPET: 'wechaty-puppet-mock' };
  const options = await new Promise((resolve) => {
    void runWith(
      ['--channel', 'wechaty'],
      async (given) => {
        resolve(given);
        return { stop: async () => {} };
      },
      env,
    );
  });
  expect(options).toEqual({ channel: 'wechaty', redisUrl: 'redis://127.0.0.1:1/5', loadSample: false });
});

test.each([
  [['--chanel', 'wechaty'], /--chanel.*Usage: scripts\/start/s],
  [['--channel', 'sms'], /no channel sms.*Usage: scripts\/start/s],
  [['--channel'], /Usage: scripts\/start/],
  [['now'], /Usage: scripts\/start/],
])('%j: usage and exit code 2', async (args, sentence) => {
  const never: Launch = () => Promise.reject(new Error('was run'));
  expect(await runWith(args, never)).toBe(2);
  expect(said).toEqual([expect.stringMatching(sentence)]);
});

test('wrong settings are told before anything is started', async () => {
  const never: Launch = () => Promise.reject(new Error('was run'));
  expect(await runWith([], never, { HTTP_PORT: 'x' })).toBe(1);
  expect(said).toEqual([expect.stringContaining('HTTP_PORT is "x"')]);
});

test('an application that cannot start leaves no Redis behind', async () => {
  let pid = 0;
  const code = await runWith([], async ({ redisUrl }) => {
    pid = await redisPid(redisUrl);
    throw new Error('port 8420 is taken', { cause: new Error('EADDRINUSE') });
  });
  expect(code).toBe(1);
  expect(said).toEqual(['port 8420 is taken\nbecause of: EADDRINUSE']);
  expect(serves(pid, path.join(dir, 'redis'))).toBe(false);
});
