import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import type { Routes } from './http/server.ts';
import type { PageDirectory, PageHints } from './transport/simulator/directory.ts';
import type { Ledger } from './transport/simulator/ledgerRow.ts';
import type { Transport } from './transport/transport.ts';

/** A channel to run on, and the page that it opens besides. */
export interface Channel {
  transport: Transport;
  /** Its page, if it has one. `moveClock` moves the clock forward; everything scheduled up to then fires at its own time. */
  page?(moveClock: (to: number) => Promise<void>, ledger?: Ledger): Promise<Routes>;
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
  /** Where the code to log in can be seen in a browser. */
  scanPage(): string | undefined;
  residents?: Residents;
}

/** Puppets over WeChat's web protocol: what they call a contact lasts until the next login. */
const CHANGING = /wechaty-puppet-wechat(4u)?$/;

/** The channel that the configuration names. Nothing of the simulator is loaded where a real one runs. */
export async function openChannel(parts: Parts): Promise<Channel> {
  return parts.config.channel === 'wechaty' ? realChannel(parts) : simulatedChannel(parts);
}

async function realChannel({ config, clock, log, dataDir, scanPage }: Parts): Promise<Channel> {
  const { createScanDesk } = await import('./transport/scan.ts');
  const { createWechatyTransport } = await import('./transport/wechaty.ts');
  const { puppet, token, endpoint } = config.wechaty;
  // A slow network is no reason to log in anew: Wechaty's own watchdog bites after 60 s.
  const timeoutSeconds = 240;
  const puppetOptions = { timeoutSeconds, ...(token && { token }), ...(endpoint && { endpoint }) };
  const { stderr } = process;
  const desk = createScanDesk(log, scanPage, stderr.isTTY ? (text) => void stderr.write(text) : undefined);
  return {
    transport: createWechatyTransport({
      puppetName: puppet,
      idsChange: CHANGING.test(puppet ?? ''),
      puppetOptions,
      name: config.botName,
      clock,
      log,
      dataDir,
      onScan: desk.show,
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
    async page(moveClock, ledger) {
      const { simulatorRoutes } = await import('./transport/simulator/server.ts');
      const { directory, hints } = residents ?? { directory: { people: [], rooms: [] }, hints: {} };
      return simulatorRoutes({ simulator, directory, hints, moveClock, ledger, clock, log });
    },
  };
}
