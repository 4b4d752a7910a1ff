import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, iso } from '../../src/core/clock.ts';
import { allFigures, weekFigures } from '../../src/features/digest/figures.ts';
import { materialOf } from '../../src/features/digest/material.ts';
import { pictureOf } from '../../src/features/digest/picture.ts';
import { digestText } from '../../src/features/digest/text.ts';
import { importedRhythm } from '../../src/features/visit/import.ts';
import { change } from '../../src/records/change.ts';
import { rhythmKind } from '../../src/records/rhythm.ts';
import { type Visit, visitKind } from '../../src/records/visit.ts';
import { villageSlot } from '../../src/store/keys.ts';
import { recount } from '../../src/store/recount.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createWorkshop } from '../../src/workshop/workshop.ts';
import type { Figure } from '../bench.ts';
import { fillCounty } from './county.ts';

const TEAMS = Number(process.env.BENCH_TEAMS ?? 200);
const HOUSEHOLDS = Number(process.env.BENCH_HOUSEHOLDS ?? 500);
/** Visits a household: one a week. */
const VISITS = 10;
const TODAY = '2017-09-18';
const MONDAY = '2017-09-11';
const START = Date.parse(`${TODAY}T11:00:00+08:00`);
const NOTE = '老伴头晕好些了,药还有半个月的量,鸡卖了12只';
/** Changes in one commit: Redis answers others in between. */
const BATCH = 250;

/** A small repeatable generator (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

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
    const empty = await memory(store);
    const visits = await fillVisits(store);
    const full = await memory(store);
    const ids = [...store.read.directory.villages()].map((v) => v.id);
    const figures = await median(7, () => allFigures(ids, MONDAY, TODAY, store.read));
    const began = performance.now();
    const differences = await recount(store);
    const counting = performance.now() - began;
    if (differences.length > 0) throw new Error(`${differences.length} counters differ from the records`);
    const made = await makeAll(store, ids, dir);
    return [
      { name: 'digest.visits', value: visits, unit: 'visits' },
      { name: 'digest.recount', value: Math.round(counting), unit: 'ms' },
      {
        name: 'digest.figures',
        value: Math.round(figures * 10) / 10,
        unit: 'ms',
        ratioTo: 'digest.recount',
        ratio: Math.round(counting / figures),
      },
      { name: 'digest.made', value: Math.round(made.ms), unit: 'ms' },
      { name: 'digest.reply.p99', value: Math.round(made.p99 * 10) / 10, unit: 'ms' },
      { name: 'digest.picture.largest', value: made.largest, unit: 'bytes' },
      { name: 'digest.redis', value: Math.round(full / 1024 / 1024), unit: 'MB' },
      { name: 'digest.redis.visit', value: Math.round((full - empty) / visits), unit: 'bytes' },
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

/** One visit a household and week; some nobody met, some by phone, one household in thirty left alone for three weeks. */
async function fillVisits(store: Store): Promise<number> {
  const random = dice(17);
  let serial = 0;
  for (const village of store.read.directory.villages()) {
    const slot = villageSlot(village.id);
    const changes: ReturnType<typeof change>[] = [];
    for (const household of store.read.directory.households(village.id)) {
      const mine: Visit[] = [];
      const leftAlone = random() < 1 / 30 ? 21 : 0;
      for (let n = 0; n < VISITS; n++) {
        const date = addDays(MONDAY, Math.floor(random() * 7) - leftAlone - (VISITS - 1 - n) * 7);
        const chance = random();
        const mode = chance < 0.75 ? 'home' : chance < 0.92 ? 'phone' : 'absent';
        mine.push({
          id: `S${++serial}`,
          rev: 0,
          schema: 1,
          by: household.helperId ?? '',
          at: iso(Date.parse(`${date}T17:00:00+08:00`)),
          status: 'active',
          source: { messageId: `m${serial}`, chat: 'G1' },
          villageId: village.id,
          householdId: household.id,
          date,
          mode,
          counted: mode !== 'absent',
          summary: NOTE,
          text: `走访 ${household.head} ${NOTE}`,
          history: [],
        });
      }
      changes.push(
        ...mine.map((after) => change({ kind: visitKind, after, action: 'visit.log', actor: after.by })),
      );
      const before = await store.read.get(rhythmKind, household.id, village.id);
      const after = { ...importedRhythm(household, mine, iso(START)), rev: before?.rev ?? 0 };
      changes.push(change({ kind: rhythmKind, before, after, action: 'rhythm.follow', actor: 'bench' }));
    }
    for (let i = 0; i < changes.length; i += BATCH)
      await store.commit(slot, {
        mark: `fill|${village.id}|${i}`,
        now: START,
        changes: changes.slice(i, i + BATCH),
      });
  }
  return serial;
}

/** Every team's text and picture, and what an answer from the store takes meanwhile. */
async function makeAll(store: Store, ids: readonly string[], dir: string) {
  const workshop = createWorkshop(dir);
  const times: number[] = [];
  let done = false;
  const asking = (async () => {
    for (let i = 0; !done; i++) {
      const at = performance.now();
      await weekFigures(ids[i % ids.length] ?? '', MONDAY, store.read);
      await new Promise((resolve) => setImmediate(resolve));
      times.push(performance.now() - at);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  const began = performance.now();
  let largest = 0;
  for (const id of ids) {
    const name = store.read.directory.village(id)?.name ?? id;
    const m = await materialOf(name, [id], MONDAY, TODAY, store.read);
    const text = digestText(m, { person: `U${id.slice(1)}` }, store.read);
    if ([...text].length >= 600) throw new Error(`the digest of ${id} has ${[...text].length} characters`);
    const path = await workshop.picture(await pictureOf(m, store.read), TODAY);
    largest = Math.max(largest, statSync(path).size);
  }
  const ms = performance.now() - began;
  done = true;
  await asking;
  await workshop.stop();
  times.sort((a, b) => a - b);
  return { ms, largest, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

async function median(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const at = performance.now();
    await work();
    times.push(performance.now() - at);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}
