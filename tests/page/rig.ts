import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import { findBrowser } from '../../scripts/browser.ts';
import { readLedger } from '../../scripts/sample/ledger.ts';
import { loadSample } from '../../scripts/sample/load.ts';
import { residents } from '../../scripts/sample/residents.ts';
import { readSample } from '../../scripts/sample/shape.ts';
import { main } from '../../src/main.ts';
import { newPush } from '../../src/records/push.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { roomChannelId } from '../../src/transport/simulator/ids.ts';
import { freshDatabase, temporaryFolder } from '../support/redis.ts';

/** No seconds between the sends, for tests that wait for many. */
export const FAST = {
  PACE_PUSH_MIN_MS: '0',
  PACE_PUSH_MAX_MS: '0',
  PACE_TARGET_MS: '0',
  PACE_PER_MINUTE: '0',
};

const executablePath = findBrowser();
let browser: Browser;

/** Tests in a real browser; left out where the machine has none (`scripts/test` installs one where it may). */
export function inBrowser(name: string, tests: () => void): void {
  describe.skipIf(executablePath === null)(name, () => {
    beforeAll(async () => {
      const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
      browser = await chromium.launch({ executablePath: executablePath ?? undefined, args });
    });
    afterAll(() => browser?.close());
    tests();
  });
}

/** The whole program on the sample township, at 08:00 of its own day, with its page. */
export interface Town {
  url: string;
  /** A new window of a browser of its own; errors on the page fail the test. */
  open(options?: Opening): Promise<Page>;
  /** A send to this person that has failed. */
  fail(to: string, text: string): Promise<void>;
  stop(): Promise<void>;
  /** Starts again on the same store, folder and port. */
  start(): Promise<void>;
}

interface Opening {
  width?: number;
  height?: number;
  /** What comes after the address: `?token=…`, `#as=U18`. */
  hash?: string;
  dark?: boolean;
  /** Do not wait for the conversation's page. */
  bare?: boolean;
}

export async function town(env: Record<string, string> = {}): Promise<Town> {
  const redisUrl = await freshDatabase();
  const dataDir = temporaryFolder();
  const key = Buffer.alloc(32, 5).toString('base64');
  let port = '0';
  let app: Awaited<ReturnType<typeof main>> | undefined;

  async function start(): Promise<void> {
    Object.assign(process.env, {
      HTTP_TOKEN: '',
      ...env,
      DATA_DIR: dataDir,
      HTTP_PORT: port,
      LOG_LEVEL: 'silent',
      DATA_KEY: key,
    });
    const sample = { fill, page: residents(), ledger: readLedger, botName: readSample().meta.bot_name };
    app = await main({ channel: 'simulator', redisUrl, sample });
    port = new URL(app.url ?? '').port;
  }

  async function stop(): Promise<void> {
    await app?.stop();
    app = undefined;
  }

  await start();
  onTestFinished(stop);
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    start,
    stop,
    async fail(to, text) {
      const store = await openStore({
        url: redisUrl,
        account: 'default',
        keys: [Buffer.from(key, 'base64')],
        onError: () => undefined,
      });
      const at = '2017-09-13T08:00:00+08:00';
      const push = newPush({
        id: `test|${to}`,
        number: 'D99',
        at,
        source: { messageId: 'test', chat: 'schedule' },
        kind: 'nudge',
        to,
        slot: at,
        due: Date.parse(at),
        state: 'failed',
        reason: 'refused',
        content: { text },
      });
      await store.home.commit({ mark: push.id, now: Date.parse(at), pushes: [push] });
      store.close();
    },
    async open({ width = 1280, height = 800, hash = '', dark = false, bare = false } = {}) {
      const colorScheme = dark ? 'dark' : 'light';
      const context = await browser.newContext({ viewport: { width, height }, colorScheme });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      onTestFinished(() => {
        if (errors.length > 0) throw new Error(`the page failed: ${errors.join('; ')}`);
      });
      if (bare) return page;
      await page.goto(`http://127.0.0.1:${port}/${hash}`);
      await page.locator('#me option').first().waitFor({ state: 'attached' });
      return page;
    },
  };
}

/** The sample on its own days, the clock at their beginning; a second start changes nothing. */
async function fill(store: Store): Promise<number | undefined> {
  if ((await store.home.clockOffset()) !== undefined) return undefined;
  const sample = readSample();
  await loadSample(store, sample, roomChannelId);
  return Date.parse(sample.meta.as_of);
}

/** Becomes somebody and opens a chat. */
export async function be(page: Page, me: string, chat?: string): Promise<void> {
  await page.selectOption('#me', me);
  await page.locator(`[data-chat="${chat ?? me}"]`).click();
}

/** Types words and sends them with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await page.fill('#text', text);
  await page.press('#text', 'Enter');
}

/** The last bubble of the open chat once it holds these words. */
export async function hear(page: Page, words: string | RegExp, timeout = 15_000): Promise<string> {
  const bubble = page.locator('#log .message').filter({ hasText: words }).last();
  await bubble.waitFor({ timeout });
  return bubble.innerText();
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** What axe finds wrong with the page as it is, a line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate('axe.run()');
  return (found as { violations: Violation[] }).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}
