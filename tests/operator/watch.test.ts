import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { CALM } from '../../src/core/caution.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/clock.ts';
import { createWatch, type WatchPorts } from '../../src/operator/watch.ts';
import { createPost } from '../../src/operator/webhook.ts';

const START = Date.parse('2017-09-13T08:00:00+08:00');

/** A robot on this machine, and a program in the hands of the test. */
async function rig(more: Partial<WatchPorts> = {}) {
  const got: { msgtype: string; text: { content: string } }[] = [];
  let answers: { status: number; body: string }[] = [];
  const robot = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { status, body: text } = answers.shift() ?? { status: 200, body: '{"errcode":0}' };
      if (status === 200 && text.includes(':0')) got.push(JSON.parse(body));
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => robot.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => robot.close(() => resolve())));
  const url = `http://127.0.0.1:${(robot.address() as AddressInfo).port}/`;
  let now = START;
  let kept: Parameters<WatchPorts['keep']>[0] = [];
  let firstStart: number | undefined;
  const status: ReturnType<WatchPorts['status']> = { loggedIn: true, since: START, caution: CALM };
  const world = { redis: true, backup: START as number | undefined };
  const make = () =>
    createWatch({
      clock: { now: () => now },
      log: pino({ level: 'silent' }),
      account: 'default',
      status: () => status,
      ping: async () => {
        if (!world.redis) throw new Error('away');
      },
      lastBackup: async () => world.backup,
      firstStart: () => firstStart,
      keepFirstStart: async (at) => {
        firstStart = at;
      },
      told: () => kept,
      keep: async (told) => {
        kept = told;
      },
      post: createPost(url),
      ...more,
    });
  let watch = make();
  const after = async (ms: number) => {
    now += ms;
    await watch.look();
    await watch.settled();
    return got.splice(0).map((m) => m.text.content);
  };
  return {
    status,
    world,
    after,
    refuse: (...list: typeof answers) => {
      answers = list;
    },
    restart: () => {
      watch = make();
    },
    stop: () => watch.stop(),
    on: () => watch.on(),
    get: () => now,
  };
}

let it_: Awaited<ReturnType<typeof rig>>;
beforeEach(async () => {
  it_ = await rig();
});

it('logged out for over five minutes: told once, and once that it is over', async () => {
  const { status, after, get } = it_;
  Object.assign(status, { loggedIn: false, since: get() });
  expect(await after(5 * MINUTE)).toEqual([]);
  const [told] = await after(1000);
  expect(told).toMatch(/报警.*掉线.*账号 default,2017-09-13 08:05/);
  expect(await after(HOUR)).toEqual([]);
  Object.assign(status, { loggedIn: true, since: get() });
  expect(await after(1000)).toMatchObject([expect.stringMatching(/已恢复.*掉线/)]);
  expect(await after(HOUR)).toEqual([]);
});

it('an account that nobody has logged in since the start is an alarm, too', async () => {
  Object.assign(it_.status, { loggedIn: false, since: undefined });
  expect(await it_.after(6 * MINUTE)).toHaveLength(1);
});

it.each([
  [
    'Redis',
    () => {
      it_.world.redis = false;
    },
    () => {
      it_.world.redis = true;
    },
  ],
  [
    '发不出去',
    () => {
      it_.status.readySince = START;
    },
    () => {
      it_.status.readySince = undefined;
    },
  ],
  [
    '停发推送',
    () => {
      it_.status.caution = { ...CALM, pauseMs: 1, heldUntil: START + DAY, slowUntil: START + 2 * DAY };
    },
    () => {
      it_.status.caution = CALM;
    },
  ],
] as const)('%s: told once and taken back once', async (words, begin, end) => {
  begin();
  await it_.after(1000);
  const told = await it_.after(11 * MINUTE);
  const all = [...told, ...(await it_.after(MINUTE))];
  expect(all.filter((t) => t.includes(words)).length).toBeLessThanOrEqual(1);
  expect(it_.on()).toHaveLength(1);
  end();
  expect(await it_.after(1000)).toMatchObject([expect.stringContaining('已恢复')]);
  expect(it_.on()).toEqual([]);
});

it('a backup older than two days, also where none was ever made', async () => {
  expect(await it_.after(2 * DAY)).toEqual([]);
  expect(await it_.after(1000)).toMatchObject([expect.stringContaining('备份')]);
  it_.world.backup = it_.get();
  expect(await it_.after(1000)).toMatchObject([expect.stringContaining('已恢复')]);
});

it('no backup at all is told also by a program that never runs for two days', async () => {
  it_.world.backup = undefined;
  expect(await it_.after(36 * HOUR)).toEqual([]);
  it_.restart();
  expect(await it_.after(11 * HOUR)).toEqual([]);
  it_.restart();
  expect(await it_.after(2 * HOUR)).toMatchObject([expect.stringContaining('备份')]);
});

it('a restart does not tell again what was told, and tells what ended meanwhile', async () => {
  Object.assign(it_.status, { loggedIn: false, since: START });
  expect(await it_.after(6 * MINUTE)).toHaveLength(1);
  it_.restart();
  expect(await it_.after(6 * MINUTE)).toEqual([]);
  it_.restart();
  Object.assign(it_.status, { loggedIn: true, since: it_.get() });
  expect(await it_.after(MINUTE)).toMatchObject([expect.stringContaining('已恢复')]);
});

it('a webhook that is away is tried again with patience, and then it is told once', async () => {
  const { status, after, refuse } = it_;
  Object.assign(status, { loggedIn: false, since: START });
  refuse({ status: 500, body: '' }, { status: 200, body: '{"errcode":45009}' }, { status: 404, body: '' });
  expect(await after(6 * MINUTE)).toEqual([]);
  expect(await after(4000)).toEqual([]); // too early for the next try
  expect(await after(2000)).toEqual([]); // errcode
  expect(await after(31_000)).toEqual([]); // 404
  expect(await after(2 * MINUTE)).toHaveLength(1);
  expect(await after(HOUR)).toEqual([]);
});

it('what came and went while the webhook was away needs no word; a stop that was asked for is no alarm', async () => {
  const { status, after, refuse, stop } = it_;
  Object.assign(status, { loggedIn: false, since: START });
  refuse({ status: 500, body: '' });
  expect(await after(6 * MINUTE)).toEqual([]);
  Object.assign(status, { loggedIn: true, since: START });
  expect(await after(HOUR)).toEqual([]);
  stop();
  Object.assign(status, { loggedIn: false, since: START });
  expect(await after(HOUR)).toEqual([]);
});

it('a template of one’s own, and a text with quotes in it', async () => {
  const bodies: string[] = [];
  const robot = createServer((request, response) => {
    request.on('data', (chunk) => bodies.push(String(chunk)));
    request.on('end', () => response.end('ok'));
  });
  await new Promise<void>((resolve) => robot.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => robot.close(() => resolve())));
  const url = `http://127.0.0.1:${(robot.address() as AddressInfo).port}/`;
  await createPost(url, '{"msg_type":"text","content":{"text":"{text}"}}')('他说"好"\n$& 完');
  expect(JSON.parse(bodies.join(''))).toEqual({ msg_type: 'text', content: { text: '他说"好"\n$& 完' } });
});
