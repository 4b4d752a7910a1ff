import type { Context } from 'hono';
import { html } from 'hono/html';

/** The page that asks a person in a browser for the token; `said`: what was wrong with the last one. */
export function loginPage(
  c: Context,
  to: string,
  said: string,
  code: 401 | 429,
): Response | Promise<Response> {
  c.header(
    'content-security-policy',
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  c.header('cache-control', 'no-store');
  // Without it the browser would send the form with no origin, as from a strange site.
  c.header('referrer-policy', 'same-origin');
  return c.html(
    html`<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>帮扶小助手 · 口令</title></head>
<body><main><h1>请输口令</h1>
<p role="status">${said || '口令是 .env 里的 HTTP_TOKEN。'}</p>
<form method="post" action="/login"><input type="hidden" name="to" value="${to}">
<p><label>口令 <input name="token" type="password" required autocomplete="current-password"></label></p>
<p><button type="submit">进去</button></p></form></main></body></html>`,
    code,
  );
}
