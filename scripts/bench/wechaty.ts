import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Inbound } from '../../src/core/message.ts';
import { createSimulator } from '../../src/transport/simulator/simulator.ts';
import type { Transport } from '../../src/transport/transport.ts';
import type { Figure } from '../bench.ts';
import { type Handle, measure, median, type Run, round, START, VILLAGES, visits } from './load.ts';
import { bareChannel, openCounty, startProgram } from './program.ts';

const MESSAGES = 3000;
const ROUNDS = 3;

/**
 * The same as `inbound`, through Wechaty and the mock puppet: from the puppet's event to the durable commit and the queued
 * reply, beside the same messages at the transport's port. Sends are held back on both sides, as in `inbound`.
 */
export async function wechaty(redisUrl: string): Promise<Figure[]> {
  const store = await openCounty(redisUrl);
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-bench-'));
  const rounds: { puppet: Run; port: Run }[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const simulator = createSimulator({
      clock: { now: () => START },
      log: pino({ level: 'silent' }),
      dataDir: dir,
    });
    const names = Array.from({ length: VILLAGES }, (_, v) => v + 1);
    simulator.know({
      contacts: names.map((v) => ({ id: `U${v}`, name: `帮扶${v}` })),
      rooms: names.map((v) => ({ id: `G${v}`, name: `第${v}村群`, members: [`U${v}`] })),
    });
    const held = withoutSends(simulator.transport);
    const program = await startProgram(store, held);
    const first = i * 2 * MESSAGES;
    const puppet = await measure(
      after(program.committed, ({ id, from, text }) => simulator.say({ id, from, text })),
      visits(MESSAGES, first),
    );
    program.end();
    await simulator.transport.stop();
    const channel = bareChannel();
    const other = await startProgram(store, channel.transport);
    const port = await measure(
      after(other.committed, (m) => channel.deliver({ ...m, room: undefined })),
      visits(MESSAGES, first + MESSAGES),
    );
    other.end();
    rounds.push({ puppet, port });
  }
  store.close();
  rmSync(dir, { recursive: true, force: true });
  return [
    {
      name: 'wechaty.app',
      value: round(median(rounds.map((r) => r.puppet.perSecond))),
      unit: 'messages/s',
      ratioTo: 'inbound.app',
      ratio: round(median(rounds.map((r) => r.puppet.perSecond / r.port.perSecond)), 2),
    },
    { name: 'wechaty.app.p99', value: round(median(rounds.map((r) => r.puppet.p99))), unit: 'ms' },
  ];
}

function after(committed: (id: string) => Promise<void>, say: (m: Inbound) => Promise<unknown>): Handle {
  return (message) => {
    const done = committed(message.id);
    void say(message);
    return done;
  };
}

/** The account looks logged out to the outbox, while the puppet goes on delivering. */
const withoutSends = (transport: Transport): Transport => ({
  ...transport,
  health: () => ({ loggedIn: false }),
});
