import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import type { PageDirectory, PageHints } from './transport/simulator/directory.ts';
import type { Transport } from './transport/transport.ts';

/** A channel to run on, and the page that it opens besides. */
export interface Channel {
  transport: Transport;
  /** `moveClock` moves the clock forward; everything scheduled up to then fires at its own time. */
  open?(moveClock: (to: number) => Promise<void>): Promise<{ url: string; close(): Promise<void> }>;
}

/** Who can be spoken as on the simulator's page, and what it opens with. */
export interface Residents {
  directory: PageDirectory;
  hints: Partial<PageHints>;
}

interface Parts {
  config: Config;
  clock: Clock;
  log: Logger;
  dataDir: string;
  residents?: Residents;
}

/** Puppets over WeChat's web protocol: what they call a contact lasts until the next login. */
const CHANGING = /wechaty-puppet-wechat(4u)?$/;

/** The channel that the configuration names. Nothing of the simulator is loaded where a real one runs. */
export async function openChannel(parts: Parts): Promise<Channel> {
  return parts.config.channel === 'wechaty' ? realChannel(parts) : simulatedChannel(parts);
}

async function realChannel({ config, clock, log, dataDir }: Parts): Promise<Channel> {
  const { createWechatyTransport } = await import('./transport/wechaty.ts');
  const { puppet, token, endpoint } = config.wechaty;
  const puppetOptions = { ...(token && { token }), ...(endpoint && { endpoint }) };
  return {
    transport: createWechatyTransport({
      puppetName: puppet,
      idsChange: CHANGING.test(puppet ?? ''),
      puppetOptions,
      name: config.botName,
      clock,
      log,
      dataDir,
    }),
  };
}

async function simulatedChannel({ config, clock, log, dataDir, residents }: Parts): Promise<Channel> {
  const { createSimulator } = await import('./transport/simulator/simulator.ts');
  let n = 0;
  /** Ids must not come again after a restart: the store remembers them. */
  const ids = () => `sim-${clock.now().toString(36)}-${n++}`;
  const simulator = createSimulator({
    clock,
    log,
    dataDir: join(dataDir, 'simulator'),
    botName: config.botName,
    ids,
  });
  if (residents) simulator.know({ contacts: residents.directory.people, rooms: residents.directory.rooms });
  return {
    transport: simulator.transport,
    async open(moveClock) {
      const { startSimulatorServer } = await import('./transport/simulator/server.ts');
      const { directory, hints } = residents ?? { directory: { people: [], rooms: [] }, hints: {} };
      return startSimulatorServer({
        simulator,
        directory,
        hints,
        moveClock,
        clock,
        port: config.httpPort,
        log,
      });
    },
  };
}
