import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Inbound } from '../../src/core/message.ts';
import type { Transport, TransportHandlers } from '../../src/transport/transport.ts';
import type { Figure } from '../bench.ts';
import { NO_PAUSES } from '../replay/stage.ts';
import { measure, round, START, visits } from './load.ts';
import { openCounty, startProgram } from './program.ts';

const EARLY = 10_000;
const LATE = 100_000;
const CHUNK = 1000;
/** Between two messages, ms: what was sent within the last minute and hour is remembered, so time has to pass. */
const APART = 20;
const SAID_AGAIN = 1000;
const MB = 1024 * 1024;

/** Memory of the process after 100,000 visits beside that after 10,000: nothing may be kept for each message for ever. */
export async function memory(redisUrl: string): Promise<Figure[]> {
  const store = await openCounty(redisUrl);
  let handlers: TransportHandlers | undefined;
  /** What was said last in each room: one after the other is said there. */
  const said = new Map<string | undefined, Inbound>();
  const transport: Transport = {
    async start(given) {
      handlers = given;
    },
    async send({ id }, { text }) {
      // A machine too busy to answer within two seconds: it is said again, as its sender would.
      const refused = text?.includes('没有存上') && said.get(id);
      if (refused) setTimeout(() => void handlers?.onMessage(refused), SAID_AGAIN);
    },
    async stop() {},
    health: () => ({ loggedIn: true }),
  };
  let heard = 0;
  const clock = { now: () => START + heard * APART };
  const program = await startProgram(store, transport, NO_PAUSES, clock);
  const handle = (message: Inbound) => {
    heard += 1;
    said.set(message.room, message);
    const done = program.committed(message.id);
    void handlers?.onMessage(message);
    return done;
  };
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = async () => {
    await program.app.settled();
    for (let i = 0; i < 3; i++) collect();
    const { rss, heapUsed } = process.memoryUsage();
    return { rss: rss / MB, heap: heapUsed / MB };
  };
  let early = await used();
  for (let from = 0; from < LATE; from += CHUNK) {
    await measure(handle, visits(CHUNK, from));
    await program.app.settled();
    if (from + CHUNK === EARLY) early = await used();
  }
  const late = await used();
  program.end();
  store.close();
  return [
    { name: 'memory.early', value: round(early.rss), unit: 'MB' },
    {
      name: 'memory.late',
      value: round(late.rss),
      unit: 'MB',
      ratioTo: 'memory.early',
      ratio: round(late.rss / early.rss, 2),
    },
    { name: 'memory.growth', value: round(late.rss - early.rss), unit: 'MB' },
    { name: 'memory.heapGrowth', value: round(late.heap - early.heap), unit: 'MB' },
  ];
}
