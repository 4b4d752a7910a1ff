import { chmodSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, withLock } from './lock.ts';
import type { Log } from './machine.ts';
import { end, freePort, isReady, launch, serves, socketIn, whoServes } from './redis-process.ts';
import { provideServer } from './redis-server.ts';

export type { Log } from './machine.ts';
export { findServer, provideServer } from './redis-server.ts';

/** Options of a private instance. */
export interface PrivateRedisOptions {
  /** Its own folder: data, socket, pid file, log, `redis.json`. */
  dir: string;
  log?: Log;
  /** The server program; provided (found or installed) by default. */
  server?: string;
  /** A loopback port even where a unix socket would do. */
  tcp?: boolean;
  /** How long a server that is there may be silent before the start gives up. */
  answerMs?: number;
}

/** A running private instance. */
export interface PrivateRedis {
  /** For ioredis: the path of a unix socket, or `redis://127.0.0.1:PORT`. */
  readonly url: string;
  readonly pid: number;
  /** Started here, or taken over from a program that is gone: then `stop` ends it. */
  readonly owned: boolean;
  /** Ends the server by its process id and waits until it is gone; leaves one alone that is not owned. */
  stop(): Promise<void>;
}

/** What `redis.json` holds: the server, its address, and the program that is to end it. */
interface Entry {
  pid: number;
  url: string;
  owner: number;
}

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 10_000;
const WATCH_MS = 150;

/** The address of logical database `index` of a private instance (or of any `redis://` address without one). */
export function databaseUrl(url: string, index: number): string {
  return url.startsWith('/') ? `${url}?db=${index}` : `${url.replace(/\/$/, '')}/${index}`;
}

/**
 * Starts the private instance of a folder, or finds the one that runs there: durable (`appendfsync always`), evicting
 * nothing, 256 databases, on a unix socket or a free loopback port. Two starts at the same moment end in one server.
 * Resolves when it serves commands; rejects with the server's own last lines.
 */
export async function startPrivateRedis(options: PrivateRedisOptions): Promise<PrivateRedis> {
  return start(options, null);
}

async function start(options: PrivateRedisOptions, keepUrl: string | null): Promise<PrivateRedis> {
  const server = options.server ?? (await provideServer({ log: options.log }));
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const dir = realpathSync(options.dir);
  chmodSync(dir, 0o700);
  const { entry, owned } = await withLock(path.join(dir, 'start.lock'), async () => {
    const known = readEntry(dir);
    const found = await findRunning(dir, known, options.answerMs ?? 10_000);
    if (found !== null) {
      const orphan = known === null || !isRunning(known.owner);
      const entry = { ...found, owner: orphan ? process.pid : known.owner };
      writeEntry(dir, entry);
      return { entry, owned: orphan };
    }
    const socket = options.tcp ? null : socketIn(dir);
    return { entry: await startNew(server, dir, socket ?? known?.url ?? null, keepUrl), owned: true };
  });
  await untilReady(entry.url, dir);
  return {
    url: entry.url,
    pid: entry.pid,
    owned,
    async stop() {
      if (!owned) return;
      await end(entry.pid, dir);
      if (readEntry(dir)?.pid === entry.pid) rmSync(path.join(dir, 'redis.json'), { force: true });
    },
  };
}

/**
 * As `startPrivateRedis`, and starts the server again when its process dies, whoever started it: after 0.2 s, and with
 * pauses that double up to 10 s while it keeps dying. The address stays the same.
 */
export async function superviseRedis(options: PrivateRedisOptions): Promise<PrivateRedis> {
  const log = options.log ?? (() => {});
  let current = await startPrivateRedis(options);
  const dir = realpathSync(options.dir);
  const stopped = new AbortController();

  const sleep = (ms: number) => pause(ms, undefined, { signal: stopped.signal, ref: false }).catch(() => {});
  const watch = async () => {
    let wait = FIRST_PAUSE;
    let since = Date.now();
    while (!stopped.signal.aborted) {
      await sleep(WATCH_MS);
      if (stopped.signal.aborted || serves(current.pid, dir)) continue;
      if (Date.now() - since > LONGEST_PAUSE) wait = FIRST_PAUSE;
      log(`Redis (process ${current.pid}) is gone; starting it again in ${wait / 1000} s.`);
      await sleep(wait);
      if (stopped.signal.aborted) return;
      wait = Math.min(wait * 2, LONGEST_PAUSE);
      try {
        current = await start(options, current.url);
        log(`Redis runs again (process ${current.pid}).`);
      } catch (error) {
        log(`Redis could not be started again: ${error instanceof Error ? error.message : String(error)}`);
      }
      since = Date.now();
    }
  };
  const watching = watch();
  return {
    url: current.url,
    get pid() {
      return current.pid;
    },
    get owned() {
      return current.owned;
    },
    async stop() {
      stopped.abort();
      await watching;
      await current.stop();
    },
  };
}

/** The server that serves `dir`, if any. A port may be another's by now, so the server is asked for its folder. */
async function findRunning(
  dir: string,
  known: Entry | null,
  answerMs: number,
): Promise<{ pid: number; url: string } | null> {
  const urls = [known?.url, socketIn(dir)].filter((url): url is string => typeof url === 'string');
  const pids = [known?.pid ?? 0, readPid(dir)];
  for (const deadline = Date.now() + answerMs; ; await pause(100)) {
    for (const url of new Set(urls)) {
      const who = await whoServes(url);
      if (who !== null && who.dir === dir) return { pid: who.pid, url };
    }
    const silent = pids.find((pid) => serves(pid, dir));
    if (silent === undefined) return null;
    // A second server on the same files would destroy them: better not to start.
    if (Date.now() > deadline)
      throw new Error(
        `Redis (process ${silent}) runs in ${dir} but does not answer; end that process first.`,
      );
  }
}

/** `first` is tried first; a free loopback port after it, unless the address must stay `keepUrl`. */
async function startNew(
  server: string,
  dir: string,
  first: string | null,
  keepUrl: string | null,
): Promise<Entry> {
  let failure: unknown;
  // Some file systems know no sockets, a former port can be another's, a free one can be taken before the server has it.
  for (
    let url = keepUrl ?? first ?? (await freeAddress()), tries = 0;
    tries < 3;
    url = await freeAddress(), tries++
  ) {
    writeEntry(dir, { pid: 0, url, owner: process.pid });
    try {
      const entry = { pid: await launch(server, dir, url), url, owner: process.pid };
      writeEntry(dir, entry);
      return entry;
    } catch (error) {
      failure ??= error;
    }
    if (keepUrl !== null) break;
  }
  throw failure;
}

async function freeAddress(): Promise<string> {
  return `redis://127.0.0.1:${await freePort()}`;
}

/** Loading a large store takes a while (about a second for each 100 MB). */
async function untilReady(url: string, dir: string): Promise<void> {
  const deadline = Date.now() + 300_000;
  while (!(await isReady(url))) {
    if (Date.now() > deadline || (await whoServes(url)) === null)
      throw new Error(`Redis in ${dir} does not become ready; see redis.log there.`);
    await pause(50);
  }
}

function readPid(dir: string): number {
  try {
    return Number.parseInt(readFileSync(path.join(dir, 'redis.pid'), 'utf8'), 10) || 0;
  } catch {
    return 0;
  }
}

/** A missing, torn or strange file is no entry: the server is then looked for by its socket and pid file. */
function readEntry(dir: string): Entry | null {
  try {
    const { pid, url, owner } = JSON.parse(readFileSync(path.join(dir, 'redis.json'), 'utf8'));
    return Number.isInteger(pid) && typeof url === 'string' && Number.isInteger(owner)
      ? { pid, url, owner }
      : null;
  } catch {
    return null;
  }
}

function writeEntry(dir: string, entry: Entry): void {
  writeFileSync(path.join(dir, 'redis.json'), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
}
