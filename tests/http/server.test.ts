import { expect, it, onTestFinished } from 'vitest';
import { healthRoutes } from '../../src/http/health.ts';
import { type HttpOptions, startHttp } from '../../src/http/server.ts';

const TOKEN = '0123456789abcdef';

async function server(
  options: Partial<HttpOptions>,
  how = { wrong: [] as string[], scan: undefined as string | undefined },
) {
  const health = healthRoutes({
    wrong: () => how.wrong,
    notReady: async () => how.wrong,
    scan: () => how.scan,
  });
  const started = await startHttp({ host: '127.0.0.1', port: 0, routes: [health], ...options });
  onTestFinished(() => started.close());
  return { get: (path: string, headers = {}) => fetch(started.url + path, { headers }), how };
}

it('is well or says what is wrong', async () => {
  const { get, how } = await server({});
  for (const path of ['/healthz', '/readyz']) {
    how.wrong = [];
    expect((await get(path)).status).toBe(200);
    how.wrong = ['loggedOut'];
    const answer = await get(path);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ok: false, reasons: ['loggedOut'] });
  }
});

it('shows the code to scan while there is one', async () => {
  const { get, how } = await server({});
  expect((await get('/qr')).status).toBe(404);
  how.scan = 'https://login.example/l/abc';
  const answer = await get('/qr');
  expect(answer.headers.get('content-type')).toContain('svg');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.text()).toContain('<svg');
});

it('on an address that others can reach it does not start without a token', async () => {
  await expect(startHttp({ host: '0.0.0.0', port: 0, routes: [] })).rejects.toThrow(/HTTP_TOKEN/);
});

it('a token is asked for, but not for health; a browser keeps it after the first time', async () => {
  const { get } = await server({ token: TOKEN }, { wrong: [], scan: 'x' });
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/qr')).status).toBe(401);
  expect((await get('/qr', { authorization: `Bearer ${TOKEN}x` })).status).toBe(401);
  expect((await get('/qr', { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  const first = await get(`/qr?token=${TOKEN}`);
  const cookie = first.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  expect((await get('/qr', { cookie: cookie.split(';')[0] })).status).toBe(200);
});

it('another site in the same browser gets nothing', async () => {
  const { get } = await server({});
  expect((await get('/qr', { origin: 'https://evil.example' })).status).toBe(403);
});
