import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rhythmAfter, rhythmWith } from '../../src/features/visit/rhythm.ts';
import type { HouseholdBrief } from '../../src/records/read.ts';
import { ATTEMPTS, COUNTED, MODES, type Visit } from '../../src/records/visit.ts';
import { aRhythm, aVisit } from '../support/store.ts';

const household: HouseholdBrief = {
  id: 'H01',
  head: '罗启明',
  aliases: [],
  villageId: 'V01',
  group: '1组',
  size: 2,
  category: '在册未脱贫',
  visitCycleDays: 7,
  status: 'active',
  helperId: 'U18',
};

const told = fc.record({
  mode: fc.constantFrom(...MODES),
  date: fc.integer({ min: 1, max: 14 }).map((d) => `2017-09-${String(d).padStart(2, '0')}`),
});

const visitsOf = (list: readonly Pick<Visit, 'mode' | 'date'>[], from: number) =>
  list.map(({ mode, date }, i) => aVisit(`S${from + i}`, { mode, date, counted: COUNTED.has(mode) }));

it('the rhythm that follows from new visits alone is the one that follows from all of them', () => {
  let told1 = 0;
  fc.assert(
    fc.property(
      fc.array(told, { maxLength: 8 }),
      fc.array(told, { minLength: 1, maxLength: 3 }),
      (before, now) => {
        const earlier = visitsOf(before, 1);
        const fresh = visitsOf(now, 100);
        const old = rhythmAfter(aRhythm({ since: '2017-08-20' }), earlier, household);
        const alone = rhythmWith(old, fresh, household);
        if (alone === null) return;
        told1 += 1;
        expect(alone).toEqual(rhythmAfter(old, [...earlier, ...fresh], household));
      },
    ),
    { numRuns: 2000, seed: 20170913 },
  );
  expect(told1).toBeGreaterThan(200);
});

it('it does not judge a try at which nobody was met, nor what may have come before one', () => {
  const old = aRhythm({ attempts: 1 });
  for (const mode of ATTEMPTS)
    expect(rhythmWith(aRhythm(), visitsOf([{ mode, date: '2017-09-13' }], 1), household)).toBeNull();
  expect(rhythmWith(old, visitsOf([{ mode: 'home', date: '2017-09-13' }], 1), household)).toBeNull();
});
