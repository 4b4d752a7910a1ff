import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { openChannel, type Residents } from './channel.ts';
import { type Config, dataKeys, readConfig } from './config.ts';
import { HOUR } from './core/clock.ts';
import { atTimes } from './features/digest/times.ts';
import { features } from './features/index.ts';
import { isGone, thisProcess } from './host.ts';
import { checkAddress, startHttp } from './http/server.ts';
import { createLog } from './log.ts';
import { createOperations } from './operations.ts';
import { createFigures } from './operator/figures.ts';
import { loadBook, readFolder } from './policy-files.ts';
import { unguessable } from './runtime/random.ts';
import { startTimer } from './runtime/timer.ts';
import { dangers } from './store/safety.ts';
import { openStore, type Store } from './store/store.ts';
import type { LedgerRow } from './transport/simulator/ledgerRow.ts';

export interface MainOptions {
  channel: 'simulator' | 'wechaty';
  redisUrl: string;
  /** Fills a store that is empty, for trying the program on the simulator. */
  sample?: {
    /** Ends with the instant at which the clock shall begin; undefined where the store held something already. */
    fill(store: Store): Promise<number | undefined>;
    /** Who can be spoken as on the simulator's page, and what it opens with. */
    page: Residents;
    /** What the records are, for the page. */
    ledger(store: Store): Promise<LedgerRow[]>;
    /** The account's name, where the environment gives none. */
    botName: string;
  };
}

/** The running program. */
export interface Running {
  stop(): Promise<void>;
  url?: string;
  /** Rejects when it cannot go on: another process has taken over its account. */
  failed: Promise<never>;
}

/** The watch looks so often, ms. */
const LOOK = 10_000;

/** Environment → real dependencies → the program, live. Rejects with a sentence where it cannot start. */
export async function main(options: MainOptions): Promise<Running> {
  const { channel: channelName, redisUrl } = options;
  const BOT_NAME = process.env.BOT_NAME || options.sample?.botName;
  const config = readConfig({ ...process.env, CHANNEL: channelName, REDIS_URL: redisUrl, BOT_NAME });
  checkAddress(config.httpHost, config.httpToken);
  const log = createLog(config.logLevel);
  process.on('unhandledRejection', (err) => log.error({ err }, 'a promise was left alone'));
  const onError = (err: Error) => log.debug({ err }, 'redis');
  const store = await openStore({
    url: redisUrl,
    account: config.account,
    keys: dataKeys(config),
    filesDir: resolve(config.dataDir),
    lease: { holder: thisProcess(Date.now()), isGone },
    onError,
  });
  await checkSafety(store, config, log);
  let offset = (await store.home.clockOffset()) ?? 0;
  const clock = { now: () => Date.now() + offset };
  const begin = await options.sample?.fill(store);
  if (!options.sample) await takeBook(store, config.policyDir, clock.now(), log);
  if (begin !== undefined) await setClock(begin);
  let url: string | undefined;
  const channel = await openChannel({
    scanPage: () => url && `${url}/qr`,
    config,
    clock,
    log,
    dataDir: resolve(config.dataDir),
    residents: options.sample?.page,
  });
  const { botName, pace } = config;
  const settings = { botName, pace, maxAge: config.messageMaxAgeHours * HOUR };
  const figures = createFigures(clock);
  const { meter } = figures;
  const app = createApp(
    { clock, random: unguessable, log, store, transport: channel.transport, settings, meter },
    atTimes(features, config.digests),
  );

  async function setClock(to: number): Promise<void> {
    offset = to - Date.now();
    await store.home.setClockOffset(offset);
  }

  async function moveClock(to: number): Promise<void> {
    for (
      let next = app.nextWake(clock.now());
      next !== undefined && next <= to;
      next = app.nextWake(clock.now() + 1)
    ) {
      if (next > clock.now()) await setClock(next);
      await app.wake();
    }
    if (to > clock.now()) await setClock(to);
    await app.wake();
  }

  const { watch, routes } = await createOperations({ app, store, config, clock, log, figures });
  const { sample } = options;
  const page = await channel.page?.(moveClock, sample && (() => sample.ledger(store)));
  // First: whoever has to scan a code must be able to see it.
  const http = await startHttp({
    host: config.httpHost,
    port: config.httpPort,
    token: config.httpToken,
    routes: page ? [...routes, page] : routes,
  });
  url = http.url;
  try {
    await app.start();
  } catch (error) {
    await http.close();
    await app.stop();
    throw error;
  }
  const timer = startTimer(clock, app.nextWake, app.wake);
  app.onQueued(timer.soon);
  store.onReady(timer.soon);
  timer.soon();
  const looking = setInterval(() => void watch.look(), LOOK);
  return {
    url: page && http.url,
    failed: store.lease?.lost ?? new Promise(() => undefined),
    async stop() {
      watch.stop();
      clearInterval(looking);
      timer.stop();
      await http.close();
      await app.stop();
    },
  };
}

/** A store without a book takes one in as drafts: nothing of it is told before it was reviewed and published here. */
async function takeBook(store: Store, folder: string | undefined, now: number, log: Logger): Promise<void> {
  if (store.read.directory.policies().length > 0) return;
  const { loaded } = await loadBook(store, readFolder(folder, now), now);
  log.info({ entries: loaded.length }, 'the book of policies was taken in as drafts');
}

/** A Redis that may lose what was said is reported loudly; in production nothing starts on it unless told otherwise. */
async function checkSafety(store: Store, config: Config, log: Logger): Promise<void> {
  const found = await dangers(store.raw.connections.read);
  if (found.length === 0) return;
  for (const danger of found) log.error({ danger }, 'the store is not safe');
  if (config.env !== 'production' || config.allowUnsafeRedis) return;
  store.close();
  throw new Error(
    `This Redis may lose records:\n- ${found.join('\n- ')}\nTo start all the same: ALLOW_UNSAFE_REDIS=true`,
  );
}
