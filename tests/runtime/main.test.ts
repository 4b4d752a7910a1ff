import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Redis } from 'ioredis';
import { afterEach, expect, it, vi } from 'vitest';
import { launch } from '../../scripts/launch.ts';
import { main } from '../../src/main.ts';
import { ownRedis, temporaryFolder } from '../support/redis.ts';

const dir = temporaryFolder();
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

function environment(more: Record<string, string>): void {
  const DATA_KEY = randomBytes(32).toString('base64');
  const all = { DATA_DIR: dir, DATA_KEY, HTTP_PORT: '0', LOG_LEVEL: 'silent', ...more };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
}

it('does not start in production on a Redis that may lose records, unless told to', async () => {
  const own = await ownRedis();
  const redis = new Redis(own.url);
  try {
    await redis.config('SET', 'appendonly', 'no');
    environment({ NODE_ENV: 'production' });
    const options = { channel: 'simulator', redisUrl: own.url } as const;
    await expect(main(options)).rejects.toThrow(/appendonly is no.*ALLOW_UNSAFE_REDIS=true/s);
    environment({ NODE_ENV: 'production', ALLOW_UNSAFE_REDIS: 'true' });
    const app = await main(options);
    await app.stop();
  } finally {
    redis.disconnect();
    await own.stop();
  }
});

it('goes on after a restart where it stopped: the clock, the records, the numbers', {
  timeout: 60_000,
}, async () => {
  const own = await ownRedis();
  environment({});
  const say = async (url: string | undefined, text: string) => {
    type Said = { from: string; text?: string };
    const heard = async () =>
      (await (await fetch(`${url}/api/state`)).json()) as { now: number; messages: Said[] };
    const answers = async () => (await heard()).messages.filter((m) => m.from === 'bot');
    const before = (await answers()).length;
    const sent = await fetch(`${url}/api/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: 'U18', text }),
    });
    expect(sent.status).toBe(200);
    await vi.waitUntil(async () => (await answers()).length > before, { timeout: 10_000 });
    return { now: (await heard()).now, answer: (await answers()).at(-1)?.text ?? '' };
  };
  try {
    const options = { channel: 'simulator', redisUrl: own.url, loadSample: true } as const;
    const first = await launch(options);
    const before = await say(first.url, '走访 罗启明 入户 好');
    expect(before.answer).toContain('已记 S15');
    await first.stop();
    const second = await launch(options);
    const after = await say(second.url, '走访 罗启明 电话 好');
    expect(after.answer).toContain('已记 S16');
    expect(after.now).toBeGreaterThanOrEqual(before.now);
    expect(after.now - before.now).toBeLessThan(60_000);
    await second.stop();
  } finally {
    await own.stop();
  }
});
