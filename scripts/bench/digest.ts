import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, iso } from '../../src/core/clock.ts';
import { StoreDownError } from '../../src/errors.ts';
import { allFigures } from '../../src/features/digest/figures.ts';
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
import { fillCounty, headOf } from './county.ts';
import { median, round } from './load.ts';
import { throughPort } from './program.ts';

const TEAMS = Number(process.env.BENCH_TEAMS ?? 200);
const HOUSEHOLDS = Number(process.env.BENCH_HOUSEHOLDS ?? 500);
/** Villages that are counted anew; their time is scaled to all of them, and the output says so. */
const RECOUNTED = Math.min(TEAMS, Number(process.env.BENCH_RECOUNTED ?? TEAMS));
/** Visits a household: one a week. */
const VISITS = 10;
const TODAY = '2017-09-18';
const MONDAY = '2017-09-11';
const START = Date.parse(`${TODAY}T11:00:00+08:00`);
/** The hour at which helpers speak while the digests are made. */
const ASKED = Date.parse('2017-09-13T08:00:00+08:00');
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
    // Only the filling goes without a sync for each commit: what is measured runs as in production.
    await store.raw.connections.write.config('SET', 'appendfsync', 'no');
    await fillCounty(store, TEAMS, HOUSEHOLDS, iso(START - 100 * 86_400_000));
    const empty = await memory(store);
    const visits = await fillVisits(store);
    const full = await memory(store);
    await store.raw.connections.write.config('SET', 'appendfsync', 'always');
    const ids = [...store.read.directory.villages()].map((v) => v.id);
    const figures = await timed(15, () => allFigures(ids, MONDAY, TODAY, store.read));
    const counting = (await timed(1, () => agrees(store, ids.slice(0, RECOUNTED)))) * (TEAMS / RECOUNTED);
    const made = await makeAll(store, ids, dir);
    return [
      { name: 'digest.visits', value: visits, unit: 'visits' },
      { name: 'digest.recount.villages', value: RECOUNTED, unit: `villages of ${TEAMS}, scaled` },
      { name: 'digest.recount', value: Math.round(counting), unit: 'ms' },
      {
        name: 'digest.figures',
        value: round(figures),
        unit: 'ms',
        ratioTo: 'digest.recount',
        ratio: Math.round(counting / figures),
      },
      { name: 'digest.made', value: Math.round(made.ms), unit: 'ms' },
      { name: 'digest.reply.idle.p99', value: round(made.idle), unit: 'ms' },
      {
        name: 'digest.reply.p99',
        value: round(made.busy),
        unit: 'ms',
        ratioTo: 'digest.reply.idle.p99',
        ratio: round(made.busy / made.idle),
      },
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
    const households = [...store.read.directory.households(village.id)].map((h) => h.id);
    const known = new Map(
      (await store.read.many(rhythmKind, households, village.id)).map((r) => [r.householdId, r]),
    );
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
      const before = known.get(household.id);
      const after = { ...importedRhythm(household, mine, iso(START)), rev: before?.rev ?? 0 };
      changes.push(change({ kind: rhythmKind, before, after, action: 'rhythm.follow', actor: 'bench' }));
    }
    for (let i = 0; i < changes.length; i += BATCH)
      await surely(() =>
        store.commit(slot, {
          mark: `fill|${village.id}|${i}`,
          now: START,
          changes: changes.slice(i, i + BATCH),
        }),
      );
  }
  return serial;
}

/** A busy disk may let a commit of the filling run out of its time: its mark lets it be given again. */
async function surely(commit: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await commit();
      return;
    } catch (error) {
      if (!(error instanceof StoreDownError) || tries === 5) throw error;
    }
  }
}

async function agrees(store: Store, villageIds: readonly string[]): Promise<void> {
  const differences = await recount(store, false, villageIds);
  if (differences.length > 0) throw new Error(`${differences.length} counters differ from the records`);
}

/** Every team's text and picture; and what an answer to a visit takes meanwhile, and without them. */
async function makeAll(store: Store, ids: readonly string[], dir: string) {
  const workshop = createWorkshop(dir);
  const program = await throughPort(store);
  let serial = 0;
  let done = false;

  /** A helper says a visit, every 20 ms, through the program's port: from his words to the durable answer. */
  async function asking(enough: (n: number) => boolean): Promise<number> {
    const times: number[] = [];
    while (!enough(times.length)) {
      const v = serial % TEAMS;
      const at = performance.now();
      await program.handle({
        id: `ask${serial}`,
        kind: 'text',
        from: `U${v + 1}`,
        room: `G${v + 1}`,
        text: `走访 ${headOf(v, Math.floor(serial / TEAMS) % HOUSEHOLDS)} 入户 9月12日 ${NOTE}`,
        mention: false,
        sentAt: ASKED,
      });
      times.push(performance.now() - at);
      serial++;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  }

  try {
    const idle = await asking((n) => n === 300);
    const meanwhile = asking((n) => done && n >= 100);
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
    return { ms, largest, idle, busy: await meanwhile };
  } finally {
    program.end();
    await workshop.stop();
  }
}

async function timed(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const at = performance.now();
    await work();
    times.push(performance.now() - at);
  }
  return median(times);
}
