import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What a backup holds, for people and for the check after a restore. */
export interface Manifest {
  /** The version of this layout. */
  format: 1;
  /** The instant of the copy, ISO. */
  at: string;
  accounts: string[];
  /** Keys in the store, and records of each kind. */
  keys: number;
  records: Record<string, number>;
  /** Length and head of each audit chain. */
  chains: Record<string, { length: number; head: string; broken?: string }>;
  files: { count: number; bytes: number };
}

export const STORE = 'store.jsonl.gz';
export const MANIFEST = 'manifest.json';
/** As `sha256sum -c` reads it. */
export const SUMS = 'SHA256SUMS';

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Every file below a folder, relative and sorted. */
export async function filesBelow(dir: string): Promise<string[]> {
  const all = await readdir(dir, { recursive: true, withFileTypes: true }).catch(orNone);
  return all
    .filter((e) => e.isFile())
    .map((e) => path.relative(dir, path.join(e.parentPath, e.name)))
    .sort();
}

export async function writeSums(dir: string): Promise<void> {
  const lines: string[] = [];
  for (const file of await filesBelow(dir))
    if (file !== SUMS) lines.push(`${await sha256Of(path.join(dir, file))}  ${file}\n`);
  await writeFile(path.join(dir, SUMS), lines.join(''), { mode: 0o600 });
}

/** Reads a backup's manifest when every file of it is as it was made; throws a sentence that names what is not. */
export async function checkBackup(dir: string): Promise<Manifest> {
  const sums = await readFile(path.join(dir, SUMS), 'utf8').catch(() => {
    throw new Error(`${dir} is no whole backup: it has no ${SUMS}`);
  });
  const named = new Set<string>();
  for (const line of sums.split('\n').filter(Boolean)) {
    const [, sum, file] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (!sum || !file || file.split('/').includes('..'))
      throw new Error(`${SUMS} of ${dir} is damaged: ${JSON.stringify(line.slice(0, 100))}`);
    named.add(file);
    const whole = path.join(dir, file);
    if (!(await stat(whole).catch(() => undefined))) throw new Error(`${file} is missing in ${dir}`);
    if ((await sha256Of(whole)) !== sum)
      throw new Error(`${file} in ${dir} is damaged: its checksum is another`);
  }
  for (const needed of [STORE, MANIFEST])
    if (!named.has(needed)) throw new Error(`${SUMS} of ${dir} is damaged: it does not name ${needed}`);
  const manifest = JSON.parse(await readFile(path.join(dir, MANIFEST), 'utf8')) as Manifest;
  if (manifest.format !== 1)
    throw new Error(`${dir} has format ${manifest.format}, made by a newer version of this program`);
  const files = [...named].filter((file) => file.startsWith('files/')).length;
  if (files !== manifest.files.count)
    throw new Error(`${SUMS} of ${dir} is damaged: it names ${files} files of ${manifest.files.count}`);
  return manifest;
}

function orNone(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
