import { createRequire } from 'node:module';
import { type Job, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { at, iso } from '../../src/core/clock.ts';
import { nudging } from '../../src/features/nudge/feature.ts';
import { change } from '../../src/records/change.ts';
import { rulesIn } from '../../src/records/nudges.ts';
import { personKind, villageKind } from '../../src/records/organisation.ts';
import { newTask, taskKind } from '../../src/records/task.ts';
import { createGate } from '../../src/runtime/gate.ts';
import { createScheduler } from '../../src/runtime/scheduler.ts';
import { villageSlot } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Figure } from '../bench.ts';
import { NO_PAUSES } from '../replay/stage.ts';
import { envelope } from '../sample/records.ts';

const { version: BULLMQ } = createRequire(import.meta.url)('bullmq/package.json') as { version: string };

/** How much: five reminders a person, all due at one instant (the worst nine o'clock). */
export interface Size {
  villages: number;
  people: number;
  each: number;
}
const SIZE: Size = { villages: 500, people: 20_000, each: 5 };
const ASKED = at('2017-09-01', '10:00');
const DUE = at('2017-09-11', '09:00');

/**
 * 100,000 due reminders of 20,000 people to merged, queued messages: our nudge engine through the real scheduler and
 * commits (each task climbs its ladder in the due set, each message is written sealed), beside BullMQ delayed jobs whose worker merges them
 * by person and queues one message a person. Both on one Redis with `appendfsync always`; made beforehand, not counted.
 */
export async function reminders(redisUrl: string, size: Size = SIZE): Promise<Figure[]> {
  const redis = new Redis(redisUrl);
  try {
    const ours = await nudged(redisUrl, redis, size);
    await redis.flushall();
    const peer = await bullmq(redisUrl, redis, size);
    return [
      figure('reminders.bullmq', peer.perSecond, 'reminders/s', { version: BULLMQ }),
      {
        ...figure('reminders.ours', ours.perSecond, 'reminders/s'),
        ratioTo: 'reminders.bullmq',
        ratio: round(ours.perSecond / peer.perSecond, 2),
      },
      figure('reminders.bullmq.bytes', peer.bytes, 'bytes/reminder'),
      {
        ...figure('reminders.ours.bytes', ours.bytes, 'bytes/reminder'),
        ratioTo: 'reminders.bullmq.bytes',
        ratio: round(ours.bytes / peer.bytes, 2),
      },
      figure('reminders.ours.messages', ours.messages, 'messages'),
      figure('reminders.bullmq.messages', peer.messages, 'messages'),
    ];
  } finally {
    redis.disconnect();
  }
}

interface Run {
  perSecond: number;
  bytes: number;
  messages: number;
}

const usedMemory = async (redis: Redis) =>
  Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1] ?? 0);

async function nudged(url: string, redis: Redis, size: Size): Promise<Run> {
  let now = ASKED;
  const store = await openStore({
    url,
    account: 'bench',
    keys: [Buffer.alloc(32, 3)],
    onError: () => undefined,
  });
  await organisation(store, size);
  const bare = await tasksIn(store, redis, size, false);
  await redis.flushall();
  await organisation(store, size);
  const whole = await tasksIn(store, redis, size, true);
  const transport = {
    start: async () => {},
    send: async () => {},
    stop: async () => {},
    health: () => ({ loggedIn: false }),
  };
  const settings = { botName: '小助手', pace: NO_PAUSES, maxAge: 1e12 };
  const deps = {
    clock: { now: () => now },
    random: () => 0.5,
    log: pino({ level: 'silent' }),
    store,
    transport,
    settings,
  };
  const scheduler = createScheduler(deps, createGate(), nudging.pushes ?? []);
  await scheduler.begin();
  now = DUE;
  const began = performance.now();
  let messages = 0;
  for (;;) {
    const made = await scheduler.run();
    if (made.length === 0) break;
    messages += made.length;
  }
  const seconds = (performance.now() - began) / 1000;
  store.close();
  if (messages !== size.people) throw new Error(`${messages} messages were planned, not ${size.people}`);
  const count = size.people * size.each;
  return { perSecond: count / seconds, bytes: (whole - bare) / count, messages };
}

async function organisation(store: Store, { villages, people }: Size): Promise<void> {
  const now = iso(ASKED);
  const changes = [
    ...Array.from({ length: villages }, (_, v) => {
      const after = {
        ...envelope(`V${v + 1}`, now),
        name: `第${v + 1}村`,
        groups: ['1组'],
        workdays: [3, 7],
        visitCycleDays: 7,
        deputyIds: [],
      };
      return change({ kind: villageKind, after, action: 'village.import', actor: 'import' });
    }),
    ...Array.from({ length: people }, (_, u) => {
      const after = {
        ...envelope(`U${u + 1}`, now),
        name: `帮扶${u + 1}`,
        roles: ['helper' as const],
        titles: [],
        villageIds: [`V${(u % villages) + 1}`],
        bound: true,
      };
      return change({ kind: personKind, after, action: 'person.import', actor: 'import' });
    }),
  ];
  for (let i = 0; i < changes.length; i += 1000)
    await store.commit('{p}', { mark: `people|${i}`, now: ASKED, changes: changes.slice(i, i + 1000) });
}

/** Writes the tasks; resolves to the bytes that Redis holds then. Without reminders: the same tasks, no ladder. */
async function tasksIn(
  store: Store,
  redis: Redis,
  { villages, people, each }: Size,
  reminded: boolean,
): Promise<number> {
  const before = await usedMemory(redis);
  for (let v = 0; v < villages; v++) {
    const villageId = `V${v + 1}`;
    const changes = [];
    for (let u = v; u < people; u += villages) {
      for (let n = 0; n < each; n++) {
        const task = newTask({
          id: `T${u * each + n + 1}`,
          by: 'bot',
          now: ASKED,
          source: { messageId: 'import', chat: 'import' },
          villageId,
          title: '把残疾证复印件交到民政所',
          assignees: [`U${u + 1}`],
          due: '2017-09-14',
          rules: rulesIn(villageId, store.read.directory),
        });
        const after = reminded ? task : { ...task, nextStepAt: undefined };
        changes.push(change({ kind: taskKind, after, action: 'task.ask', actor: 'U1' }));
      }
    }
    await store.commit(villageSlot(villageId), { mark: `tasks|${v}`, now: ASKED, changes });
  }
  return (await usedMemory(redis)) - before;
}

async function bullmq(url: string, redis: Redis, { people, each }: Size): Promise<Run> {
  const connection = connectionOf(url);
  const reminders = new Queue<{ to: string; id: string }>('reminders', { connection });
  const messages = new Queue('messages', { connection });
  const before = await usedMemory(redis);
  const count = people * each;
  for (let i = 0; i < count; i += 1000) {
    await reminders.addBulk(
      Array.from({ length: Math.min(1000, count - i) }, (_, k) => ({
        name: 'remind',
        data: { to: `U${Math.floor((i + k) / each) + 1}`, id: `T${i + k + 1}` },
        opts: { delay: 1, removeOnComplete: true },
      })),
    );
  }
  const bytes = ((await usedMemory(redis)) - before) / count;
  const told = new Map<string, string[]>();
  const began = performance.now();
  let done = 0;
  await new Promise<void>((resolve) => {
    const work = async ({ data }: Job<{ to: string; id: string }>) => {
      told.set(data.to, [...(told.get(data.to) ?? []), data.id]);
    };
    const worker = new Worker<{ to: string; id: string }>('reminders', work, {
      connection,
      concurrency: 200,
    });
    worker.on('error', () => undefined);
    worker.on('completed', () => {
      done += 1;
      if (done === count) resolve(worker.close());
    });
  });
  const merged = [...told].map(([to, ids]) => ({ name: 'message', data: { to, ids } }));
  for (let i = 0; i < merged.length; i += 1000) await messages.addBulk(merged.slice(i, i + 1000));
  const seconds = (performance.now() - began) / 1000;
  await reminders.close();
  await messages.close();
  return { perSecond: count / seconds, bytes, messages: merged.length };
}

/** A URL of a socket or a port as BullMQ takes it. */
function connectionOf(url: string) {
  const socket = /^(?:unix:\/\/)?(\/[^?]+)/.exec(url)?.[1];
  if (socket) return { path: socket, maxRetriesPerRequest: null };
  const { hostname: host, port } = new URL(url);
  return { host, port: Number(port), maxRetriesPerRequest: null };
}

const round = (n: number, digits: number) => Math.round(n * 10 ** digits) / 10 ** digits;
const figure = (name: string, value: number, unit: string, more: object = {}): Figure => ({
  name,
  value: round(value, 1),
  unit,
  ...more,
});
