import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { addDays, iso } from '../../src/core/clock.ts';
import type { Inbound } from '../../src/core/message.ts';
import { maskNumbers } from '../../src/core/text/mask.ts';
import { normalize } from '../../src/core/text/normalize.ts';
import { features } from '../../src/features/index.ts';
import { readLine } from '../../src/features/visit/line.ts';
import { contextOf } from '../../src/runtime/identify.ts';
import { key } from '../../src/store/keys.ts';
import { runOps } from '../../src/store/ops.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Transport, TransportHandlers } from '../../src/transport/transport.ts';
import type { Figure } from '../bench.ts';
import { NO_PAUSES } from '../replay/stage.ts';
import { fillCounty, headOf } from './county.ts';

const VILLAGES = 50;
const HOUSEHOLDS = 40;
const MESSAGES = 10_000;
const IN_FLIGHT = 50;
const START = Date.parse('2017-09-13T08:00:00+08:00');

/**
 * Messages a second from the transport's port to the durable commit and the queued reply, 50 conversations in flight,
 * beside a bare loop with the same parse and the same three durable round trips, and beside one Lua call alone.
 */
export async function inbound(redisUrl: string): Promise<Figure[]> {
  const store = await openStore({
    url: redisUrl,
    account: 'bench',
    keys: [Buffer.alloc(32, 3)],
    onError: () => undefined,
  });
  await fillCounty(store, VILLAGES, HOUSEHOLDS, iso(START - 30 * 86_400_000));
  const rounds: { app: Run; bare: Run; single: Run }[] = [];
  for (let round = 0; round < 3; round++) {
    rounds.push({
      app: await measure(await appOn(store), round),
      bare: await measure(bare(store), round),
      single: await measure(single(store), round),
    });
  }
  const rate = (pick: (r: (typeof rounds)[number]) => Run) => median(rounds.map((r) => pick(r).perSecond));
  const [app, loop, one] = [rate((r) => r.app), rate((r) => r.bare), rate((r) => r.single)];
  store.close();
  return [
    { name: 'inbound.bare', value: round1(loop), unit: 'messages/s' },
    { name: 'inbound.single', value: round1(one), unit: 'calls/s' },
    {
      name: 'inbound.app',
      value: round1(app),
      unit: 'messages/s',
      ratioTo: 'inbound.bare',
      ratio: round2(app / loop),
    },
    {
      name: 'inbound.app',
      value: round1(app),
      unit: 'messages/s',
      ratioTo: 'inbound.single',
      ratio: round2(app / one),
    },
    { name: 'inbound.app.p99', value: round1(median(rounds.map((r) => r.app.p99))), unit: 'ms' },
  ];
}

type Handle = (message: Inbound) => Promise<void>;
interface Run {
  perSecond: number;
  p99: number;
}

/** Handles all messages, so many at a time, one after another within a conversation. */
async function measure(handle: Handle, round: number): Promise<Run> {
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async (_, lane) => {
      for (let i = lane; i < MESSAGES; i += IN_FLIGHT) {
        const at = performance.now();
        await handle(message(i, round));
        times.push(performance.now() - at);
      }
    }),
  );
  times.sort((a, b) => a - b);
  return {
    perSecond: (MESSAGES / (performance.now() - began)) * 1000,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}

let serial = 0;

/** A visit that no other message tells of: another household, day or way. */
function message(i: number, round: number): Inbound {
  const v = i % VILLAGES;
  const turn = Math.floor(i / VILLAGES);
  const day = addDays('2017-09-13', -(Math.floor(turn / HOUSEHOLDS) + round * 10));
  const text = `走访 ${headOf(v, turn % HOUSEHOLDS)} 入户 ${day} 老伴头晕好些了,药还有半个月的量,鸡卖了12只`;
  return {
    id: `b${serial++}`,
    kind: 'text',
    from: `U${v + 1}`,
    room: `G${v + 1}`,
    text,
    mention: false,
    sentAt: START,
  };
}

/** The real program behind the transport's port; the account is logged out, so replies stay queued. */
async function appOn(store: Store): Promise<Handle> {
  let handlers: TransportHandlers | undefined;
  const transport: Transport = {
    async start(h) {
      handlers = h;
    },
    async send() {},
    async stop() {},
    health: () => ({ loggedIn: false }),
  };
  const settings = { botName: '小助手', pace: NO_PAUSES, maxAge: 1e12 };
  const deps = {
    clock: { now: () => START },
    random: () => 0.5,
    log: pino({ level: 'silent' }),
    store,
    transport,
    settings,
  };
  const waiting = new Map<string, () => void>();
  const home = store.home;
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
  const app = createApp({ ...deps, store: watched }, features);
  await app.start();
  return (m) =>
    new Promise((done) => {
      waiting.set(m.id, done);
      void handlers?.onMessage(m);
    });
}

/** The same parse and three durable round trips, and nothing else. */
function bare(store: Store): Handle {
  const { connections, seal } = store.raw;
  return async (m) => {
    const text = normalize(maskNumbers(m.text).text);
    const reading = readLine(text.slice(3), contextOf(store, m));
    const record = seal.seal(JSON.stringify(reading.draft), 'bare');
    const k = (...p: string[]) => key('{a:bare}', ...p);
    await connections.write.bfJournal(k('done'), k('inflight'), k('journal'), k('epoch'), m.id, record, '');
    const v = (...p: string[]) => key('{v:bare}', ...p);
    await runOps(connections.write, '{v:bare}', [
      ['set', v('visit', m.id), record],
      ['zadd', v('done'), START, m.id],
    ]);
    await runOps(connections.write, '{a:bare}', [
      ['set', k('push', m.id), record],
      ['zadd', k('done'), START, m.id],
    ]);
  };
}

/** One Lua call alone. */
function single(store: Store): Handle {
  const v = (...p: string[]) => key('{v:single}', ...p);
  return async (m) => {
    await runOps(store.raw.connections.write, '{v:single}', [
      ['set', v('visit', m.id), m.text],
      ['zadd', v('done'), START, m.id],
    ]);
  };
}

const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const round1 = (n: number) => Math.round(n * 10) / 10;
const round2 = (n: number) => Math.round(n * 100) / 100;
