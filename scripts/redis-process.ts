import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readlinkSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** The longest path of a unix socket that every system takes (Linux 107 bytes, macOS 103). */
const LONGEST_SOCKET = 100;
const HAS_PROC = existsSync('/proc/self/cwd');

/** The socket of an instance in `dir`; null where its path is too long or could not stand in an address. */
export function socketIn(dir: string): string | null {
  const socket = path.join(dir, 'redis.sock');
  return Buffer.byteLength(socket) <= LONGEST_SOCKET && !/[?#%]/.test(socket) ? socket : null;
}

/** A loopback port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * Does process `pid` serve folder `dir`? Read from the system and not from the server, so that it also tells of one that
 * hangs; a number that now belongs to another program does not count.
 */
export function serves(pid: number, dir: string): boolean {
  if (!(pid > 0)) return false;
  try {
    if (HAS_PROC) {
      const folder = readlinkSync(`/proc/${pid}/cwd`);
      return folder === dir || folder === `${dir} (deleted)`;
    }
    process.kill(pid, 0);
    const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' });
    return /redis|valkey/.test(stdout);
  } catch {
    return false;
  }
}

/** Who answers at an address (also while it still loads its data): its process and folder. Null where nobody does. */
export async function whoServes(url: string): Promise<{ pid: number; dir: string } | null> {
  return ask(url, async (redis) => {
    const info = await redis.info('server');
    const config = (await redis.config('GET', 'dir')) as string[];
    return { pid: Number(/^process_id:(\d+)/m.exec(info)?.[1] ?? 0), dir: config[1] ?? '' };
  });
}

/** True once commands are served, which is after the data were loaded. */
export async function isReady(url: string): Promise<boolean> {
  return (await ask(url, (redis) => redis.ping())) === 'PONG';
}

async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T | null> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableReadyCheck: false,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    connectTimeout: 1000,
    commandTimeout: 1000,
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    return await question(redis);
  } catch {
    return null;
  } finally {
    redis.disconnect();
  }
}

/**
 * Starts a server process in `dir` at `url` and resolves with its process id once it answers. It has a session of its own
 * (a Ctrl-C in the terminal is for the program that uses it) and none of our environment (which holds keys). `more`: settings of its own.
 */
export async function launch(
  server: string,
  dir: string,
  url: string,
  more: Record<string, string> = {},
): Promise<number> {
  const where = url.startsWith('/')
    ? ['--port', '0', '--unixsocket', url, '--unixsocketperm', '700']
    : ['--port', new URL(url).port, '--bind', '127.0.0.1'];
  const file = path.join(dir, 'redis.log');
  const log = openSync(file, 'w', 0o600);
  const child = spawn(server, [...where, ...settings(dir, more)], {
    cwd: dir,
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  closeSync(log);
  child.unref();
  let failed: string | null = null;
  child.once('error', (error) => {
    failed = error.message;
  });
  child.once('exit', (code, signal) => {
    failed = `it ended at once (${signal ?? `exit code ${code}`})`;
  });
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(20)) {
    if (failed !== null) break;
    const who = await whoServes(url);
    if (who !== null && who.pid === child.pid) return who.pid;
  }
  child.kill('SIGKILL');
  const last = readFileSync(file, 'utf8').trim().split('\n').slice(-6).join('\n');
  throw new Error(
    `Redis (${server}) did not start in ${dir}: ${failed ?? 'no answer within a minute'}\n${last}`,
  );
}

/** Ends a server by its process id: SIGTERM, SIGKILL after ten seconds, and waits until it is gone. */
export async function end(pid: number, dir: string): Promise<void> {
  for (const [signal, ms] of [
    ['SIGTERM', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!serves(pid, dir)) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    for (const deadline = Date.now() + ms; Date.now() < deadline && serves(pid, dir); ) await pause(10);
  }
  if (serves(pid, dir)) throw new Error(`Redis (process ${pid}) in ${dir} could not be ended.`);
}

function settings(dir: string, more: Record<string, string>): string[] {
  const options: Record<string, string> = {
    dir,
    daemonize: 'no',
    pidfile: path.join(dir, 'redis.pid'),
    logfile: '',
    databases: '256',
    appendonly: 'yes',
    appendfsync: 'always',
    save: '',
    'maxmemory-policy': 'noeviction',
    ...more,
  };
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
}
