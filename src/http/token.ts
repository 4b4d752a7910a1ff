import { timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createLimit } from './limit.ts';
import { loginPage } from './login.ts';

const COOKIE = 'bangfu';
const MONTH_SECONDS = 2_592_000;
/** Of what is typed in on the page. */
const MOST_BYTES = 4096;

/**
 * Lets only those in who bring the token: as `Authorization: Bearer …`, as `?token=…`, or typed in on the page that a
 * browser is shown; a browser then keeps it as a cookie. Who brings a wrong one ten times in a minute has to wait for the
 * next. `open`: paths that need none.
 */
export function askForToken(app: Hono, token: string, open: ReadonlySet<string>): void {
  const limit = createLimit(() => performance.now());

  /** The answer to who has given too many wrong ones. */
  function hold(c: Context, to: string) {
    const wait = limit.wait(addressOf(c));
    if (wait === 0) return undefined;
    c.header('retry-after', String(wait));
    return refuse(c, to, `错的次数太多，${wait}秒以后再试。`, 429);
  }

  /** How a token that was given is taken: let in, or the answer. */
  function judge(c: Context, given: string | undefined, to: string) {
    const held = hold(c, to);
    if (held) return held;
    if (matches(given, token)) return undefined;
    if (given !== undefined) limit.wrong(addressOf(c));
    return refuse(c, to, given === undefined ? '' : '口令不对。', 401);
  }

  // Nothing of a body is read for who has to wait, and never more than a token and a path are long.
  app.use('/login', async (c, next) => (c.req.method === 'POST' ? hold(c, '/') : undefined) ?? next());
  app.post('/login', bodyLimit({ maxSize: MOST_BYTES }), async (c) => {
    const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}));
    // Only a path of this server: `//evil.example` would be another one.
    const to = /^\/(?![/\\])[\w/.-]*$/.test(String(form.to)) ? String(form.to) : '/';
    const refused = judge(c, String(form.token ?? ''), to);
    if (refused) return refused;
    keep(c, token);
    return c.redirect(to, 303);
  });

  app.use(async (c, next) => {
    if (open.has(c.req.path)) return next();
    const inQuery = c.req.query('token');
    const refused = judge(c, inQuery ?? sentToken(c), c.req.path);
    if (refused) return refused;
    if (inQuery !== undefined) keep(c, token);
    await next();
  });
}

function refuse(c: Context, to: string, said: string, code: 401 | 429) {
  const isBrowser = c.req.header('accept')?.includes('text/html');
  if (isBrowser) return loginPage(c, to, said, code);
  return c.json({ error: said || 'a token is needed' }, code);
}

function keep(c: Context, token: string): void {
  const cookie = `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${MONTH_SECONDS}`;
  c.header('set-cookie', cookie);
}

function addressOf(c: Context): string {
  return getConnInfo(c).remote.address ?? '';
}

function sentToken(c: Context): string | undefined {
  const bearer = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  return bearer ?? new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(c.req.header('cookie') ?? '')?.[1];
}

function matches(given: string | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
