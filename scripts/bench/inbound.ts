import { conversationOf } from '../../src/core/dialog.ts';
import type { Inbound } from '../../src/core/message.ts';
import { maskNumbers } from '../../src/core/text/mask.ts';
import { manners } from '../../src/features/help/manners.ts';
import { features } from '../../src/features/index.ts';
import { contextOf } from '../../src/runtime/identify.ts';
import { createRouter } from '../../src/runtime/respond.ts';
import { key } from '../../src/store/keys.ts';
import { runOps } from '../../src/store/ops.ts';
import type { Store } from '../../src/store/store.ts';
import type { Figure } from '../bench.ts';
import { type Handle, measure, median, type Run, round, START, visits } from './load.ts';
import { openCounty, throughPort } from './program.ts';

/** Many short rounds by turns: what else the machine does meanwhile falls on all three alike. */
const MESSAGES = 2_000;
const ROUNDS = 11;

/**
 * Messages a second from the transport's port to the durable commit and the queued reply, 50 conversations in flight,
 * beside a bare loop with the same parse and the same three durable round trips, and beside one Lua call alone.
 */
export async function inbound(redisUrl: string): Promise<Figure[]> {
  const store = await openCounty(redisUrl);
  const loops: Record<'bare' | 'single', Handle> = { bare: bare(store), single: single(store) };
  const rounds: Record<'app' | 'bare' | 'single', Run>[] = [];
  const program = await throughPort(store);
  // The first round warms all of them up.
  for (let i = 0; i <= ROUNDS; i++) {
    const messages = visits(MESSAGES, i * MESSAGES);
    const turn = {
      app: await measure(program.handle, messages),
      bare: await measure(loops.bare, messages),
      single: await measure(loops.single, messages),
    };
    if (i > 0) rounds.push(turn);
    if (process.env.BENCH_ROUNDS) console.error(JSON.stringify(turn));
  }
  program.end();
  store.close();
  const rate = (name: 'app' | 'bare' | 'single') => median(rounds.map((r) => r[name].perSecond));
  const beside = (other: 'bare' | 'single', places: number): Figure => ({
    name: 'inbound.app',
    value: round(rate('app')),
    unit: 'messages/s',
    ratioTo: `inbound.${other}`,
    ratio: round(median(rounds.map((r) => r.app.perSecond / r[other].perSecond)), places),
  });
  /** What the machine's own syncs take shows in the single call's: no program can be quicker. */
  const slowest = (name: 'app' | 'bare' | 'single'): Figure => ({
    name: `inbound.${name}.p99`,
    value: round(median(rounds.map((r) => r[name].p99))),
    unit: 'ms',
  });
  const ratios = rounds.map((r) => r.app.perSecond / r.bare.perSecond);
  return [
    { name: 'inbound.bare', value: round(rate('bare')), unit: 'messages/s' },
    { name: 'inbound.single', value: round(rate('single')), unit: 'calls/s' },
    beside('bare', 2),
    {
      name: 'inbound.spread',
      value: round(Math.max(...ratios) - Math.min(...ratios), 2),
      unit: 'of the ratio',
    },
    beside('single', 3),
    slowest('single'),
    slowest('bare'),
    slowest('app'),
    {
      name: 'inbound.app.cpu',
      value: round(median(rounds.map((r) => r.app.cpu))),
      unit: 'µs/message',
      ratioTo: 'inbound.bare.cpu',
      ratio: round(median(rounds.map((r) => r.app.cpu / r.bare.cpu)), 2),
    },
  ];
}

/**
 * What nobody can do without: the parse (numbers blanked, the sender looked up, the command and its input found by the
 * program's own router), and three durable round trips one after the other, each with as many bytes as the program sends
 * there, sealed as one value: the message into the journal, the visit into the village, the reply into the outbox. No
 * records are read, no rules applied, nothing is indexed, counted, chained or remembered.
 */
function bare(store: Store): Handle {
  const { connections, seal } = store.raw;
  const route = createRouter(features, manners(features));
  const k = (...parts: string[]) => key('{a:bare}', ...parts);
  const v = (...parts: string[]) => key('{v:bare}', ...parts);
  return async (raw) => {
    const m = { ...raw, text: maskNumbers(raw.text).text };
    const wish = route(contextOf(store, m), store.home.dialog(conversationOf(m)));
    if (!wish) throw new Error(`not understood: ${m.text}`);
    const message = seal.seal(JSON.stringify(m), k('journal'));
    await connections.write.bfJournal(k('done'), k('inflight'), k('journal'), k('epoch'), m.id, message, '');
    const visit = seal.seal(filled(m, VILLAGE_BYTES), v('visit', m.id));
    await runOps(connections.write, '{v:bare}', [
      ['set', v('visit', m.id), visit],
      ['zadd', v('done'), START, m.id],
    ]);
    const reply = seal.seal(filled(m, HOME_BYTES), k('push', m.id));
    await runOps(connections.write, '{a:bare}', [
      ['set', k('push', m.id), reply],
      ['zadd', k('done'), START, m.id],
    ]);
  };
}

/** What the two commits of such a visit send to Redis, bytes: its arguments with their keys, counted for one visit. */
const VILLAGE_BYTES = 4100;
const HOME_BYTES = 1230;

/** The message, with as much behind it as makes so many bytes of it when it is sealed (base64: 4 for 3). */
function filled(message: Inbound, bytes: number): string {
  const text = JSON.stringify(message);
  return text + ' '.repeat(Math.max(0, Math.floor((bytes * 3) / 4) - Buffer.byteLength(text)));
}

/** One Lua call alone. */
function single(store: Store): Handle {
  const v = (...parts: string[]) => key('{v:single}', ...parts);
  return (m) =>
    runOps(store.raw.connections.write, '{v:single}', [
      ['set', v('visit', m.id), m.text],
      ['zadd', v('done'), START, m.id],
    ]);
}
