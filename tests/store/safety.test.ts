import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { dangers } from '../../src/store/safety.ts';
import { ownRedis } from '../support/redis.ts';

it('a Redis that may lose or evict data is told apart from one that keeps it', async () => {
  const own = await ownRedis();
  const redis = new Redis(own.url);
  try {
    expect(await dangers(redis)).toEqual([]);
    await redis.config('SET', 'appendfsync', 'everysec');
    expect(await dangers(redis)).toEqual([expect.stringContaining('appendfsync is everysec')]);
    await redis.config('SET', 'appendonly', 'no');
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await dangers(redis)).toEqual([
      expect.stringContaining('appendonly is no'),
      expect.stringContaining('maxmemory-policy is allkeys-lru'),
    ]);
    await redis.acl('SETUSER', 'default', '-config');
    expect(await dangers(redis)).toEqual([expect.stringContaining('does not tell its settings')]);
  } finally {
    redis.disconnect();
    await own.stop();
  }
});
