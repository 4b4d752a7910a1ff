import type { Logger } from 'pino';
import { type App, createApp } from '../../src/app.ts';
import type { Pace } from '../../src/core/pace.ts';
import { features } from '../../src/features/index.ts';
import { dump } from '../../src/store/dump.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { roomChannelId } from '../../src/transport/simulator/ids.ts';
import { createSimulator, type Sent } from '../../src/transport/simulator/simulator.ts';
import { loadSample } from '../sample/load.ts';
import type { Sample } from '../sample/shape.ts';
import type { ScriptLine } from './line.ts';

/** Nobody waits for a replay: a machine that is busy with other things only slows it down, ms. */
const TIMEOUT = 60_000;

export interface StageOptions {
  dir: string;
  log: Logger;
  redisUrl: string;
  sample?: Sample;
  dataKey: Buffer;
  seed: number;
  print(sent: Sent): void;
}

/** The real application on a clock that the script moves: what a transcript or a test is played on. */
export interface Stage {
  /** Throws where a line cannot be played now (before anything of it was done). */
  check(line: ScriptLine): void;
  play(line: ScriptLine): Promise<void>;
  dump(): Promise<Record<string, unknown[]>>;
  close(): Promise<void>;
}

/** No waiting between sends: `at` of a send is when it was due. The quiet hours hold. */
export const NO_PAUSES: Pace = {
  targetMs: 0,
  pushMinMs: 0,
  pushMaxMs: 0,
  perMinute: 0,
  pushesPerDay: 0,
  quietFrom: '21:00',
  quietTo: '07:30',
};

export function createStage(options: StageOptions): Stage {
  const { sample, log } = options;
  let now = sample ? Date.parse(sample.meta.as_of) : undefined;
  const clock = {
    now() {
      if (now === undefined) throw new Error('the clock was not set');
      return now;
    },
  };
  const simulator = createSimulator({ clock, log, dataDir: options.dir, botName: sample?.meta.bot_name });
  simulator.onSent((sent) => options.print(sent));
  let random = options.seed;
  let running: { app: App; store: Store } | undefined;
  let begun = false;
  const known = new Set<string>();

  const open = () =>
    openStore({
      url: options.redisUrl,
      account: 'replay',
      keys: [options.dataKey],
      filesDir: options.dir,
      repeatable: true,
      timeout: TIMEOUT,
      onError: (err) => log.debug({ err }, 'redis'),
    });

  async function start(): Promise<void> {
    const store = await open();
    if (sample && !begun) {
      await loadSample(store, sample, roomChannelId);
      simulator.know({
        contacts: [
          ...sample.people,
          ...sample.households.map((h) => ({ id: h.id as string, name: h.head as string })),
        ],
        rooms: sample.chat_groups.map((g) => ({
          id: g.id,
          name: g.name,
          members: [...g.members, ...(g.households ?? [])],
        })),
      });
    }
    const transport = begun ? simulator.revive() : simulator.transport;
    begun = true;
    const settings = { botName: simulator.botName, pace: NO_PAUSES, maxAge: 72 * 3_600_000 };
    const app = createApp({ clock, random: dice, log, store, transport, settings }, features);
    running = { app, store };
    await app.start();
    await app.wake();
    await settle();
  }

  /** A small repeatable generator (mulberry32): chance in a replay comes from its seed. */
  function dice(): number {
    random = (random + 0x6d2b79f5) | 0;
    let t = Math.imul(random ^ (random >>> 15), 1 | random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  function die(): void {
    running?.app.kill();
    simulator.crash();
    running = undefined;
  }

  async function settle(): Promise<void> {
    await simulator.settled();
    await running?.app.settled();
  }

  /** Everything scheduled up to then fires at its own time, in order. */
  async function moveTo(target: number): Promise<void> {
    for (;;) {
      const next: number | undefined = running?.app.nextWake(clock.now() + 1);
      if (next === undefined || next > target) break;
      now = next;
      await running?.app.wake();
      await settle();
    }
    now = target;
    await running?.app.wake();
    await settle();
  }

  return {
    check(line) {
      if (line.kind === 'at' && now !== undefined && line.at < now) throw new Error('goes back in time');
      if (line.kind !== 'at' && now === undefined) throw new Error('comes before the first {"at":…}');
      if (line.kind === 'say' && line.id) known.add(line.id);
      if (line.kind === 'recall' && !known.has(line.recall))
        throw new Error(`recalls ${line.recall}, which was not said`);
    },
    async play(line) {
      if (now === undefined && line.kind === 'at') now = line.at;
      if (!begun) await start();
      switch (line.kind) {
        case 'at':
          return moveTo(line.at);
        case 'say': {
          const { kind: _, ...said } = line;
          await simulator.say(said);
          return settle();
        }
        case 'recall':
          await simulator.recall(line.recall);
          return settle();
        case 'restart':
          die();
          return start();
        case 'down':
          return die();
        case 'up':
          if (!running) await start();
          return;
        case 'login':
          await simulator.login(line.login);
          await running?.app.wake();
          return settle();
        case 'refuse':
          return simulator.refuse(line.refuse, line.times, line.retryable);
      }
    },
    async dump() {
      if (!begun && now !== undefined) await start();
      if (running) return dump(running.store);
      const store = await open();
      return dump(store).finally(() => store.close());
    },
    async close() {
      await running?.app.stop();
    },
  };
}
