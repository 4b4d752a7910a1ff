import { rmSync } from 'node:fs';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { type Line, linesOf } from '../../scripts/store/lines.ts';
import { type Program, startProgram } from '../support/program.ts';
import { ownRedis, temporaryFolder, until } from '../support/redis.ts';

function folder(): string {
  const dir = temporaryFolder('bangfu-twice-');
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function begin(env: Record<string, string>): Program {
  const program = startProgram(env);
  onTestFinished(() => program.kill());
  return program;
}

type Message = { from: string; text?: string };
const told = async (url: string) =>
  ((await (await fetch(`${url}/api/state`)).json()) as { messages: Message[] }).messages
    .filter((m) => m.from === 'bot')
    .map((m) => m.text ?? '');

/** Says something on a program's page; the answer of the channel. */
const say = (url: string, text: string) =>
  fetch(`${url}/api/say`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'U18', text }),
  });

async function answerTo(url: string, text: string): Promise<string> {
  const before = (await told(url)).length;
  await say(url, text);
  await until(async () => (await told(url)).length > before, `an answer to ${text}`, 30_000);
  return (await told(url)).at(-1) ?? '';
}

it('started a second time by mistake: the second says who runs the account and ends, the first goes on', {
  timeout: 120_000,
}, async () => {
  // As somebody at the machine does it: the same folder, the private Redis that the first one has started.
  const DATA_DIR = folder();
  const first = begin({ DATA_DIR, REDIS_URL: '' });
  const url = await first.url();
  const begun = performance.now();
  const second = begin({ DATA_DIR, REDIS_URL: '' });
  expect(await second.ended()).toBe(1);
  expect(performance.now() - begun).toBeLessThan(20_000);
  expect(second.said()).toMatch(
    new RegExp(`The account "default" is run by process ${first.pid} on .*Stop that one first`, 's'),
  );
  // The Redis that both use is still there.
  expect(await answerTo(url, '走访 罗启明 电话 好')).toContain('已记');
  first.signal('SIGTERM');
  expect(await first.ended()).toBe(0);
});

it('frozen past its lease and waked up after another has taken over: it says, sends and writes nothing more', {
  timeout: 180_000,
}, async () => {
  const redis = await ownRedis();
  onTestFinished(() => redis.stop());
  const REDIS_URL = redis.url;
  const DATA_KEY = Buffer.alloc(32, 7).toString('base64');
  const [here, there] = [folder(), folder()];
  const first = begin({ DATA_DIR: here, REDIS_URL, DATA_KEY });
  const firstUrl = await first.url();
  expect(await answerTo(firstUrl, '走访 罗启明 电话 好')).toContain('已记');

  first.signal('SIGSTOP');
  // What comes meanwhile waits in front of it, as on a line whose other end does not read.
  const unheard = say(firstUrl, '走访 覃秀英 电话 冻住时说的').catch(() => undefined);
  const second = begin({ DATA_DIR: there, REDIS_URL, DATA_KEY });
  const secondUrl = await second.url();
  expect(await answerTo(secondUrl, '走访 罗启明 入户 接手后说的')).toContain('已记');
  const before = await contents(REDIS_URL);

  first.signal('SIGCONT');
  expect(await first.ended()).toBe(1);
  await unheard;
  expect(first.said()).toMatch(/another process has taken over this account/);
  expect(await contents(REDIS_URL)).toEqual(before);
  // What it said is in its own chat file: the answer from before, and nothing since.
  const again = begin({ DATA_DIR: here, REDIS_URL, DATA_KEY, ACCOUNT: 'reader' });
  expect(await told(await again.url())).toEqual([expect.stringContaining('已记')]);
  // The other one has noticed nothing.
  expect(await answerTo(secondUrl, '我的走访')).toMatch(/2条[\s\S]*S16 罗启明 .* 入户/);
});

/** Every key but the leases. */
async function contents(url: string): Promise<Line[]> {
  const redis = new Redis(url);
  const lines: Line[] = [];
  for await (const line of linesOf(redis)) lines.push(line);
  redis.disconnect();
  return lines.sort((a, b) => (a.k < b.k ? -1 : 1));
}
