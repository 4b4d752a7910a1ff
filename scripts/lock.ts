import { readFileSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const FREE = 'free';
/** An empty lock is one that is just being written; one that old was never finished. */
const UNFINISHED_MS = 10_000;

/** What `withLock` rejects with when the lock does not come free in time. */
export class LockedError extends Error {
  override name = 'LockedError';
}

/**
 * Runs `work` while no other process (or caller) runs under the same lock. A lock whose process died is taken over.
 * Rejects with a `LockedError` when the lock does not come free within `waitMs`.
 *
 * The lock is the file `<file>.<number>` with the highest number. Whoever finds that one free (or its holder dead) creates
 * the next number, which only one can do, and looks again: a still higher one means that he looked too long ago. The
 * highest is never deleted, so nobody can take away a lock that became another's in the meantime.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, waitMs = 90_000): Promise<T> {
  const deadline = Date.now() + waitMs;
  let mine = await take(file);
  while (mine === null) {
    if (Date.now() > deadline)
      throw new LockedError(`Another process holds the lock ${file} for too long; end it first.`);
    await pause(20);
    mine = await take(file);
  }
  try {
    return await work();
  } finally {
    await writeFile(mine, FREE);
  }
}

async function take(file: string): Promise<string | null> {
  const [last = 0] = await numbers(file);
  if (last > 0 && (await isHeld(`${file}.${last}`))) return null;
  const mine = `${file}.${last + 1}`;
  try {
    await writeFile(mine, `${process.pid} ${birthOf(process.pid)}`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  }
  const [highest, ...lower] = await numbers(file);
  const useless = highest === last + 1 ? lower : [last + 1];
  for (const number of useless) await rm(`${file}.${number}`, { force: true });
  return highest === last + 1 ? mine : null;
}

/** The numbers of a lock's files, the highest first. */
async function numbers(file: string): Promise<number[]> {
  const prefix = `${path.basename(file)}.`;
  const names = await readdir(path.dirname(file));
  return names
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((a, b) => b - a);
}

async function isHeld(file: string): Promise<boolean> {
  try {
    const content = await readFile(file, 'utf8');
    if (content === FREE) return false;
    const [pid, birth] = content.split(' ');
    if (birth === undefined) return Date.now() - (await stat(file)).mtimeMs < UNFINISHED_MS;
    return isRunning(Number(pid)) && birthOf(Number(pid)) === birth;
  } catch {
    return true; // gone meanwhile: there is a higher one now
  }
}

/** Is there a process with this number (whoever's it is)? */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, which tells it from a later one of the same number; `?` where the system does not say. */
function birthOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return fields?.[19] ?? '?';
  } catch {
    return '?';
  }
}
