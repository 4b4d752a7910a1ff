import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { isRunning } from '../../scripts/lock.ts';
import { startPrivateRedis } from '../../scripts/redis.ts';
import { end } from '../../scripts/redis-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The tests' Redis, without a database; see `freshDatabase`. */
    redisUrl: string;
  }
}

/** One Redis in a temporary folder for the whole run, ended by its process id. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const dir = mkdtempSync(path.join(os.tmpdir(), 'bangfu-test-'));
  const redis = await startPrivateRedis({ dir, log: (sentence) => console.error(sentence) });
  project.provide('redisUrl', redis.url);
  return async () => {
    await redis.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

/** Ends what a killed test run left behind: servers in our temporary folders whose starter is gone. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(os.tmpdir()).filter((each) => each.startsWith('bangfu-test-'))) {
    const dir = path.join(realpathSync(os.tmpdir()), name);
    try {
      const { pid, owner } = JSON.parse(readFileSync(path.join(dir, 'redis.json'), 'utf8'));
      if (isRunning(owner)) continue;
      await end(pid, dir);
      rmSync(dir, { recursive: true, force: true });
    } catch {
      // no entry, or another user's folder: not ours to clear
    }
  }
}
