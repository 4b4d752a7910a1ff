import type { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';
import { createLimit } from '../../src/http/limit.ts';
import { startHttp } from '../../src/http/server.ts';

const TOKEN = '0123456789abcdef';
const html = { accept: 'text/html' };

async function guarded() {
  const secret = { mount: (app: Hono) => void app.get('/secret', (c) => c.text('kept')) };
  const started = await startHttp({ host: '127.0.0.1', port: 0, routes: [secret], token: TOKEN });
  onTestFinished(() => started.close());
  const type = async (token: string, to = '/secret') =>
    fetch(`${started.url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ token, to }),
      headers: html,
      redirect: 'manual',
    });
  return { url: started.url, type, get: (headers = {}) => fetch(`${started.url}/secret`, { headers }) };
}

it('a browser is asked for the token on a page, and brought back to where it wanted', async () => {
  const { get, type, url } = await guarded();
  const asked = await get(html);
  expect(asked.status).toBe(401);
  expect(await asked.text()).toContain('请输口令');
  expect(asked.headers.get('content-security-policy')).toContain("form-action 'self'");
  const wrong = await type('nonsense');
  expect(wrong.status).toBe(401);
  expect(await wrong.text()).toContain('口令不对');
  const right = await type(TOKEN);
  expect([right.status, right.headers.get('location')]).toEqual([303, '/secret']);
  const cookie = right.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(await (await fetch(`${url}/secret`, { headers: { cookie } })).text()).toBe('kept');
});

it('reads no more of a body than a token is long, and nothing for who has to wait', async () => {
  const { get, url } = await guarded();
  const post = (body: string) =>
    fetch(`${url}/login`, { method: 'POST', body: new URLSearchParams({ token: body }) });
  expect((await post('x'.repeat(5000))).status).toBe(413);
  for (let i = 0; i < 10; i++) await get({ authorization: `Bearer wrong${i}` });
  expect((await post('x'.repeat(5000))).status).toBe(429);
});

it('never sends anybody to another site', async () => {
  const { type } = await guarded();
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:1'])
    expect((await type(TOKEN, to)).headers.get('location')).toBe('/');
});

it('a wrong token ten times: whoever tries waits, and is told how long', async () => {
  const { get, type } = await guarded();
  for (let i = 0; i < 10; i++) expect((await get({ authorization: `Bearer wrong${i}` })).status).toBe(401);
  const refused = await get({ authorization: `Bearer ${TOKEN}` });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await (await type(TOKEN)).text()).toMatch(/错的次数太多,?，?\d+秒以后再试/);
});

it('the limit is by address and ends with its minute', () => {
  let now = 0;
  const limit = createLimit(() => now);
  for (let i = 0; i < 10; i++) limit.wrong('a');
  expect([limit.wait('a'), limit.wait('b')]).toEqual([60, 0]);
  now = 59_500;
  expect(limit.wait('a')).toBe(1);
  now = 60_000;
  expect(limit.wait('a')).toBe(0);
});
