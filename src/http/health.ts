import type { Hono } from 'hono';
import { toString as draw } from 'qrcode';
import type { Routes } from './server.ts';

/** What an outside watcher asks for. Reasons are names of alarms, without anything private. */
export interface HealthPorts {
  /** What is wrong for longer than a moment; empty where all is well. */
  wrong(): readonly string[];
  /** What keeps it from taking messages in just now; empty where it is ready. */
  notReady(): Promise<readonly string[]>;
  /** The code that has to be scanned to log in. */
  scan(): string | undefined;
}

/**
 * `/healthz`: 200, or 503 with the alarms that are on. `/readyz`: 200 when messages can be taken in, else 503 with what is
 * missing. `/qr`: the code to scan, for the phone of the account.
 */
export function healthRoutes(ports: HealthPorts): Routes {
  const answer = (reasons: readonly string[]) =>
    [{ ok: reasons.length === 0, reasons }, reasons.length === 0 ? 200 : 503] as const;
  return {
    open: ['/healthz', '/readyz'],
    mount(app: Hono) {
      app.get('/healthz', (c) => c.json(...answer(ports.wrong())));
      app.get('/readyz', async (c) => c.json(...answer(await ports.notReady())));
      app.get('/qr', async (c) => {
        const code = ports.scan();
        if (code === undefined) return c.text('现在不用扫码。', 404);
        return c.body(await draw(code, { type: 'svg' }), 200, {
          'content-type': 'image/svg+xml',
          'cache-control': 'no-store',
          refresh: '10',
        });
      });
    },
  };
}
