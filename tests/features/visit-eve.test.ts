import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, mondayOf } from '../../src/core/clock.ts';
import { isWorkday, toWalk } from '../../src/features/visit/plan/eveList.ts';
import type { Village } from '../../src/records/organisation.ts';
import type { HouseholdBrief, Read } from '../../src/records/read.ts';
import type { Rhythm } from '../../src/records/rhythm.ts';
import type { Visit } from '../../src/records/visit.ts';
import { aRhythm, aVisit } from '../support/store.ts';

const village = (workdays: number[], status = 'active') => ({ workdays, status }) as Village;

describe('workdays (D03)', () => {
  it.each([
    ['2017-09-13', [3, 7], true],
    ['2017-09-17', [3, 7], true],
    ['2017-09-14', [3, 7], false],
    ['2017-09-13', [7], false],
    ['2017-09-18', [1], true],
    ['2017-09-13', [], false],
  ])('%s in a village with %j: %s', (day, workdays, expected) => {
    expect(isWorkday(village(workdays), day)).toBe(expected);
    expect(isWorkday(village(workdays, 'void'), day)).toBe(false);
  });

  it('come as often a week as the village has them', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }));
    const start = fc.integer({ min: 0, max: 5000 }).map((d) => addDays('2010-01-01', d));
    fc.assert(
      fc.property(days, start, (workdays, from) => {
        const week = Array.from({ length: 7 }, (_, i) => addDays(from, i));
        expect(week.filter((day) => isWorkday(village(workdays), day))).toHaveLength(workdays.length);
      }),
    );
  });
});

interface Case {
  /** Days since the last visit; null: never. */
  ago: number | null;
  /** Days until an agreed visit. */
  agreed: number | null;
}

/** A village in memory: one household a case. */
function township(cases: readonly Case[], day: string) {
  const households = cases.map(
    (_, i) =>
      ({ id: `H${i + 1}`, head: `户${i + 1}`, villageId: 'V01', visitCycleDays: 7 }) as HouseholdBrief,
  );
  const rhythms = new Map<string, Rhythm>();
  const visits = new Map<string, Visit>();
  for (const [i, { ago, agreed }] of cases.entries()) {
    const id = `H${i + 1}`;
    const date = addDays(day, -(ago ?? 0));
    const last = ago === null ? undefined : { visitId: `S${i + 1}`, date, mode: 'home' as const, by: 'U18' };
    rhythms.set(id, aRhythm({ id, householdId: id, last }));
    const nextVisit = agreed === null ? undefined : addDays(day, agreed);
    visits.set(`S${i + 1}`, aVisit(`S${i + 1}`, { householdId: id, date, nextVisit }));
  }
  const read = {
    get: async (_: unknown, id: string) => rhythms.get(id),
    range: async (_: string, set: string) => [`S${set.split(':')[1]?.slice(1)}`],
    many: async (_: unknown, ids: string[]) => ids.flatMap((id) => visits.get(id) ?? []),
  } as unknown as Read;
  return { households, read };
}

const cases = fc.array(
  fc.record({
    ago: fc.option(fc.integer({ min: 0, max: 40 })),
    agreed: fc.option(fc.integer({ min: -3, max: 3 })),
  }),
  { maxLength: 12 },
);

describe('whom to go to', () => {
  it('are those not seen this week or promised that day, the most overdue first', async () => {
    const day = fc.integer({ min: 0, max: 400 }).map((d) => addDays('2017-01-01', d));
    await fc.assert(
      fc.asyncProperty(cases, day, async (list, on) => {
        const { households, read } = township(list, on);
        const walk = await toWalk(households, on, read);
        const sinceMonday = daysBetween(mondayOf(on), on);
        const wanted = list.filter(({ ago, agreed }) => ago === null || ago > sinceMonday || agreed === 0);
        expect(walk).toHaveLength(wanted.length);
        const overdue = walk.map((w) => w.overdue);
        expect(overdue).toEqual([...overdue].sort((a, b) => (a === b ? 0 : b > a ? 1 : -1)));
        for (const { nextVisit } of walk) expect(nextVisit === undefined || nextVisit >= on).toBe(true);
      }),
    );
  });
});
