import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { databaseUrl, type PrivateRedis, startPrivateRedis } from '../../scripts/redis.ts';
import { serves } from '../../scripts/redis-process.ts';

/** Databases of one worker; database 0 is nobody's. */
const PER_WORKER = 31;
const WORKERS = 8;

let handedOut = 0;

/**
 * The address of an empty logical database of the tests' server that no other caller has. The 32nd call in one test file
 * gets the first one again.
 */
export async function freshDatabase(): Promise<string> {
  const worker = Number(process.env.VITEST_POOL_ID ?? '1');
  if (!(worker >= 1 && worker <= WORKERS))
    throw new Error(`freshDatabase: worker ${worker} of at most ${WORKERS}`);
  const index = 1 + (worker - 1) * PER_WORKER + (handedOut++ % PER_WORKER);
  const url = databaseUrl(inject('redisUrl'), index);
  const redis = new Redis(url);
  await redis.flushdb();
  redis.disconnect();
  return url;
}

/** A Redis of a test's own, for tests that kill it. */
export interface OwnRedis {
  /** Stays the same over `kill` and `restart`. */
  readonly url: string;
  readonly dir: string;
  readonly pid: number;
  /** SIGKILL, as the machine would do it; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same data (kills it first where it still runs). */
  restart(): Promise<void>;
  /** Ends it and removes its folder. Call it in `afterEach` or `finally`. */
  stop(): Promise<void>;
}

/** Starts a private instance in a temporary folder. */
export async function ownRedis(): Promise<OwnRedis> {
  const dir = temporaryFolder();
  let server: PrivateRedis = await startPrivateRedis({ dir });
  const kill = async () => {
    if (serves(server.pid, dir)) process.kill(server.pid, 'SIGKILL');
    await until(() => !serves(server.pid, dir), 'the killed Redis is gone');
  };
  return {
    url: server.url,
    dir,
    get pid() {
      return server.pid;
    },
    kill,
    async restart() {
      await kill();
      server = await startPrivateRedis({ dir });
    },
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A folder under the system's temporary one, its path short enough for a socket; whoever asks removes it. */
export function temporaryFolder(prefix = 'bangfu-test-'): string {
  return realpathSync(mkdtempSync(path.join(os.tmpdir(), prefix)));
}

/** Polls until `condition` holds; rejects naming `what` after `ms`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  ms = 10_000,
): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`);
    await pause(10);
  }
}
