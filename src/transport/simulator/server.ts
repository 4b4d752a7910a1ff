import { readdir, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Clock } from '../../core/clock.ts';
import { createApi } from './api.ts';
import { createChatLog } from './chatlog.ts';
import type { PageDirectory, PageHints } from './directory.ts';
import type { Simulator } from './simulator.ts';

export interface SimulatorServerOptions {
  simulator: Simulator;
  /** A function where it changes. */
  directory: PageDirectory | (() => PageDirectory);
  /** Moves the application's clock forward; resolves when everything due until then has happened. */
  moveClock(toMs: number): Promise<void>;
  clock: Clock;
  /** 0 for any free port. */
  port: number;
  hints?: Partial<PageHints>;
  log?: Logger;
}

const EXAMPLES = ['走访 罗启明 入户 老伴头晕好些了', '我还有哪些户没走', '帮助'];
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The page and the HTTP interface of the simulated channel, on 127.0.0.1 only. It makes the people and rooms of the
 * directory known to the simulator. Rejects when the port is taken.
 */
export async function startSimulatorServer(
  options: SimulatorServerOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
  const { simulator, directory } = options;
  const people = typeof directory === 'function' ? directory : () => directory;
  const { people: contacts, rooms } = people();
  simulator.know({ contacts, rooms });
  const chats = createChatLog(simulator);
  const closing = new AbortController();
  const app = new Hono();

  app.use(async (c, next) => {
    const host = c.req.header('host') ?? '';
    const origin = c.req.header('origin');
    // another site in the same browser, or a name that was pointed at this machine
    if (
      !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host) ||
      (origin !== undefined && origin !== `http://${host}`)
    ) {
      return c.json({ error: '只能从本机打开' }, 403);
    }
    await next();
    c.header('content-security-policy', POLICY);
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    c.header('cache-control', 'no-cache');
  });
  app.notFound((c) => c.json({ error: '没有这个地址' }, 404));
  const hints = { ...options.hints, examples: options.hints?.examples ?? EXAMPLES };
  const { clock, moveClock } = options;
  const api = createApi({
    simulator,
    chats,
    clock,
    directory: people,
    hints,
    moveClock,
    closing: closing.signal,
  });
  app.route('/', api);
  for (const { path, type, body } of await pageFiles()) {
    app.get(path, (c) => c.body(body, 200, { 'content-type': `${type}; charset=utf-8` }));
  }

  const server = await new Promise<Server>((resolve, reject) => {
    const made = serve({ fetch: app.fetch, port: options.port, hostname: '127.0.0.1' }) as Server;
    made.once('error', reject);
    made.once('listening', () => resolve(made));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      closing.abort();
      chats.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
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
