import fc from 'fast-check';
import { envelope } from '../../scripts/sample/records.ts';
import { addDays, iso } from '../../src/core/clock.ts';
import { rhythmAfter } from '../../src/features/visit/rhythm.ts';
import { change } from '../../src/records/change.ts';
import {
  type Assignment,
  assignmentKind,
  type Household,
  householdKind,
} from '../../src/records/household.ts';
import { PLAIN_RULES } from '../../src/records/nudges.ts';
import { villageKind } from '../../src/records/organisation.ts';
import { newProblem, type Problem, problemKind } from '../../src/records/problem.ts';
import { type Request, requestKind } from '../../src/records/request.ts';
import { type Rhythm, rhythmKind } from '../../src/records/rhythm.ts';
import { COUNTED, MODES, type Mode, type Visit, visitKind } from '../../src/records/visit.ts';
import { aRhythm, aVisit, freshStore, NOW } from './store.ts';

export const HOUSEHOLDS = ['H1', 'H2', 'H3', 'H4'];
export const VILLAGES = ['V01', 'V02'];
export const TODAY = '2017-09-13';

/** One thing that happens. Numbers choose among what is there, so that every history is a possible one. */
export const event = fc.oneof(
  fc.record({
    do: fc.constant('visit'),
    h: fc.nat(3),
    ago: fc.nat(20),
    mode: fc.constantFrom(...MODES),
    met: fc.nat(3),
  }),
  fc.record({
    do: fc.constant('amend'),
    n: fc.nat(9),
    h: fc.nat(3),
    ago: fc.nat(20),
    mode: fc.constantFrom(...MODES),
  }),
  fc.record({ do: fc.constant('withdraw'), n: fc.nat(9) }),
  fc.record({ do: fc.constant('again'), n: fc.nat(9) }),
  fc.record({ do: fc.constant('move'), h: fc.nat(3) }),
  fc.record({ do: fc.constant('team'), h: fc.nat(3), to: fc.option(fc.constantFrom('U1', 'U2')) }),
  fc.record({
    do: fc.constant('problem'),
    v: fc.nat(1),
    ago: fc.nat(20),
    due: fc.integer({ min: -10, max: 10 }),
  }),
  fc.record({
    do: fc.constant('state'),
    n: fc.nat(9),
    to: fc.constantFrom('fixed', 'inProgress', 'closed', 'void'),
    ago: fc.nat(9),
  }),
  fc.record({ do: fc.constant('ask'), v: fc.nat(1), ago: fc.nat(9) }),
  fc.record({ do: fc.constant('answer'), n: fc.nat(9) }),
);
export type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** A store with four households in two villages, and beside it the same facts as plain lists. */
export async function township() {
  const store = await freshStore();
  const visits = new Map<string, Visit>();
  const problems = new Map<string, Problem>();
  const requests = new Map<string, Request>();
  const rhythms = new Map<string, Rhythm>();
  const households = new Map<string, Household>();
  const helpers = new Map<string, Assignment>();
  let serial = 0;
  const put = (mark: string, villageId: string, changes: ReturnType<typeof change>[]) =>
    store.commit(`{v:${villageId}}`, { mark, now: NOW, changes });
  const write = <T extends { id: string; rev: number }>(map: Map<string, T>, key: string, after: T) => {
    const before = map.get(key);
    map.set(key, { ...after, rev: (before?.rev ?? 0) + 1 });
    return { before, after };
  };
  const at = (ago: number) => iso(NOW - ago * 86_400_000);
  const dayAgo = (ago: number) => addDays(TODAY, -ago);
  await store.commit('{p}', {
    mark: 'villages',
    now: NOW,
    changes: VILLAGES.map((id) =>
      change({
        kind: villageKind,
        after: {
          ...envelope(id, at(30)),
          name: id,
          groups: [],
          workdays: [],
          visitCycleDays: 7,
          deputyIds: [],
        },
        action: 'x',
        actor: 'x',
      }),
    ),
  });
  const homeOf = (id: string) => households.get(id)?.villageId ?? '';
  const audit = { action: 'x', actor: 'U1' };
  const follow = (id: string) => {
    const villageId = homeOf(id);
    const key = `${villageId}|${id}`;
    const mine = [...visits.values()].filter((v) => v.householdId === id && v.villageId === villageId);
    const household = store.read.directory.household(id);
    if (!household) throw new Error(id);
    const old = rhythms.get(key) ?? aRhythm({ id, householdId: id, villageId, since: dayAgo(30), rev: 0 });
    return change({ kind: rhythmKind, ...write(rhythms, key, rhythmAfter(old, mine, household)), ...audit });
  };
  const enter = async (id: string, villageId: string) => {
    const before = households.get(id);
    if (before) {
      const gone = { ...before, status: 'moved' };
      await put(`gone ${serial++}`, before.villageId, [
        change({ kind: householdKind, before, after: gone, ...audit }),
      ]);
    }
    const after: Household = {
      ...envelope(id, at(30)),
      head: id,
      aliases: [],
      villageId,
      group: '',
      size: 3,
      category: '',
      members: [],
      causeOther: [],
      tags: [],
      visitCycleDays: 7,
    };
    const stored = await store.read.get(householdKind, id, villageId);
    await put(`in ${serial++}`, villageId, [
      change({ kind: householdKind, before: stored, after, ...audit }),
    ]);
    households.set(id, { ...after, rev: (stored?.rev ?? 0) + 1 });
    await put(`rhythm ${serial++}`, villageId, [follow(id)]);
  };
  for (const [i, id] of HOUSEHOLDS.entries()) await enter(id, VILLAGES[i % 2] ?? '');
  const nth = <T>(map: Map<string, T>, n: number) => [...map.values()][n % Math.max(map.size, 1)];
  const pick = (h: number) => HOUSEHOLDS[h] ?? '';

  return {
    store,
    visits,
    problems,
    requests,
    /** It lives there and somebody helps it. */
    helped: (id: string, v: string) =>
      homeOf(id) === v && [...helpers.values()].some((a) => a.householdId === id && !a.end),
    async happen(e: Event, i: number): Promise<void> {
      if (e.do === 'visit') {
        const householdId = pick(e.h);
        const met = Array.from({ length: e.met }, (_, n) => `${n}`);
        const after = aVisit(`S${++serial}`, {
          householdId,
          villageId: homeOf(householdId),
          date: dayAgo(e.ago),
          mode: e.mode,
          counted: COUNTED.has(e.mode),
          met,
        });
        const kept = change({ kind: visitKind, ...write(visits, after.id, after), ...audit });
        await put(`e${i}`, after.villageId, [kept, follow(householdId)]);
      } else if (e.do === 'amend' || e.do === 'withdraw') {
        const visit = nth(visits, e.n);
        if (!visit) return;
        const near = (id: string) => homeOf(id) === visit.villageId;
        const to = e.do === 'amend' && near(pick(e.h)) ? pick(e.h) : visit.householdId;
        const mode: Mode = e.do === 'amend' ? e.mode : visit.mode;
        const after: Visit =
          e.do === 'amend'
            ? { ...visit, mode, counted: COUNTED.has(mode), date: dayAgo(e.ago), householdId: to }
            : { ...visit, status: 'void' };
        const touched = [...new Set([visit.householdId, to])].filter(near);
        const kept = change({ kind: visitKind, ...write(visits, visit.id, after), ...audit });
        await put(`e${i}`, visit.villageId, [kept, ...touched.map(follow)]);
      } else if (e.do === 'again') {
        const visit = nth(visits, e.n);
        if (visit) await put(`e${i - 1}`, visit.villageId, []);
      } else if (e.do === 'move') {
        const from = homeOf(pick(e.h));
        await enter(pick(e.h), VILLAGES.find((v) => v !== from) ?? '');
      } else if (e.do === 'team') {
        const householdId = pick(e.h);
        const villageId = homeOf(householdId);
        const key = `${villageId}|${householdId}`;
        const old = helpers.get(key);
        const after: Assignment = {
          ...(old ?? envelope(`A${++serial}`, at(9))),
          householdId,
          villageId,
          primary: true,
          start: dayAgo(9),
          personId: e.to ?? 'U1',
          end: e.to ? null : TODAY,
        };
        await put(`e${i}`, villageId, [
          change({ kind: assignmentKind, ...write(helpers, key, after), ...audit }),
        ]);
      } else if (e.do === 'problem') {
        const villageId = VILLAGES[e.v] ?? '';
        const after = newProblem({
          id: `I${++serial}`,
          by: 'U1',
          now: NOW - e.ago * 86_400_000,
          source: { messageId: '', chat: '' },
          villageId,
          text: 'x',
          owner: 'U1',
          ...({ category: 'water', origin: 'visit' } as const),
          due: addDays(TODAY, e.due),
          rules: PLAIN_RULES,
        });
        await put(`e${i}`, villageId, [
          change({ kind: problemKind, ...write(problems, after.id, after), ...audit }),
        ]);
      } else if (e.do === 'state') {
        const problem = nth(problems, e.n);
        if (!problem) return;
        const fixedOn = e.to === 'fixed' ? dayAgo(e.ago) : problem.fixedOn;
        const after: Problem = { ...problem, status: e.to as Problem['status'], fixedOn };
        await put(`e${i}`, problem.villageId, [
          change({ kind: problemKind, ...write(problems, after.id, after), ...audit }),
        ]);
      } else if (e.do === 'ask') {
        const villageId = VILLAGES[e.v] ?? '';
        const after: Request = {
          ...envelope(`Q${++serial}`, at(e.ago)),
          villageId,
          kind: 'question',
          text: 'x',
          due: addDays(TODAY, 5 - e.ago),
          owner: 'U1',
          step: 0,
          history: [],
        };
        await put(`e${i}`, villageId, [
          change({ kind: requestKind, ...write(requests, after.id, after), ...audit }),
        ]);
      } else {
        const request = nth(requests, e.n);
        if (!request) return;
        const after = { ...request, status: 'answered', answeredAt: iso(NOW) };
        await put(`e${i}`, request.villageId, [
          change({ kind: requestKind, ...write(requests, after.id, after), ...audit }),
        ]);
      }
    },
  };
}
