import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { iso } from '../../../src/core/clock.ts';
import { rowsOf, type Wanted } from '../../../src/features/ledger/ledger.ts';
import { visits as ledger } from '../../../src/features/ledger/visits.ts';
import { openStore } from '../../../src/store/store.ts';
import { createWorkshop } from '../../../src/workshop/workshop.ts';
import type { Figure } from '../../bench.ts';
import { fillCounty } from '../county.ts';
import { round } from '../load.ts';
import { fillVisits, START, TODAY } from './fill.ts';

const HOUSEHOLDS = 500;
/** The rows of a small and of a large ledger, in villages: what is held in memory must not grow with them. */
const FEW = 2;
const MANY = 20;
const MB = 1024 * 1024;

/** A ledger of 10,000 visits and one of 100,000, each made in the workshop: time, memory and how long others waited. */
export async function exporting(redisUrl: string): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-bench-export-'));
  const keys = [Buffer.alloc(32, 3)];
  const store = await openStore({ url: redisUrl, account: 'bench', keys, onError: () => undefined });
  const workshop = createWorkshop(dir);
  try {
    await fillCounty(store, MANY, HOUSEHOLDS, iso(START - 100 * 86_400_000));
    await fillVisits(store);
    const ids = [...store.read.directory.villages()].map((v) => v.id);
    const few = await make('few', ids.slice(0, FEW));
    const many = await make('many', ids);
    return [
      { name: 'export.few.rows', value: few.rows, unit: 'rows' },
      { name: 'export.rows', value: many.rows, unit: 'rows' },
      { name: 'export.made', value: round(many.ms / 1000), unit: 's' },
      { name: 'export.size', value: round(many.bytes / MB), unit: 'MB' },
      { name: 'export.few.memory', value: round(few.grown), unit: 'MB' },
      {
        name: 'export.memory',
        value: round(many.grown),
        unit: 'MB',
        ratioTo: 'export.few.memory',
        ratio: round(many.grown / few.grown),
      },
      { name: 'export.loop.p99', value: round(many.loop), unit: 'ms' },
    ];
  } finally {
    await workshop.stop();
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }

  async function make(name: string, villageIds: readonly string[]) {
    const wanted: Wanted = { villageIds, from: '2017-01-01', to: TODAY, today: TODAY };
    const before = process.memoryUsage().rss;
    let [most, rows] = [before, 0];
    async function* counted() {
      for await (const row of rowsOf(ledger, wanted, store.read)) {
        if (rows++ % 500 === 0) most = Math.max(most, process.memoryUsage().rss);
        yield row;
      }
    }
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    const began = performance.now();
    const sheet = { name: ledger.title, columns: ledger.columns, rows: counted() };
    const path = await workshop.workbook(name, [sheet], { day: TODAY, at: START });
    const ms = performance.now() - began;
    loop.disable();
    const bytes = statSync(path).size;
    return { rows, ms, bytes, grown: (most - before) / MB, loop: loop.percentile(99) / 1e6 };
  }
}
