import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Redis } from 'ioredis';
import { RESTORING } from '../../src/store/keys.ts';
import { verifyChains } from '../../src/store/verify.ts';
import { backupsIn } from './backup.ts';
import { withRedis } from './client.ts';
import { type Line, load, scan } from './lines.ts';
import { checkBackup, filesBelow, type Manifest, STORE, SUMS } from './manifest.ts';

export interface RestoreOptions {
  /** A backup, or a folder of backups: then the last one. */
  from: string;
  /** An empty store. */
  url: string;
  dataDir: string;
}

const BATCH = 500;

/**
 * Puts a backup back into an empty store; resolves to what came back. Rejects with a sentence, before anything is written,
 * where the backup is damaged or the store holds something. A restore that was cut off is begun anew by the same command;
 * until it is whole the program does not start on that store.
 */
export async function restore(options: RestoreOptions): Promise<{ dir: string; manifest: Manifest }> {
  const dir = await chosen(options.from);
  const manifest = await checkBackup(dir);
  const name = path.basename(dir);
  let begun = false;
  await withRedis(options.url, async (redis) => {
    await clear(redis, name);
    begun = true;
    await redis.set(RESTORING, name);
    await fill(redis, path.join(dir, STORE));
    await putFiles(path.join(dir, 'files'), options.dataDir);
    await compare(redis, manifest);
    await redis.del(RESTORING);
  }).catch((error: Error) => {
    if (!begun) throw error;
    const advice = `The store holds only a part of ${name} now: run the same command again, it begins anew.`;
    throw new Error(`${error.message}\n${advice}`, { cause: error });
  });
  return { dir, manifest };
}

async function chosen(from: string): Promise<string> {
  const names = await readdir(from).catch(() => {
    throw new Error(`there is no folder ${from}`);
  });
  if (names.includes(SUMS)) return from;
  const last = (await backupsIn(from)).at(-1);
  if (last === undefined) throw new Error(`${from} is no whole backup, and holds none`);
  return path.join(from, last);
}

/** Empty, or the rest of a cut-off restore of this same backup. */
async function clear(redis: Redis, name: string): Promise<void> {
  const half = await redis.get(RESTORING);
  if (half !== null && half !== name)
    throw new Error(`this store holds a part of ${half}: restore that one, or empty the store`);
  for await (const keys of scan(redis)) {
    if (half === null)
      throw new Error(
        `this store is not empty (${keys[0]} is there). Restore into an empty one: nothing is overwritten.`,
      );
    // The mark stays: cut off here, the store is still known as a half one.
    const rest = keys.filter((k) => k !== RESTORING);
    if (rest.length > 0) await redis.unlink(rest);
  }
}

async function fill(redis: Redis, file: string): Promise<void> {
  const input = createReadStream(file).pipe(createGunzip());
  let pipeline = redis.pipeline();
  const flush = async () => {
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    pipeline = redis.pipeline();
  };
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    load(pipeline, JSON.parse(line) as Line);
    if (pipeline.length >= BATCH) await flush();
  }
  await flush();
}

/** Files are named by their content: one that is there already is the same. */
async function putFiles(from: string, dataDir: string): Promise<void> {
  for (const file of await filesBelow(from)) {
    const to = path.join(dataDir, file);
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    await copyFile(path.join(from, file), to);
  }
}

async function compare(redis: Redis, manifest: Manifest): Promise<void> {
  let keys = 0;
  for await (const some of scan(redis)) keys += some.filter((k) => k !== RESTORING).length;
  if (keys !== manifest.keys) throw new Error(`${keys} keys came back of ${manifest.keys}`);
  for (const { chain, length, head, broken } of await verifyChains(redis)) {
    const was = manifest.chains[chain];
    if (was?.head !== head || was.length !== length || was.broken !== broken)
      throw new Error(`the audit chain ${chain} did not come back as it was`);
  }
}
