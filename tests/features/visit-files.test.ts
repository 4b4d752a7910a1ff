import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFiles } from '../../src/store/files.ts';

const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');

describe('files beside the records', () => {
  let dir: string;
  const put = (name: string, content: Buffer | string) => {
    const path = join(dir, name);
    writeFileSync(path, content);
    return path;
  };
  const kept = () =>
    readdirSync(join(dir, 'data', 'photos'), { recursive: true, encoding: 'utf8' }).filter((f) =>
      f.includes('/'),
    );

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'bangfu-files-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('keeps a picture under its hash, as it came, and the same one once', async () => {
    const files = createFiles(join(dir, 'data'));
    const hash = await files.keep('photos', put('a.png', JPEG));
    expect(await files.keep('photos', put('other name.jpg', JPEG))).toBe(hash);
    expect(kept()).toEqual([`${hash?.slice(0, 2)}/${hash}.jpg`]);
    expect(readFileSync((await files.find('photos', hash ?? '')) ?? '')).toEqual(JPEG);
  });

  it('leaves one file where the same picture comes many times at once', async () => {
    const files = createFiles(join(dir, 'data'));
    const paths = Array.from({ length: 20 }, (_, i) => put(`${i}.jpg`, JPEG));
    const hashes = await Promise.all(paths.map((path) => files.keep('photos', path)));
    expect(new Set(hashes).size).toBe(1);
    expect(kept()).toHaveLength(1);
  });

  it('takes a file up to the limit and none above it, and nothing that is gone', async () => {
    const files = createFiles(join(dir, 'data'), 10);
    expect(await files.keep('photos', put('ten', Buffer.alloc(10)))).toMatch(/^[0-9a-f]{64}$/);
    expect(await files.keep('photos', put('eleven', Buffer.alloc(11)))).toBeUndefined();
    expect(await files.keep('photos', join(dir, 'gone.jpg'))).toBeUndefined();
    expect(await files.find('photos', 'ab00')).toBeUndefined();
  });

  it.each(['../../evil', 'a.sh;rm', 'x.'])('makes a harmless name of %s', async (name) => {
    const files = createFiles(join(dir, 'data'));
    const hash = await files.keep('photos', put(name.replace(/.*\//, ''), `content of ${name}`));
    expect(kept()[0]).toMatch(new RegExp(`^[0-9a-f]{2}/${hash}(\\.\\w{1,8})?$`));
  });
});
