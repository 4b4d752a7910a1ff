import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDays, iso } from '../../src/core/clock.ts';
import { type Visit, visitKind } from '../../src/records/visit.ts';
import { encode } from '../../src/store/codec.ts';
import { key, recordKey, villageSlot } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/store.ts';
import type { Figure } from '../bench.ts';
import { HOUSEHOLDS, median, round, START, VILLAGES } from './load.ts';
import { DATA_KEY, openCounty } from './program.ts';

const VISITS = 1_000_000;
const BATCH = 2000;
const STARTS = 3;
const PACKAGES = fileURLToPath(new URL('../packages.js', import.meta.url));
/** As `scripts/start` has them. */
const FLAGS = ['--max-semi-space-size=32', '--import', PACKAGES, '--import', 'tsx'];

/** From the start of the process to «ready», with a million visits in the store, beside the same with none. */
export async function start(redisUrl: string): Promise<Figure[]> {
  const store = await openCounty(redisUrl);
  const empty = await times(redisUrl);
  await fill(store);
  const full = await times(redisUrl);
  store.close();
  return [
    { name: 'start.process', value: round(bareProcess(), 2), unit: 's' },
    { name: 'start.empty', value: round(empty, 2), unit: 's' },
    {
      name: 'start.million',
      value: round(full, 2),
      unit: 's',
      ratioTo: 'start.empty',
      ratio: round(full / empty, 2),
    },
  ];
}

/** What a process takes that only loads the packages and tsx, and does nothing. */
function bareProcess(): number {
  const all = Array.from({ length: STARTS }, () => {
    const began = performance.now();
    const { status } = spawnSync(process.execPath, [...FLAGS, '--eval', '0']);
    if (status !== 0) throw new Error('the packages could not be loaded');
    return (performance.now() - began) / 1000;
  });
  return median(all);
}

async function times(redisUrl: string): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < STARTS; i++) all.push(await startOnce(redisUrl));
  return median(all);
}

async function startOnce(redisUrl: string): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-start-'));
  const file = fileURLToPath(new URL('./starter.ts', import.meta.url));
  const env = {
    ...process.env,
    REDIS_URL: redisUrl,
    DATA_DIR: dir,
    DATA_KEY,
    ACCOUNT: 'bench',
    HTTP_PORT: '0',
    LOG_LEVEL: 'error',
  };
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, [...FLAGS, file], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const ready = child.stdout ? await Promise.race([once(child.stdout, 'data'), gone]) : undefined;
  const seconds = (performance.now() - began) / 1000;
  if (!String(ready?.[0]).startsWith('ready')) throw new Error('it did not start');
  child.kill('SIGTERM');
  await gone;
  rmSync(dir, { recursive: true, force: true });
  return seconds;
}

/**
 * Visits with their indexes, put in by long pipelines: what is timed is the start and not this. Their sealed fields are one
 * visit's, repeated (nothing at the start opens a visit).
 */
async function fill(store: Store): Promise<void> {
  const { connections, seal } = store.raw;
  const text = '走访 罗启明 入户 老伴头晕好些了,药还有半个月的量,鸡卖了12只';
  const sample = JSON.parse(encode(visitKind, visit(0, text), 'sample', seal)) as object;
  for (let from = 0; from < VISITS; from += BATCH) {
    const pipeline = connections.write.pipeline();
    const records: string[] = [];
    const sets = new Map<string, (string | number)[]>();
    for (let i = from; i < from + BATCH; i++) {
      const v = visit(i, text);
      const slot = villageSlot(v.villageId);
      const { id, by, at, villageId, householdId, date, source } = v;
      records.push(
        recordKey(slot, visitKind, id),
        JSON.stringify({ ...sample, id, by, at, villageId, householdId, date, source }),
      );
      for (const { set, score, member } of visitKind.indexes?.(v) ?? []) {
        const members = sets.get(key(slot, set)) ?? [];
        sets.set(key(slot, set), members);
        members.push(score, member);
      }
    }
    pipeline.mset(...records);
    for (const [set, members] of sets) pipeline.zadd(set, ...members);
    await pipeline.exec();
  }
}

function visit(i: number, text: string): Visit {
  const v = i % VILLAGES;
  const n = Math.floor(i / VILLAGES) % HOUSEHOLDS;
  const date = addDays('2010-01-01', Math.floor(i / (VILLAGES * HOUSEHOLDS)) * 5);
  return {
    id: `S${i + 1}`,
    rev: 1,
    schema: 1,
    by: `U${v + 1}`,
    at: iso(START),
    status: 'active',
    source: { messageId: `s${i}`, chat: `G${v + 1}` },
    villageId: `V${v + 1}`,
    householdId: `H${v * HOUSEHOLDS + n + 1}`,
    date,
    mode: 'home',
    counted: true,
    summary: text.slice(10),
    text,
    history: [],
  };
}
