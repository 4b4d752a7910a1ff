import { createWriteStream } from 'node:fs';
import {
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Redis } from 'ioredis';
import { iso } from '../../src/core/clock.ts';
import { verifyChains } from '../../src/store/verify.ts';
import { LockedError, withLock } from '../lock.ts';
import { databaseUrl } from '../redis.ts';
import { end, freePort, isReady, launch, socketIn } from '../redis-process.ts';
import { provideServer } from '../redis-server.ts';
import { withRedis } from './client.ts';
import { type Line, linesOf } from './lines.ts';
import { filesBelow, MANIFEST, type Manifest, STORE, sha256Of, writeSums } from './manifest.ts';
import { fetchRdb } from './rdb.ts';

export interface BackupOptions {
  /** The store, as for ioredis; it goes on being written to. */
  url: string;
  /** Where photos and voices lie. */
  dataDir: string;
  /** Backups go here, each in a folder of its own. */
  target: string;
  /** So many are kept. */
  keep: number;
  now: number;
}

interface Made {
  dir: string;
  manifest: Manifest;
  damaged: string[];
}

/** Where the copy of the store is loaded, inside the draft. */
const COPY = 'copy';
const FOLDERS = ['photos', 'voices'];
const NAME = /^bangfu-\d{8}-\d{6}$/;
const DRAFT = /^\.bangfu-\d{8}-\d{6}\.part$/;
/** One that was begun by hand may be about to end. */
const LOCK_MS = 5_000;

/**
 * Makes a backup while the program runs; resolves to its folder. The store's copy is of one instant (a replica's copy, so
 * between two commands), and every commit is one command: each village is whole in it, and where a message had reached
 * the villages but not yet the account's own slot, the next start ends it from its journal and marks, as after a crash.
 * Photos and voices are on the disk before the record that names them, and are never changed: copied afterwards, none that
 * a record of the copy names is missing. The data key is not in it. `damaged`: files of the last backup that were no
 * longer what their names say, and were copied afresh.
 */
export async function backup(options: BackupOptions): Promise<Made> {
  await mkdir(options.target, { recursive: true, mode: 0o700 });
  return withLock(path.join(options.target, '.lock'), () => make(options), LOCK_MS).catch((error) => {
    if (!(error instanceof LockedError)) throw error;
    throw new Error(`another backup into ${options.target} is being made`);
  });
}

async function make(options: BackupOptions): Promise<Made> {
  const { target, now } = options;
  await clearDrafts(target);
  const name = `bangfu-${iso(now).slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`;
  const draft = path.join(target, `.${name}.part`);
  await mkdir(draft, { mode: 0o700 });
  try {
    const store = await copyStore(options, draft);
    const { damaged, ...files } = await copyFiles(options, draft);
    const manifest: Manifest = { format: 1, at: iso(now), ...store, files };
    await writeFile(path.join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    await writeSums(draft);
    const dir = path.join(target, name);
    await rename(draft, dir);
    await prune(options);
    await remember(options, manifest.accounts).catch((error: Error) => {
      throw new Error(
        `${dir} is whole, but the alarm about old backups does not know of it: ${error.message}`,
      );
    });
    return { dir, manifest, damaged };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The backups in a folder, oldest first. */
export async function backupsIn(target: string): Promise<string[]> {
  return (await readdir(target)).filter((name) => NAME.test(name)).sort();
}

/** What a backup that was killed has left: half a copy, and perhaps the server that had loaded it. */
async function clearDrafts(target: string): Promise<void> {
  for (const name of (await readdir(target)).filter((n) => DRAFT.test(n))) {
    const draft = path.join(await realpath(target), name);
    const copy = path.join(draft, COPY);
    const pid = Number.parseInt(await readFile(path.join(copy, 'redis.pid'), 'utf8').catch(() => ''), 10);
    await end(pid, copy);
    await rm(draft, { recursive: true, force: true });
  }
}

async function copyStore({ url }: BackupOptions, draft: string) {
  const server = await provideServer({ log: () => undefined });
  await mkdir(path.join(draft, COPY), { mode: 0o700 });
  const dir = await realpath(path.join(draft, COPY));
  await fetchRdb(url, path.join(dir, 'copy.rdb'));
  const address = socketIn(dir) ?? `redis://127.0.0.1:${await freePort()}`;
  const pid = await launch(server, dir, address, { appendonly: 'no', dbfilename: 'copy.rdb' });
  try {
    while (!(await isReady(address))) await new Promise((resolve) => setTimeout(resolve, 50));
    const redis = new Redis(databaseUrl(address, databaseOf(url)));
    try {
      const counts = { keys: 0, records: {} as Record<string, number>, accounts: new Set<string>() };
      const lines = Readable.from(counted(linesOf(redis), counts));
      const out = createWriteStream(path.join(draft, STORE), { mode: 0o600 });
      await pipeline(lines, createGzip({ level: 6 }), out);
      const chains = (await verifyChains(redis)).map(({ chain, ...rest }) => [chain, rest] as const);
      const { keys, records } = counts;
      return { accounts: [...counts.accounts].sort(), keys, records, chains: Object.fromEntries(chains) };
    } finally {
      redis.disconnect();
    }
  } finally {
    await end(pid, dir);
    await rm(dir, { recursive: true, force: true });
  }
}

async function* counted(
  lines: AsyncGenerator<Line>,
  counts: { keys: number; records: Record<string, number>; accounts: Set<string> },
): AsyncGenerator<string> {
  let last = '';
  for await (const line of lines) {
    if (line.k !== last) counts.keys += 1;
    last = line.k;
    const account = /^bf:\{a:([^}]*)\}/.exec(line.k)?.[1];
    if (account !== undefined) counts.accounts.add(account);
    const kind =
      line.t === 'string' && line.v.startsWith('{"rev":') && /^bf:\{[^}]*\}:(\w+):/.exec(line.k)?.[1];
    if (kind) counts.records[kind] = (counts.records[kind] ?? 0) + 1;
    yield `${JSON.stringify(line)}\n`;
  }
}

/**
 * A file that the last backup has already is the same one there and here (hard links): its name is its content's hash. One
 * that is no longer what its name says would be damaged in every backup to come, so it is copied afresh.
 */
async function copyFiles(
  { dataDir, target }: BackupOptions,
  draft: string,
): Promise<Manifest['files'] & Pick<Made, 'damaged'>> {
  const last = (await backupsIn(target)).at(-1);
  let count = 0;
  let bytes = 0;
  const damaged: string[] = [];
  for (const folder of FOLDERS) {
    for (const file of await filesBelow(path.join(dataDir, folder))) {
      if (path.basename(file).startsWith('.')) continue; // a draft that is being written
      const from = path.join(dataDir, folder, file);
      const to = path.join(draft, 'files', folder, file);
      await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
      const before = last && path.join(target, last, 'files', folder, file);
      const linked =
        before &&
        (await link(before, to).then(
          () => true,
          () => false,
        ));
      const isWhole = async () => path.basename(file).startsWith(await sha256Of(to));
      if (!linked || !(await isWhole())) {
        if (linked) damaged.push(before);
        await rm(to, { force: true }); // a copy into the link would change the other backups
        await copyFile(from, to);
        if (!(await isWhole())) throw new Error(`${from} is damaged: it is not the file that its name says`);
      }
      count += 1;
      bytes += (await stat(to)).size;
    }
  }
  return { count, bytes, damaged };
}

/** So that the alarm knows. */
async function remember({ url, now }: BackupOptions, accounts: readonly string[]): Promise<void> {
  await withRedis(url, async (redis) => {
    for (const account of accounts) await redis.set(`bf:{a:${account}}:backup`, String(now));
  });
}

async function prune({ target, keep }: BackupOptions): Promise<void> {
  const all = await backupsIn(target);
  for (const name of all.slice(0, Math.max(0, all.length - keep)))
    await rm(path.join(target, name), { recursive: true, force: true });
}

function databaseOf(url: string): number {
  if (url.startsWith('/')) return Number(/[?&]db=(\d+)/.exec(url)?.[1] ?? 0);
  const { pathname, searchParams } = new URL(url);
  return Number(pathname.slice(1) || searchParams.get('db') || 0);
}
