import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iso } from '../../../src/core/clock.ts';
import { allFigures } from '../../../src/features/digest/figures.ts';
import { recount } from '../../../src/store/recount.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import type { Figure } from '../../bench.ts';
import { fillCounty } from '../county.ts';
import { median, round } from '../load.ts';
import { fillVisits, MONDAY, START, TODAY } from './fill.ts';
import { makeAll } from './making.ts';

const TEAMS = Number(process.env.BENCH_TEAMS ?? 200);
const HOUSEHOLDS = Number(process.env.BENCH_HOUSEHOLDS ?? 500);

/**
 * All teams' figures from the counters, beside a recount of the same records; then all texts and pictures, with answers
 * timed meanwhile; and what a visit takes in Redis with its indexes, counters and audit entry.
 */
export async function digest(redisUrl: string): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-bench-digest-'));
  const store = await openStore({
    url: redisUrl,
    account: 'bench',
    keys: [Buffer.alloc(32, 3)],
    filesDir: dir,
    onError: () => undefined,
  });
  try {
    await fillCounty(store, TEAMS, HOUSEHOLDS, iso(START - 100 * 86_400_000));
    let visits = 0;
    const empty = await memory(store);
    const filling = await timed(1, async () => {
      visits = await fillVisits(store);
    });
    const full = await memory(store);
    const ids = [...store.read.directory.villages()].map((v) => v.id);
    const figures = await timed(15, () => allFigures(ids, MONDAY, TODAY, store.read));
    const counting = await timed(1, () => agrees(store));
    const made = await makeAll(store, dir, HOUSEHOLDS);
    return [
      { name: 'digest.visits', value: visits, unit: 'visits' },
      { name: 'digest.fill', value: Math.round(filling.ms / 1000), unit: 's' },
      { name: 'digest.redis', value: Math.round(full / 1024 / 1024), unit: 'MB' },
      { name: 'digest.redis.visit', value: Math.round((full - empty) / visits), unit: 'bytes' },
      { name: 'digest.recount', value: Math.round(counting.ms), unit: 'ms' },
      {
        name: 'digest.figures',
        value: round(figures.ms),
        unit: 'ms',
        ratioTo: 'digest.recount',
        ratio: Math.round(counting.ms / figures.ms),
      },
      { name: 'digest.figures.cpu', value: round(figures.cpu), unit: 'ms' },
      { name: 'digest.made', value: Math.round(made.ms), unit: 'ms' },
      { name: 'digest.made.cpu', value: Math.round(made.cpu), unit: 'ms' },
      { name: 'digest.picture.largest', value: made.largest, unit: 'bytes' },
      { name: 'digest.reply.idle.p99', value: round(made.idle.p99), unit: 'ms' },
      {
        name: 'digest.reply.p99',
        value: round(made.busy.p99),
        unit: 'ms',
        ratioTo: 'digest.reply.idle.p99',
        ratio: round(made.busy.p99 / made.idle.p99),
      },
      { name: 'digest.loop.idle.p99', value: round(made.idle.loop), unit: 'ms' },
      { name: 'digest.loop.p99', value: round(made.busy.loop), unit: 'ms' },
      { name: 'digest.loop.longest', value: round(made.busy.longest), unit: 'ms' },
    ];
  } finally {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function memory(store: Store): Promise<number> {
  const info = await store.raw.connections.read.info('memory');
  return Number(/used_memory:(\d+)/.exec(info)?.[1]);
}

async function agrees(store: Store): Promise<void> {
  const differences = await recount(store);
  if (differences.length > 0) throw new Error(`${differences.length} counters differ from the records`);
}

/** The median of some rounds, and the processor time of one, ms. */
async function timed(rounds: number, work: () => Promise<unknown>): Promise<{ ms: number; cpu: number }> {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let i = 0; i < rounds; i++) {
    const at = performance.now();
    await work();
    times.push(performance.now() - at);
  }
  const { user, system } = process.cpuUsage(before);
  return { ms: median(times), cpu: (user + system) / 1000 / rounds };
}
