import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { askForToken } from './token.ts';

/** A group of routes of the one HTTP server. */
export interface Routes {
  mount(app: Hono): void;
  /** Without a token also where one is set: paths that tell nothing private. */
  open?: readonly string[];
  close?(): void;
}

export interface HttpOptions {
  /** The address to listen on; anything but loopback needs a token. */
  host: string;
  /** 0 for any free port. */
  port: number;
  /** Asked for as `Authorization: Bearer …`, or once as `?token=…`, which a browser then keeps as a cookie. */
  token?: string;
  routes: readonly Routes[];
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|::1)$/;

/** Throws a sentence where the address can be reached by others and nothing keeps them out. */
export function checkAddress(host: string, token: string | undefined): void {
  if (LOOPBACK.test(host) || token) return;
  throw new Error(
    `HTTP_HOST is ${host}: others can reach that address. Set HTTP_TOKEN (openssl rand -hex 24), or leave HTTP_HOST out.`,
  );
}

/** The program's one HTTP server. Rejects when the port is taken, or when the address is open to others without a token. */
export async function startHttp(options: HttpOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { host, port, token, routes } = options;
  checkAddress(host, token);
  const app = new Hono();
  app.use(async (c, next) => {
    const refused = LOOPBACK.test(host) ? refuseStrangeSite(c) : undefined;
    if (refused) return refused;
    await next();
    c.header('x-content-type-options', 'nosniff');
    if (!c.res.headers.has('referrer-policy')) c.header('referrer-policy', 'no-referrer');
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-cache');
  });
  if (token) askForToken(app, token, new Set(routes.flatMap((r) => r.open ?? [])));
  app.notFound((c) => c.json({ error: '没有这个地址' }, 404));
  for (const one of routes) one.mount(app);

  const server = await new Promise<Server>((resolve, reject) => {
    const made = serve({ fetch: app.fetch, port, hostname: host }) as Server;
    made.once('error', reject);
    made.once('listening', () => resolve(made));
  });
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const one of routes) one.close?.();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Another site in the same browser, or a name that was pointed at this machine. */
function refuseStrangeSite(c: Context): Response | undefined {
  const host = c.req.header('host') ?? '';
  const origin = c.req.header('origin');
  const known = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
  if (known && (origin === undefined || origin === `http://${host}`)) return undefined;
  return c.json({ error: '只能从本机打开' }, 403);
}
