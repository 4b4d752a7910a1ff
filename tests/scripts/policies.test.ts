import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { main } from '../../src/main.ts';
import type { Policy } from '../../src/records/policy.ts';
import { openStore } from '../../src/store/store.ts';
import { freshDatabase, temporaryFolder } from '../support/redis.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const BOOK = join(root, 'src/features/policy/book');
const KEY = Buffer.alloc(32, 7);

afterEach(() => vi.unstubAllEnvs());

/** The entries as another process reads them. */
async function policiesIn(url: string): Promise<readonly Policy[]> {
  const store = await openStore({ url, account: 'test', keys: [KEY], onError: () => undefined });
  const found = store.read.directory.policies();
  store.close();
  return found;
}

/** Starts the program on a real store and stops it again. */
async function startOn(url: string, policyDir?: string): Promise<void> {
  const settings = {
    DATA_KEY: KEY.toString('base64'),
    DATA_DIR: temporaryFolder(),
    ACCOUNT: 'test',
    HTTP_PORT: '0',
    LOG_LEVEL: 'silent',
    ...(policyDir ? { POLICY_DIR: policyDir } : {}),
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const running = await main({ channel: 'simulator', redisUrl: url });
  await running.stop();
}

function folderOf(...ids: string[]): string {
  const dir = temporaryFolder();
  for (const id of ids) cpSync(join(BOOK, `${id}.md`), join(dir, `${id}.md`));
  return dir;
}

async function policies(url: string, ...args: string[]) {
  const child = spawn('npm', ['run', '--silent', 'policies', '--', ...args], {
    cwd: root,
    env: {
      ...process.env,
      REDIS_URL: url,
      DATA_KEY: KEY.toString('base64'),
      DATA_DIR: temporaryFolder(),
      ACCOUNT: 'test',
    },
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (d) => {
      out += d;
    });
  const code = await new Promise<number>((resolve) => child.once('close', resolve));
  return { code, out };
}

it('a first start takes the built-in book in as drafts, and no later one brings an entry back', async () => {
  const url = await freshDatabase();
  await startOn(url);
  const first = await policiesIn(url);
  expect(first).toHaveLength(40);
  expect(new Set(first.map((p) => `${p.state} ${p.reviewedBy}`))).toEqual(new Set(['draft undefined']));
  await startOn(url, folderOf('P01'));
  expect((await policiesIn(url)).map((p) => p.rev)).toEqual(first.map((p) => p.rev));
});

it('a first start takes the folder that is named, and does not start on a wrong file', async () => {
  const url = await freshDatabase();
  const dir = folderOf('P07', 'P33');
  await startOn(url, dir);
  expect((await policiesIn(url)).map((p) => p.id)).toEqual(['P07', 'P33']);
  const wrong = folderOf('P02');
  writeFileSync(
    join(wrong, 'P02.md'),
    readFileSync(join(BOOK, 'P02.md'), 'utf8').replace(/## 来源[\s\S]*?(?=\n## )/, ''),
  );
  await expect(startOn(await freshDatabase(), wrong)).rejects.toThrow(/P02\.md.*sources/);
});

it('npm run policies says what would be taken in, writes it with --write, and leaves alone what is there', async () => {
  const url = await freshDatabase();
  const dir = folderOf('P07');
  const looked = await policies(url, dir);
  expect(looked).toMatchObject({ code: 0, out: expect.stringContaining('Nothing was written') });
  expect(await policiesIn(url)).toEqual([]);
  expect((await policies(url, dir, '--write')).out).toContain('Taken in as drafts: P07');
  expect((await policiesIn(url)).map((p) => `${p.id} ${p.state}`)).toEqual(['P07 draft']);
  cpSync(join(BOOK, 'P08.md'), join(dir, 'P08.md'));
  const again = await policies(url, dir, '--write');
  expect(again.out).toContain('Taken in as drafts: P08. There already, left alone: P07.');
  expect(await policies(url)).toMatchObject({ code: 2 });
});
