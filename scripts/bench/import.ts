import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lookUp } from '../../src/core/text/names.ts';
import { change } from '../../src/records/change.ts';
import { householdKind } from '../../src/records/household.ts';
import { openStore } from '../../src/store/store.ts';
import type { Figure } from '../bench.ts';
import { lookUps } from './names.ts';
import { writeCounty } from './workbook.ts';

const VILLAGES = 200;
const HOUSEHOLDS = 500;
const KEY = Buffer.alloc(32, 5);

/**
 * 100,000 made-up households with members and helpers: the terminal's own import as a process of its own (its time and its
 * largest memory), the same file again, then names with one wrong character, and one name moved on.
 */
export async function importing(redisUrl: string): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-bench-import-'));
  try {
    const file = join(dir, 'county.xlsx');
    await writeCounty(file, VILLAGES, HOUSEHOLDS);
    const first = await run(dir, file, redisUrl);
    const again = await run(dir, file, redisUrl);
    return [
      { name: 'import.file', value: round(statSync(file).size / 1024 / 1024), unit: 'MB' },
      { name: 'import.households', value: VILLAGES * HOUSEHOLDS, unit: 'households' },
      { name: 'import.time', value: round(first.seconds), unit: 's' },
      { name: 'import.memory', value: round(first.megabytes), unit: 'MB' },
      {
        name: 'import.again',
        value: round(again.seconds),
        unit: 's',
        ratioTo: 'import.time',
        ratio: round(again.seconds / first.seconds),
      },
      ...(await names(redisUrl)),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function run(
  dir: string,
  file: string,
  redisUrl: string,
): Promise<{ seconds: number; megabytes: number }> {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: { import: string };
  };
  // As `npm run import` calls it, with a report of the largest memory at the end.
  const args = manifest.scripts.import.split(' ').slice(1, -1);
  const peak = join(dir, 'peak');
  const program = new URL('./measured-import.ts', import.meta.url).pathname;
  const began = performance.now();
  await promisify(execFile)(process.execPath, [...args, program, file, '--yes'], {
    cwd: new URL('../..', import.meta.url).pathname,
    env: {
      ...process.env,
      REDIS_URL: redisUrl,
      DATA_DIR: dir,
      DATA_KEY: KEY.toString('base64'),
      PEAK_FILE: peak,
    },
    maxBuffer: 1 << 26,
  });
  return {
    seconds: (performance.now() - began) / 1000,
    megabytes: Number(readFileSync(peak, 'utf8')) / 1024,
  };
}

/** Names with one wrong character among all of them, for somebody who helps twenty households. */
async function names(redisUrl: string): Promise<Figure[]> {
  const store = await openStore({ url: redisUrl, account: 'wx', keys: [KEY], onError: () => undefined });
  const { directory } = store.read;
  const figures = lookUps(directory.householdNames(), VILLAGES, HOUSEHOLDS);
  const id = [...directory.households('V01')][0]?.id ?? '';
  const before = await store.read.get(householdKind, id, 'V01');
  if (!before) throw new Error('the import left no household');
  const after = { ...before, head: '罗改名' };
  const one = change({ kind: householdKind, before, after, action: 'household.import', actor: 'bench' });
  await store.commit('{v:V01}', { mark: 'bench|rename', now: 0, changes: [one] });
  const began = performance.now();
  const found = lookUp(directory.householdNames(), '罗改名', { own: new Set(), villages: new Set() });
  const moved = performance.now() - began;
  store.close();
  if (found[0]?.entry.id !== id) throw new Error('a new name was not found');
  return [...figures, { name: 'names.after-change', value: round(moved), unit: 'ms' }];
}

const round = (n: number) => Math.round(n * 100) / 100;
