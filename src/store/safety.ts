import type { Redis } from 'ioredis';
import { answered } from './redis.ts';

/** What this Redis may do to what was said: one sentence each; empty where it keeps everything. */
export async function dangers(redis: Redis): Promise<string[]> {
  const [appendonly, fsync, policy] = await Promise.all(
    ['appendonly', 'appendfsync', 'maxmemory-policy'].map((name) => setting(redis, name)),
  );
  if (appendonly === undefined || policy === undefined) {
    return [
      'this Redis does not tell its settings (CONFIG is refused): see to appendonly yes and noeviction yourself',
    ];
  }
  const found: string[] = [];
  if (appendonly !== 'yes')
    found.push(`appendonly is ${appendonly}: records are lost when Redis stops. Set appendonly yes`);
  else if (fsync !== 'always') {
    found.push(
      `appendfsync is ${fsync}: up to seconds of acknowledged records may be lost. Set appendfsync always`,
    );
  }
  if (policy !== 'noeviction') {
    found.push(`maxmemory-policy is ${policy}: records may be thrown away. Set maxmemory-policy noeviction`);
  }
  return found;
}

async function setting(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const answer = (await answered(redis.config('GET', name))) as string[];
    return answer[1];
  } catch (error) {
    if (error instanceof Error && error.name === 'ReplyError') return undefined;
    throw error;
  }
}
