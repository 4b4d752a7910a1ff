import path from 'node:path';
import { dataKeys, readConfig } from '../src/config.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { startPrivateRedis } from './redis.ts';
import { loadSettings } from './settings.ts';

/**
 * The deployment's own store for a script beside the program, by the settings of the environment and of `.env`: REDIS_URL,
 * or the private instance of DATA_DIR.
 */
export async function withOwnStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  loadSettings();
  const config = readConfig({ ...process.env, CHANNEL: undefined });
  const redis = config.redisUrl
    ? undefined
    : await startPrivateRedis({
        dir: path.join(config.dataDir, 'redis'),
        log: (text) => console.error(text),
      });
  const store = await openStore({
    url: config.redisUrl ?? redis?.url ?? '',
    account: config.account,
    keys: dataKeys(config),
    filesDir: path.resolve(config.dataDir),
    onError: (error) => console.error(error.message),
  });
  try {
    return await work(store);
  } finally {
    store.close();
    await redis?.stop();
  }
}
