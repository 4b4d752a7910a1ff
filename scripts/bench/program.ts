import { pino } from 'pino';
import { type App, createApp } from '../../src/app.ts';
import { type Clock, iso } from '../../src/core/clock.ts';
import type { Pace } from '../../src/core/pace.ts';
import { features } from '../../src/features/index.ts';
import { startTimer } from '../../src/runtime/timer.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Transport, TransportHandlers } from '../../src/transport/transport.ts';
import { NO_PAUSES } from '../replay/stage.ts';
import { fillCounty } from './county.ts';
import { type Handle, HOUSEHOLDS, START, VILLAGES } from './load.ts';

/** The benches' data key, as the environment gives one. */
export const DATA_KEY = Buffer.alloc(32, 3).toString('base64');

/** A store with the made-up county of the benches. */
export async function openCounty(url: string): Promise<Store> {
  const keys = [Buffer.from(DATA_KEY, 'base64')];
  const store = await openStore({ url, account: 'bench', keys, onError: () => undefined });
  await fillCounty(store, VILLAGES, HOUSEHOLDS, iso(Date.parse('2016-12-01T08:00:00+08:00')));
  return store;
}

/** The program as it runs live, with its timer, on a channel; resolves when it has started. */
export interface Program {
  app: App;
  /** Resolves when the last commit of that message is made, its reply in the outbox. */
  committed(messageId: string): Promise<void>;
  end(): void;
}

export async function startProgram(
  store: Store,
  transport: Transport,
  pace: Pace = NO_PAUSES,
  clock: Clock = { now: () => START },
): Promise<Program> {
  const waiting = new Map<string, () => void>();
  const { home } = store;
  const watched: Store = {
    ...store,
    home: {
      ...home,
      async commit(c) {
        const pushes = await home.commit(c);
        waiting.get(c.mark)?.();
        waiting.delete(c.mark);
        return pushes;
      },
    },
  };
  const settings = { botName: '小助手', pace, maxAge: 1e12 };
  const log = pino({ level: 'silent' });
  const app = createApp({ clock, random: () => 0.5, log, store: watched, transport, settings }, features);
  await app.start();
  const timer = startTimer(clock, app.nextWake, app.wake);
  app.onQueued(timer.soon);
  return {
    app,
    committed: (id) => new Promise((done) => waiting.set(id, done)),
    end: timer.stop,
  };
}

/** A channel whose account is logged out, so that what is said stays queued, and the way to deliver on it. */
export function bareChannel(): { transport: Transport; deliver: TransportHandlers['onMessage'] } {
  let handlers: TransportHandlers | undefined;
  return {
    transport: {
      async start(given) {
        handlers = given;
      },
      async send() {},
      async stop() {},
      health: () => ({ loggedIn: false }),
    },
    deliver: async (message) => handlers?.onMessage(message),
  };
}

/** The real program behind the transport's port. */
export async function throughPort(store: Store): Promise<{ handle: Handle; end(): void }> {
  const { transport, deliver } = bareChannel();
  const program = await startProgram(store, transport);
  return {
    handle(message) {
      const done = program.committed(message.id);
      void deliver(message);
      return done;
    },
    end: program.end,
  };
}
