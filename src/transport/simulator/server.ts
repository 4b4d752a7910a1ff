import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Clock } from '../../core/clock.ts';
import { PAGE_POLICY, pageFiles } from '../../http/pageFiles.ts';
import { type Routes, startHttp } from '../../http/server.ts';
import { createApi } from './api.ts';
import { createChatLog } from './chatlog.ts';
import type { PageDirectory, PageHints } from './directory.ts';
import type { Ledger } from './ledgerRow.ts';
import type { Simulator } from './simulator.ts';

export interface SimulatorServerOptions {
  simulator: Simulator;
  /** A function where it changes. */
  directory: PageDirectory | (() => PageDirectory);
  /** Moves the application's clock forward; resolves when everything due until then has happened. */
  moveClock(toMs: number): Promise<void>;
  clock: Clock;
  hints?: Partial<PageHints>;
  /** What the records are, for the page's ledger. */
  ledger?: Ledger;
  log?: Logger;
}

/** The page and the HTTP interface of the simulated channel alone, on 127.0.0.1. Rejects when the port is taken. */
export async function startSimulatorServer(
  options: SimulatorServerOptions & { port: number },
): Promise<{ url: string; close: () => Promise<void> }> {
  const { port } = options;
  return startHttp({ host: '127.0.0.1', port, routes: [await simulatorRoutes(options)] });
}

/** The page's routes. Makes the people and rooms of the directory known to the simulator. */
export async function simulatorRoutes(options: SimulatorServerOptions): Promise<Routes> {
  const { simulator, directory, clock, moveClock, ledger, log } = options;
  const people = typeof directory === 'function' ? directory : () => directory;
  const { people: contacts, rooms } = people();
  simulator.know({ contacts, rooms });
  const chats = createChatLog(simulator, () => clock.now());
  await chats.redeliver();
  const closing = new AbortController();
  const hints = { ...options.hints, tries: options.hints?.tries ?? [] };
  const files = await pageFiles(new URL('./page/', import.meta.url));
  return {
    mount(app: Hono) {
      app.use(async (c, next) => {
        await next();
        if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', PAGE_POLICY);
      });
      const { signal } = closing;
      const given = { simulator, chats, clock, hints, moveClock, ledger, log };
      app.route('/', createApi({ ...given, directory: people, closing: signal }));
      for (const { name, type, body } of files) {
        app.get(name === 'index.html' ? '/' : `/${name}`, (c) => c.body(body, 200, { 'content-type': type }));
      }
    },
    close() {
      closing.abort();
      chats.close();
    },
  };
}
