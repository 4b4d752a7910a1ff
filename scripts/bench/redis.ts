import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPrivateRedis } from '../redis.ts';

/** A Redis as in production (`appendfsync always`) in a folder of its own, gone afterwards. */
export async function withRedis<T>(work: (url: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-bench-'));
  const redis = await startPrivateRedis({ dir });
  try {
    return await work(redis.url);
  } finally {
    await redis.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
