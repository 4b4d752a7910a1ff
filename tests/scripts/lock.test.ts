import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from '../../scripts/lock.ts';
import { temporaryFolder } from '../support/redis.ts';

let dir: string;
let file: string;

beforeEach(() => {
  dir = temporaryFolder('bangfu-scripts-');
  file = path.join(dir, 'lock');
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('one at a time', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await pause(5);
    inside--;
  };
  await Promise.all(Array.from({ length: 20 }, () => withLock(file, work)));
  expect(most).toBe(1);
  expect(readdirSync(dir)).toHaveLength(1);
});

test('one at a time among processes that find the lock of a dead one', async () => {
  writeFileSync(`${file}.3`, '999999999 1');
  const program = fileURLToPath(new URL('../support/lock-program.ts', import.meta.url));
  const programs = Array.from(
    { length: 5 },
    () =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, ['--import', 'tsx', program, dir], { stdio: 'inherit' });
        child.once('close', resolve);
      }),
  );
  expect(await Promise.all(programs)).toEqual([0, 0, 0, 0, 0]);
  const lines = readFileSync(path.join(dir, 'journal'), 'utf8').trim().split('\n');
  expect(lines).toHaveLength(5 * 40);
  for (let i = 0; i < lines.length; i += 2) {
    expect(lines[i]).toMatch(/ in$/);
    expect(lines[i + 1]).toBe(lines[i]?.replace(/in$/, 'out'));
  }
});

test('what the work gives or throws is handed on, and the lock is free again', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(file, async () => 7, 0)).toBe(7);
});

test('a living process keeps its lock', async () => {
  await withLock(file, async () => {
    const long = Date.now() / 1000 - 3600;
    for (const name of readdirSync(dir)) utimesSync(path.join(dir, name), long, long);
    await expect(withLock(file, async () => 7, 50)).rejects.toThrow(/holds the lock .* for too long/);
  });
});

test.each([
  ['a number that is another process by now', `${process.pid} 1`],
  ['a lock that was never written', ''],
])('%s holds nothing', async (_, content) => {
  writeFileSync(`${file}.1`, content);
  const long = Date.now() / 1000 - 3600;
  utimesSync(`${file}.1`, long, long);
  expect(await withLock(file, async () => 7, 0)).toBe(7);
});
