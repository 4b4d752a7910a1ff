import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import { type Clock, DAY } from './core/clock.ts';
import { healthRoutes } from './http/health.ts';
import { pageFiles } from './http/pageFiles.ts';
import type { Routes } from './http/server.ts';
import type { Alarm } from './operator/alarms.ts';
import type { Figures } from './operator/figures.ts';
import { operatorRoutes } from './operator/routes.ts';
import { createWatch, type Watch } from './operator/watch.ts';
import { createPost } from './operator/webhook.ts';
import { dangers } from './store/safety.ts';
import type { Store } from './store/store.ts';

interface Parts {
  app: App;
  store: Store;
  config: Config;
  clock: Clock;
  log: Logger;
  figures: Figures;
}

/** How many failed sends the page shows. */
const SHOWN = 50;

/** What whoever runs the program has of it: the watch with its alarms, health, the operator's page and the metrics. */
export async function createOperations(parts: Parts): Promise<{ watch: Watch; routes: Routes[] }> {
  const { app, store, config, clock, figures } = parts;
  const watch = watchOver(parts);
  figures.metrics.watch({
    waiting: () => app.status().waiting,
    loggedIn: () => app.status().loggedIn,
    alarms: () => watch.on().length,
  });
  const health = healthRoutes({
    wrong: watch.on,
    notReady: () => missing(app, store),
    scan: () => app.status().scan,
  });
  const page = {
    version: versionOf(),
    channel: config.channel,
    account: config.account,
    now: () => clock.now(),
    running: app.status,
    lastIn: figures.lastIn,
    lastOut: figures.lastOut,
    alarms: watch.on,
    next: app.upcoming,
    failed: () => app.failed.list(SHOWN),
    skipped: () => store.ended.skippedSince(clock.now() - 7 * DAY),
    caughtUp: () => store.ended.caughtUpSince(clock.now() - 7 * DAY),
    redis: () => redisOf(store),
    retry: app.failed.retry,
    drop: app.failed.drop,
  };
  const files = await pageFiles(new URL('./operator/page/', import.meta.url));
  return { watch, routes: [health, operatorRoutes(page, figures.metrics, files, config.httpToken)] };
}

function watchOver({ app, store, config, clock, log }: Parts): Watch {
  const { webhook, template } = config.alert;
  return createWatch({
    clock,
    log,
    account: config.account,
    status: app.status,
    ping: store.ping,
    lastBackup: config.channel === 'wechaty' ? store.home.lastBackup : undefined,
    firstStart: () => store.home.note<number>('firstStart'),
    keepFirstStart: (at) => store.home.setNote('firstStart', at),
    told: () => store.home.note<Alarm[]>('alarms'),
    keep: (told) => store.home.setNote('alarms', told),
    post: webhook === undefined ? undefined : createPost(webhook, template),
  });
}

/** What keeps the program from taking messages in just now. */
async function missing(app: App, store: Store): Promise<string[]> {
  const away = await store.ping().then(
    () => false,
    () => true,
  );
  return [...(away ? ['redis'] : []), ...(app.status().loggedIn ? [] : ['loggedOut'])];
}

async function redisOf(store: Store): Promise<{ memory: string; dangers: string[] }> {
  const { read } = store.raw.connections;
  const [found, info] = await Promise.all([dangers(read), read.info('memory')]);
  return { memory: /used_memory_human:(\S+)/.exec(info)?.[1] ?? '?', dangers: found };
}

function versionOf(): string {
  const about = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(about) as { version: string }).version;
}
