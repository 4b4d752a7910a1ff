import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { NO_PAUSES } from '../../scripts/replay/stage.ts';
import { loadSample } from '../../scripts/sample/load.ts';
import { readSample } from '../../scripts/sample/shape.ts';
import { type App, createApp } from '../../src/app.ts';
import type { Pace } from '../../src/core/pace.ts';
import type { Feature } from '../../src/features/define.ts';
import { features as allFeatures } from '../../src/features/index.ts';
import type { Push } from '../../src/records/push.ts';
import type { Visit } from '../../src/records/visit.ts';
import { startTimer } from '../../src/runtime/timer.ts';
import { dump } from '../../src/store/dump.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { roomChannelId } from '../../src/transport/simulator/ids.ts';
import { createSimulator, type Sent, type Simulator } from '../../src/transport/simulator/simulator.ts';
import { freshDatabase } from './redis.ts';

export interface WorldOptions {
  /** Where the store lies; an empty database by default. */
  url?: string;
  pace?: Partial<Pace>;
  features?: readonly Feature[];
  /** The store as the program gets it: a test's way to break it at a chosen call. */
  wrap?(store: Store): Store;
  log?: Logger;
  sendTimeoutMs?: number;
  /** The channel is one whose contact ids change at each login. */
  idsChange?: boolean;
  /** When it begins; Wednesday at ten by default. */
  begin?: number;
  /** Real time and a timer, as in `main.ts`, instead of a clock that the test moves. */
  live?: boolean;
}

/** The program with the sample township, its store and its channel in a test's hands. */
export interface World {
  readonly app: App;
  readonly store: Store;
  readonly simulator: Simulator;
  readonly url: string;
  /** All that was sent, by every life of the program. */
  readonly sent: Sent[];
  now(): number;
  /** Somebody says something; resolves when the program has dealt with it. `from` alone: in private. */
  say(from: string, text: string, more?: { room?: string; id?: string }): Promise<void>;
  /** Moves the clock; what is due in between fires at its own time. */
  until(instant: string): Promise<void>;
  /** The clock jumps, forward or back, and the program is woken: nothing fires in between. */
  jump(instant: string): Promise<void>;
  /** What was sent since the last call. */
  heard(): Sent[];
  /** The process is gone without a goodbye. */
  die(): void;
  /** A new process on the same store and the same channel. */
  start(options?: Pick<WorldOptions, 'wrap' | 'features'>): Promise<void>;
  settled(): Promise<void>;
  visits(): Promise<Visit[]>;
  pushes(): Promise<Push[]>;
  close(): Promise<void>;
}

export const WEDNESDAY = Date.parse('2017-09-13T10:00:00+08:00');
export const KEY = Buffer.alloc(32, 7);

/** The program with one push of its schedule, so that others change nothing for a test. */
export const onlyPush = (name: string): Feature[] =>
  allFeatures.map((f) => ({ ...f, pushes: f.pushes?.filter((p) => p.name === name) }));

/** Opens the township on a Wednesday morning at ten. Close it when done. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-world-'));
  const url = options.url ?? (await freshDatabase());
  const log = options.log ?? pino({ level: 'silent' });
  const sample = readSample();
  const { begin = WEDNESDAY } = options;
  const offset = begin - Date.now();
  let now = begin;
  const clock = { now: () => (options.live ? Date.now() + offset : now) };
  const { sendTimeoutMs, idsChange } = options;
  const simulator = createSimulator({
    clock,
    log,
    dataDir: dir,
    botName: sample.meta.bot_name,
    sendTimeoutMs,
    idsChange,
  });
  const sent: Sent[] = [];
  let read = 0;
  simulator.onSent((one) => sent.push(one));
  let life: { app: App; store: Store; end(): void } | undefined;
  let lives = 0;

  const open = () =>
    openStore({
      url,
      account: 'test',
      keys: [KEY],
      filesDir: dir,
      onError: (err) => log.debug({ err }, 'redis'),
    });

  const alive = () => {
    if (!life) throw new Error('the program is off');
    return life;
  };

  async function start({
    wrap = options.wrap,
    features = options.features,
  }: WorldOptions = {}): Promise<void> {
    const opened = await open();
    if (lives === 0) await settle(opened);
    const store = wrap?.(opened) ?? opened;
    const transport = lives++ === 0 ? simulator.transport : simulator.revive();
    const settings = {
      botName: simulator.botName,
      pace: { ...NO_PAUSES, ...options.pace },
      maxAge: 72 * 3_600_000,
    };
    const app = createApp(
      { clock, random: Math.random, log, store, transport, settings },
      features ?? allFeatures,
    );
    life = { app, store, end: () => undefined };
    await app.start();
    if (options.live) life.end = goLive(app, store);
    await app.wake();
    await settled();
  }

  function goLive(app: App, store: Store): () => void {
    const timer = startTimer(clock, app.nextWake, app.wake);
    app.onQueued(timer.soon);
    store.onReady(timer.soon);
    return timer.stop;
  }

  /** The township moves in. */
  async function settle(store: Store): Promise<void> {
    await loadSample(store, sample, roomChannelId);
    simulator.know({
      contacts: [
        ...sample.people,
        ...sample.households.map((h) => ({ id: h.id as string, name: h.head as string })),
      ],
      rooms: sample.chat_groups.map(({ id, name, members, households = [] }) => ({
        id,
        name,
        members: [...members, ...households],
      })),
    });
  }

  async function settled(): Promise<void> {
    await simulator.settled();
    await life?.app.settled();
  }

  async function records() {
    const store = await open();
    return dump(store).finally(() => store.close());
  }

  await start();
  return {
    get app() {
      return alive().app;
    },
    get store() {
      return alive().store;
    },
    simulator,
    url,
    sent,
    now: clock.now,
    async say(from, text, more = {}) {
      await simulator.say({ from, text, ...more });
      await settled();
    },
    async until(instant) {
      const target = Date.parse(instant);
      for (;;) {
        const next = life?.app.nextWake(now + 1);
        if (next === undefined || next > target) break;
        now = next;
        await life?.app.wake();
        await settled();
      }
      now = target;
      await life?.app.wake();
      await settled();
    },
    async jump(instant) {
      now = Date.parse(instant);
      await life?.app.wake();
      await settled();
    },
    heard() {
      const news = sent.slice(read);
      read = sent.length;
      return news;
    },
    die() {
      life?.end();
      life?.app.kill();
      simulator.crash();
      life = undefined;
    },
    start,
    settled,
    visits: async () => (await records()).visits as Visit[],
    pushes: async () => (await records()).pushes as Push[],
    async close() {
      life?.end();
      await life?.app.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
