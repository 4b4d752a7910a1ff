import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type * as payloads from 'wechaty-puppet/payloads';
import type { Inbound } from '../../src/core/message.ts';
import { SimulatorPuppet } from '../../src/transport/simulator/puppet.ts';
import { createWorld } from '../../src/transport/simulator/world.ts';
import type { TransportHealth } from '../../src/transport/transport.ts';
import { createWechatyTransport } from '../../src/transport/wechaty.ts';
import { START, tempDir } from './rig.ts';

const TEXT = 7;

/** The transport over a puppet that a test may bend, below the simulator. */
export async function over(bend: (puppet: SimulatorPuppet) => void = () => {}) {
  const world = createWorld();
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const dir = await tempDir();
  const puppet = new SimulatorPuppet({
    world,
    botName: '栗坪小助手',
    loggedIn: () => true,
    copyTo: (name) => join(dir, name),
    take: async () => {},
    accept: async () => {},
  });
  bend(puppet);
  const transport = createWechatyTransport({
    puppet,
    clock: { now: () => START },
    log,
    dataDir: dir,
    onHandled: (id) => world.handled(id),
  });
  const got: Inbound[] = [];
  const health: TransportHealth[] = [];
  await transport.start({
    onMessage: async (one) => void got.push(one),
    onHealth: (one) => void health.push(one),
  });
  onTestFinished(() => transport.stop());
  async function post(payload: Partial<payloads.Message> & { id: string }): Promise<void> {
    const base = { talkerId: 'U18', type: TEXT, timestamp: START, listenerId: 'bot' };
    world.messages.set(payload.id, { payload: { ...base, ...payload } as payloads.Message });
    await world.post(payload.id);
  }
  return { world, puppet, transport, got, health, logged, post };
}
