import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween, mondayOf } from '../../src/core/clock.ts';
import { allFigures, LONG } from '../../src/features/digest/figures.ts';
import { isOpen } from '../../src/records/problem.ts';
import { COUNTED, MODES } from '../../src/records/visit.ts';
import { recount } from '../../src/store/recount.ts';
import { event, HOUSEHOLDS, TODAY, township, VILLAGES } from '../support/history.ts';

type Life = Awaited<ReturnType<typeof township>>;
const MONDAYS = [-14, -7, 0].map((n) => addDays(mondayOf(TODAY), n));
const dayAgo = (ago: number) => addDays(TODAY, -ago);

test('what the commits count is what the records come to, whatever happened to them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 40 }), async (events) => {
      const life = await township();
      try {
        for (const [i, e] of events.entries()) await life.happen(e, i);
        expect(await recount(life.store)).toEqual([]);
        for (const v of VILLAGES) {
          for (const monday of MONDAYS)
            expect((await figuresOf(life, v, monday)).week).toEqual(weekOfLists(life, v, monday));
          const { stand } = await figuresOf(life, v, MONDAYS[2] ?? '');
          expect({ ...stand, late: [...stand.late].sort(), long: sorted(stand.long) }).toEqual(
            standOfLists(life, v),
          );
        }
      } finally {
        life.store.close();
      }
    }),
    { numRuns: 30 },
  );
}, 120_000);

test('a recount finds a counter that is wrong, says which, and puts it right', async () => {
  const life = await township();
  await life.happen({ do: 'visit', h: 0, ago: 1, mode: 'home', met: 2 }, 0);
  await life.store.raw.connections.write.hincrby('bf:{v:V01}:week:2017-W37', 'home', 2);
  const wrong = [{ villageId: 'V01', hash: 'week:2017-W37', field: 'home', kept: 3, counted: 1 }];
  expect(await recount(life.store)).toEqual(wrong);
  expect(await recount(life.store, true)).toEqual(wrong);
  expect(await recount(life.store)).toEqual([]);
  life.store.close();
});

async function figuresOf(life: Life, v: string, monday: string) {
  const [figures] = await allFigures([v], monday, TODAY, life.store.read);
  if (!figures) throw new Error(`${v} has no figures`);
  return figures;
}

const sorted = <T extends { householdId: string }>(list: readonly T[]) =>
  [...list].sort((a, b) => (a.householdId < b.householdId ? -1 : 1));

/** The week's figures from the plain lists. */
function weekOfLists({ visits, problems, requests, helped }: Life, v: string, monday: string) {
  const within = (day: string) => day >= monday && day <= addDays(monday, 6);
  const here = [...visits.values()].filter(
    (x) => x.villageId === v && x.status === 'active' && within(x.date),
  );
  const counted = here.filter((x) => COUNTED.has(x.mode));
  const issues = [...problems.values()].filter((p) => p.villageId === v && p.status !== 'void');
  const words = [...requests.values()].filter((r) => r.villageId === v);
  return {
    monday,
    visits: Object.fromEntries(MODES.map((m) => [m, here.filter((x) => x.mode === m).length])),
    met: counted.reduce((n, x) => n + Math.max(1, x.met?.length ?? 0), 0),
    reached: new Set(counted.map((x) => x.householdId).filter((id) => helped(id, v))).size,
    opened: issues.filter((p) => within(p.at.slice(0, 10))).length,
    fixed: issues.filter((p) => p.fixedOn && !isOpen(p) && within(p.fixedOn)).length,
    asked: words.filter((r) => within(r.at.slice(0, 10))).length,
    answered: words.filter((r) => r.answeredAt && within(r.answeredAt.slice(0, 10))).length,
  };
}

function standOfLists({ visits, problems, requests, helped }: Life, v: string) {
  const open = [...problems.values()].filter((p) => p.villageId === v && isOpen(p));
  const waits = [...requests.values()].filter((r) => r.villageId === v && r.status === 'active');
  const own = HOUSEHOLDS.filter((id) => helped(id, v));
  const long = own.flatMap((householdId) => {
    const met = [...visits.values()].filter(
      (x) =>
        x.villageId === v && x.householdId === householdId && x.status === 'active' && COUNTED.has(x.mode),
    );
    const last =
      met
        .map((x) => x.date)
        .sort()
        .at(-1) ?? dayAgo(30);
    const days = daysBetween(last, TODAY);
    return days > LONG ? [{ householdId, days }] : [];
  });
  return {
    base: own.length,
    open: open.length,
    late: open
      .filter((p) => p.due < TODAY)
      .map((p) => p.id)
      .sort(),
    waiting: waits
      .filter((r) => r.due <= addDays(TODAY, 1))
      .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.id < b.id ? -1 : 1))
      .map((r) => r.id),
    unanswered: waits.length,
    long: sorted(long),
  };
}
