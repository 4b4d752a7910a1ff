import { readdir, readFile } from 'node:fs/promises';
import { FileBox } from 'file-box';
import { expect, test } from 'vitest';
import { createLanes } from '../../src/core/lanes.ts';
import { within } from '../../src/core/within.ts';
import { safeName, saveIncoming } from '../../src/transport/incoming.ts';
import { createSeldom } from '../../src/transport/seldom.ts';
import { pause, tempDir } from './rig.ts';

test('tasks that share a key run one after the other, others side by side; an error stops nobody', async () => {
  const errors: unknown[] = [];
  const lanes = createLanes((error) => errors.push(error));
  const seen: string[] = [];
  const task = (name: string, ms: number) => async () => {
    await pause(ms);
    seen.push(name);
  };
  void lanes.run(['a'], task('a1', 20));
  void lanes.run(['a', 'b'], task('ab', 0));
  void lanes.run(['b'], async () => {
    seen.push('b1');
    throw new Error('x');
  });
  void lanes.run(['b'], task('b2', 0));
  void lanes.run(['c'], task('c1', 0));
  await lanes.idle();
  expect(seen).toEqual(['c1', 'a1', 'ab', 'b1', 'b2']);
  expect(errors).toHaveLength(1);
});

test('within: the value, the error, or too slow', async () => {
  await expect(within(50, Promise.resolve(1))).resolves.toBe(1);
  await expect(within(50, Promise.reject(new Error('x')))).rejects.toThrow('x');
  await expect(within(5, pause(50))).rejects.toMatchObject({ name: 'TooSlowError' });
});

test('a file is saved under a safe name inside the folder, two ids never under one', async () => {
  const dir = await tempDir();
  const box = () => FileBox.fromBuffer(Buffer.from('x'), '照片.JPG');
  const one = await saveIncoming(box(), dir, '../../a', 10);
  const two = await saveIncoming(box(), dir, '..\\..\\a', 10);
  expect(one.name).toBe('照片.JPG');
  expect(one.path).not.toBe(two.path);
  for (const { path } of [one, two]) expect(path.slice(dir.length + 1)).toMatch(/^[\w-]+\.jpg$/);
  expect(await readFile(one.path, 'utf8')).toBe('x');
  expect(safeName('x'.repeat(300)).length).toBeLessThan(100);
});

test('a file that is too large leaves nothing behind', async () => {
  const dir = await tempDir();
  const box = FileBox.fromBuffer(Buffer.alloc(11), 'a.bin');
  await expect(saveIncoming(box, dir, 'a', 10)).rejects.toMatchObject({ name: 'TooLargeError' });
  expect(await readdir(dir)).toEqual([]);
});

test('the same sentence is passed on once a minute, with how often it came', () => {
  let now = 0;
  const written: [string, number][] = [];
  const report = createSeldom({ now: () => now }, (...one) => written.push(one));
  for (const sentence of ['a', 'a', 'b', 'a']) report(sentence);
  now = 60_000;
  report('a');
  report('a');
  expect(written).toEqual([
    ['a', 1],
    ['b', 1],
    ['a', 3],
  ]);
});
