import { addDays, iso } from '../../../src/core/clock.ts';
import { StoreDownError } from '../../../src/errors.ts';
import { importedRhythm } from '../../../src/features/visit/import.ts';
import { type Change, change } from '../../../src/records/change.ts';
import type { HouseholdBrief } from '../../../src/records/read.ts';
import { rhythmKind } from '../../../src/records/rhythm.ts';
import { type Visit, visitKind } from '../../../src/records/visit.ts';
import { villageSlot } from '../../../src/store/keys.ts';
import type { Store } from '../../../src/store/store.ts';

/** The week that is told of, and the Monday on which it is. */
export const MONDAY = '2017-09-11';
export const TODAY = '2017-09-18';
export const START = Date.parse(`${TODAY}T11:00:00+08:00`);
export const NOTE = '老伴头晕好些了,药还有半个月的量,鸡卖了12只';
/** Visits a household: one a week. */
const VISITS = 10;
/** Changes in one commit: Redis answers others in between. */
const BATCH = 250;
/** Villages under way at a time: while Redis writes one, the next one is encoded. */
const LANES = 4;

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
 * One visit a household and week, by the commits that the program itself makes: some nobody met, some by phone, one
 * household in thirty left alone for three weeks. Resolves to how many.
 */
export async function fillVisits(store: Store): Promise<number> {
  const villages = [...store.read.directory.villages()].map((v) => v.id);
  const { connections } = store.raw;
  // Only the filling goes without a sync for each commit, and without rewriting the file again and again: what is
  // measured runs as in production.
  await connections.write.config('SET', 'appendfsync', 'no', 'auto-aof-rewrite-percentage', '0');
  let done = 0;
  let visits = 0;
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      for (let v = lane; v < villages.length; v += LANES) {
        const filled = await fillVillage(store, villages[v] ?? '', v);
        visits += filled;
        if (++done % 20 === 0) console.error(`${done} of ${villages.length} villages filled`);
      }
    }),
  );
  await connections.write.config('SET', 'appendfsync', 'always');
  return visits;
}

async function fillVillage(store: Store, villageId: string, v: number): Promise<number> {
  const random = dice(17 + v);
  const households = [...store.read.directory.households(villageId)];
  const ids = households.map((h) => h.id);
  const known = new Map((await store.read.many(rhythmKind, ids, villageId)).map((r) => [r.householdId, r]));
  const visits: Visit[] = [];
  let changes: Change[] = [];
  let part = 0;
  const put = async () => {
    const c = { mark: `fill|${villageId}|${part++}`, now: START, changes };
    changes = [];
    await surely(() => store.commit(villageSlot(villageId), c));
  };
  for (const [i, household] of households.entries()) {
    const mine = visitsOf(household, (v * households.length + i) * VISITS, random);
    visits.push(...mine);
    changes.push(
      ...mine.map((after) => change({ kind: visitKind, after, action: 'visit.log', actor: after.by })),
    );
    const before = known.get(household.id);
    const after = { ...importedRhythm(household, mine, iso(START)), rev: before?.rev ?? 0 };
    changes.push(change({ kind: rhythmKind, before, after, action: 'rhythm.follow', actor: 'bench' }));
    if (changes.length >= BATCH) await put();
  }
  await put();
  return visits.length;
}

function visitsOf(household: HouseholdBrief, from: number, random: () => number): Visit[] {
  const leftAlone = random() < 1 / 30 ? 21 : 0;
  return Array.from({ length: VISITS }, (_, n) => {
    const date = addDays(MONDAY, Math.floor(random() * 7) - leftAlone - (VISITS - 1 - n) * 7);
    const chance = random();
    const mode = chance < 0.75 ? 'home' : chance < 0.92 ? 'phone' : 'absent';
    return {
      id: `S${from + n + 1}`,
      rev: 0,
      schema: 1,
      by: household.helperId ?? '',
      at: iso(Date.parse(`${date}T17:00:00+08:00`)),
      status: 'active',
      source: { messageId: `m${from + n + 1}`, chat: 'G1' },
      villageId: household.villageId,
      householdId: household.id,
      date,
      mode,
      counted: mode !== 'absent',
      summary: NOTE,
      text: `走访 ${household.head} ${NOTE}`,
      history: [],
    };
  });
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
