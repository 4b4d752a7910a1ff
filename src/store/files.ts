import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** What a file is kept as: pictures of visits (D16), what households said aloud, rosters that wait for a 确认. */
export type Folder = 'photos' | 'voices' | 'rosters';

/** Where the channel puts what comes with messages, until they are handled. */
const INCOMING = 'incoming';

/** Files beside the records, each under the SHA-256 of its content: the same file twice is one. */
export interface Files {
  /** The folder below which they lie; undefined where the store was opened without one. */
  root: string | undefined;
  /**
   * Keeps a copy and resolves to its hash once it is on the disk, so before the record that names it is written; a copy
   * whose record never comes is a harmless orphan. Undefined where the file is gone or too large.
   */
  keep(folder: Folder, path: string): Promise<string | undefined>;
  /** Writes a file that the bot sends, under its own name, below the day on which it was made; resolves to its path. */
  write(day: string, name: string, content: string | Uint8Array): Promise<string>;
  /** Takes away what was written to be sent before that day. */
  clear(before: string): Promise<void>;
  /**
   * Takes away what was kept, or came, before that instant (ms) in a folder that no record names, these paths excepted;
   * resolves to how many.
   */
  expire(folder: Folder | typeof INCOMING, before: number, except?: ReadonlySet<string>): Promise<number>;
  /** Takes a kept file away. */
  remove(folder: Folder, hash: string): Promise<void>;
  /** Where a kept file lies. */
  find(folder: Folder, hash: string): Promise<string | undefined>;
}

export const MAX_FILE = 20 * 1024 * 1024;

/** Keeps files below `root`: `root/photos/ab/abcd….jpg`. The content stays as it came: nothing is encoded anew. */
export function createFiles(root: string | undefined, maxBytes = MAX_FILE): Files {
  function dirOf(folder: Folder, hash: string): string {
    if (root === undefined) throw new Error('the store was opened without a folder for files');
    return join(root, folder, hash.slice(0, 2));
  }

  async function find(folder: Folder, hash: string): Promise<string | undefined> {
    const dir = dirOf(folder, hash);
    const names = await readdir(dir).catch(orMissing);
    const name = names?.find((n) => n.startsWith(hash));
    return name && join(dir, name);
  }

  const outgoing = () => join(root ?? '', 'outgoing');

  return {
    root,
    find,
    async write(day, name, content) {
      if (root === undefined) throw new Error('the store was opened without a folder for files');
      const bytes = Buffer.from(content);
      const plain = name.replace(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 80);
      const hash = createHash('sha256').update(bytes).digest('hex');
      const dir = join(outgoing(), day, hash.slice(0, 16));
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await write(join(dir, plain), join(dir, `.${randomUUID()}.part`), bytes);
      return join(dir, plain);
    },
    async clear(before) {
      if (root === undefined) return;
      const days = (await readdir(outgoing()).catch(orMissing)) ?? [];
      for (const day of days.filter((d) => d < before)) await rm(join(outgoing(), day), { recursive: true });
    },
    async expire(folder, before, except) {
      const dir = root === undefined ? undefined : join(root, folder);
      const all = dir && (await readdir(dir, { recursive: true, withFileTypes: true }).catch(orMissing));
      let gone = 0;
      for (const entry of (all || []).filter((e) => e.isFile())) {
        const path = join(entry.parentPath, entry.name);
        if (except?.has(path) || ((await stat(path).catch(orMissing))?.mtimeMs ?? before) >= before) continue;
        await rm(path, { force: true });
        gone += 1;
      }
      return gone;
    },
    async remove(folder, hash) {
      const path = await find(folder, hash);
      if (path) await rm(path, { force: true });
    },
    async keep(folder, path) {
      const bytes = await contentOf(path, maxBytes);
      if (!bytes) return undefined;
      const hash = createHash('sha256').update(bytes).digest('hex');
      const dir = dirOf(folder, hash);
      // Written also where it lies there already: what goes by its age counts from the last time it came.
      const target = (await find(folder, hash)) ?? join(dir, hash + extensionOf(bytes, path));
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await write(target, join(dir, `.${randomUUID()}.part`), bytes);
      return hash;
    },
  };
}

async function contentOf(path: string, maxBytes: number): Promise<Buffer | undefined> {
  const about = await stat(path).catch(orMissing);
  if (!about || about.size > maxBytes) return undefined;
  return readFile(path).catch(orMissing);
}

/** Whole or not at all, and on the disk when it resolves. */
async function write(target: string, draft: string, bytes: Buffer): Promise<void> {
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** First bytes of the pictures that phones send, in hex. */
const BEGINNINGS: readonly [RegExp, string][] = [
  [/^ffd8ff/, '.jpg'],
  [/^89504e47/, '.png'],
  [/^47494638/, '.gif'],
  [/^52494646.{8}57454250/, '.webp'],
  [/^.{8}66747970(68656963|68656978|6d696631)/, '.heic'],
];

/** What the content says it is; else what its name says, where that is harmless. */
function extensionOf(bytes: Buffer, path: string): string {
  const head = bytes.subarray(0, 16).toString('hex');
  const known = BEGINNINGS.find(([pattern]) => pattern.test(head))?.[1];
  return known ?? /^\.\w{1,8}$/.exec(extname(path).toLowerCase())?.[0] ?? '';
}

function orMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
