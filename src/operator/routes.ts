import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { PAGE_POLICY, type PageFile } from '../http/pageFiles.ts';
import type { Routes } from '../http/server.ts';
import type { Metrics } from './metrics.ts';
import { type StatusPorts, statusOf } from './status.ts';

const CLOSED = '这一页要先设口令:在 .env 里写 HTTP_TOKEN(openssl rand -hex 24),再重新启动。';

const chosen = z.strictObject({ id: z.string().min(1).max(300) });

/**
 * The operator's page: `/status`, its figures as JSON, what can be done with failed sends, and `/metrics`. Closed where no
 * token is set, also on this machine.
 */
export function operatorRoutes(
  ports: StatusPorts,
  metrics: Pick<Metrics, 'text' | 'type'>,
  files: readonly PageFile[],
  token: string | undefined,
): Routes {
  return {
    mount(app: Hono) {
      const paths = ['/status', '/status/*', '/metrics', '/api/status', '/api/status/*'];
      for (const path of paths)
        app.use(path, async (c, next) => {
          if (!token) return c.text(CLOSED, 403);
          await next();
          c.header('content-security-policy', PAGE_POLICY);
        });
      for (const { name, type, body } of files) {
        const path = name === 'index.html' ? '/status' : `/status/${name}`;
        app.get(path, (c) => c.body(body, 200, { 'content-type': type }));
      }
      app.get('/metrics', async (c) => c.body(await metrics.text(), 200, { 'content-type': metrics.type }));
      app.get('/api/status', async (c) => c.json(await statusOf(ports)));
      for (const what of ['retry', 'drop'] as const) {
        app.post(`/api/status/${what}`, bodyLimit({ maxSize: 4096 }), async (c) => {
          // A form of another site cannot send JSON without being asked first.
          if (!c.req.header('content-type')?.startsWith('application/json'))
            return c.json({ error: '要 JSON' }, 415);
          const body = chosen.safeParse(await c.req.json().catch(() => undefined));
          if (!body.success) return c.json({ error: '要写 {"id":"…"}' }, 400);
          const done = await ports[what](body.data.id);
          return done ? c.json({ ok: true }) : c.json({ error: '这一条已经不在失败的里面了' }, 404);
        });
      }
    },
  };
}
