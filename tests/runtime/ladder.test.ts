import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, at, type Day, dayOf, daysBetween } from '../../src/core/clock.ts';
import type { HouseholdBrief } from '../../src/records/read.ts';
import { rhythmKind } from '../../src/records/rhythm.ts';
import type { Store } from '../../src/store/store.ts';
import { createWorld, onlyPush } from '../support/world.ts';

const FIRST = '2017-09-13';
const DAYS = 24;

/** A visit by the household's helper: on which day of the run, at what time, and how many days before it took place. */
const visit = fc.record({
  day: fc.integer({ min: 1, max: DAYS - 1 }),
  time: fc.constantFrom('08:00', '08:59', '09:01', '12:30', '22:15'),
  household: fc.nat(99),
  ago: fc.constantFrom(0, 0, 0, 1, 3, 6),
  mode: fc.constantFrom('入户', '入户', '电话', '未遇', '打不通'),
});

interface Ladder {
  household: HouseholdBrief;
  base: Day;
}

/** Who is told on a day's morning: cycle + 1 the helper, + 3 the deputies, + 7 the grid leader. */
function toldOn(day: Day, ladders: readonly Ladder[], store: Store): string[] {
  const { directory } = store.read;
  return ladders.flatMap(({ household, base }) => {
    const { helperId, villageId, visitCycleDays, head } = household;
    const village = directory.village(villageId);
    const late = daysBetween(base, day) - visitCycleDays;
    const leader = village?.gridLeaderId ? [village.gridLeaderId] : [];
    const deputies = (village?.deputyIds ?? []).filter((id) => id !== helperId);
    const people =
      late === 1
        ? [helperId]
        : late === 3
          ? deputies.length > 0
            ? deputies
            : leader
          : late === 7
            ? leader
            : [];
    return people.map((to) => `${day} 09:00 ${to} ${head}`);
  });
}

it('the steps fire at nine on cycle + 1, + 3, + 7, once each, and never after a visit ended it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(visit, { minLength: 3, maxLength: 12 }), async (script) => {
      const world = await createWorld({ features: onlyPush('overdue'), begin: at(FIRST, '08:00') });
      try {
        const { store } = world;
        const ladders: Ladder[] = [];
        for (const household of store.read.directory.households()) {
          const rhythm = await store.read.get(rhythmKind, household.id, household.villageId);
          if (rhythm && household.helperId)
            ladders.push({ household, base: rhythm.last?.date ?? rhythm.since });
        }
        const wanted: string[] = [];
        const visits = script
          .map((v) => ({ ...v, when: at(addDays(FIRST, v.day), v.time) }))
          .sort((a, b) => a.when - b.when);
        const mornings = Array.from({ length: DAYS + 1 }, (_, i) => at(addDays(FIRST, i), '09:00'));
        for (const when of [...mornings, ...visits.map((v) => v.when)].sort((a, b) => a - b)) {
          await world.until(new Date(when).toISOString());
          if (mornings.includes(when)) wanted.push(...toldOn(dayOf(when), ladders, store));
          for (const v of visits.filter((x) => x.when === when)) {
            const ladder = ladders[v.household % ladders.length];
            if (!ladder) continue;
            const date = addDays(dayOf(when), -v.ago);
            const said = `走访 ${ladder.household.head} ${v.mode} ${date.slice(5).replace('-', '.')} 第${when}次`;
            await world.say(ladder.household.helperId ?? '', said);
            const counts = v.mode === '入户' || v.mode === '电话';
            if (counts && date > ladder.base) ladder.base = date;
          }
        }
        const heads = ladders.map((l) => l.household.head);
        const told = world.sent
          .filter((s) => /该走了|过了走访时间/.test(s.text ?? ''))
          .flatMap((s) => {
            const when = new Date(s.at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
            const listed = (s.text ?? '')
              .split('\n')
              .filter((l) => /^\d+[.、．]/.test(l))
              .join('\n');
            return heads.filter((h) => listed.includes(h)).map((h) => `${when} ${s.to} ${h}`);
          });
        expect(told.sort()).toEqual(wanted.sort());
        expect(wanted.length).toBeGreaterThan(10);
      } finally {
        await world.close();
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 60_000);
