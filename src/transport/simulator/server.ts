import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Clock } from '../../core/clock.ts';
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

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

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
  const files = await pageFiles();
  return {
    mount(app: Hono) {
      app.use(async (c, next) => {
        await next();
        c.header('content-security-policy', POLICY);
      });
      const { signal } = closing;
      const given = { simulator, chats, clock, hints, moveClock, ledger, log };
      app.route('/', createApi({ ...given, directory: people, closing: signal }));
      for (const { path, type, body } of files) {
        app.get(path, (c) => c.body(body, 200, { 'content-type': `${type}; charset=utf-8` }));
      }
    },
    close() {
      closing.abort();
      chats.close();
    },
  };
}

async function pageFiles(): Promise<{ path: string; type: string; body: string }[]> {
  const dir = fileURLToPath(new URL('./page/', import.meta.url));
  const names = (await readdir(dir)).filter((name) => TYPES[extname(name)]);
  return Promise.all(
    names.map(async (name) => ({
      path: name === 'index.html' ? '/' : `/${name}`,
      type: TYPES[extname(name)] ?? 'text/plain',
      body: await readFile(join(dir, name), 'utf8'),
    })),
  );
}
