import { Redis } from 'ioredis';

/**
 * Works on a connection that neither waits nor tries again: a command at the terminal has nobody to wait for, and what is
 * sent twice would be written twice. Rejects with a sentence where Redis is not there, or goes away meanwhile.
 */
export async function withRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
  let reason = 'it closed the connection';
  redis.on('error', (error) => {
    reason = error.message;
  });
  try {
    await redis.connect();
    return await work(redis);
  } catch (error) {
    if (redis.status === 'ready') throw error;
    throw new Error(`Redis does not answer (${reason})`);
  } finally {
    redis.disconnect();
  }
}
