import { readSample } from '../../scripts/sample/shape.ts';
import { addDays, at, type Day } from '../../src/core/clock.ts';
import type { Deed, Quarter } from './cast.ts';

/** A reminder that the rules ask for: to whom, about what, and when. */
export interface Wanted {
  to: string;
  about: string;
  at: number;
}

/**
 * What should have been reminded of, from the rules and the sample's roster alone: D01 and A03 for visits, E02 and E04 for
 * problems and tasks. It shares no code with the program but the arithmetic of days. Sorted by time.
 */
export function wanted(quarter: Quarter): Wanted[] {
  const all = [...visitsWanted(quarter), ...quarter.deeds.flatMap((deed) => wantedBy(deed, quarter))];
  return all.filter((w) => w.at > quarter.begin && w.at < quarter.end).sort((a, b) => a.at - b.at);
}

const sample = readSample();
const villages = new Map(sample.villages.map((v) => [v.id, v]));
const villageOfHousehold = new Map(sample.households.map((h) => [String(h.id), String(h.village_id)]));
const villageOfPerson = new Map(sample.people.map((p) => [p.id, p.village_ids[0] ?? '']));
const headOf = new Map(sample.households.map((h) => [String(h.id), String(h.head)]));
const helperOf = new Map(
  sample.assignments.filter((a) => a.is_primary && !a.end).map((a) => [a.household_id, a.person_id]),
);
const SECRETARY: Record<string, string> = { V01: 'U11', V02: 'U12', V03: 'U13', V04: 'U14' };
const OFFICE = 'U03';

/** 国庆 and 中秋 of 2017: the eighth was the last day off. */
const afterHoliday = (day: Day) => (day >= '2017-10-01' && day <= '2017-10-08' ? '2017-10-09' : day);

function wantedBy(deed: Deed, quarter: Quarter): Wanted[] {
  switch (deed.kind) {
    case 'task':
      return ladder(
        deed.id,
        deed.at,
        deed.due,
        deed.assignee,
        villageOfPerson.get(deed.assignee) ?? '',
        quarter,
      );
    case 'problem': {
      const village = villageOfHousehold.get(deed.householdId) ?? '';
      return ladder(deed.id, deed.at, deed.due, SECRETARY[village] ?? '', village, quarter);
    }
    case 'need': {
      const when = at(deed.remindOn, '09:00');
      return when > deed.at && when < endOf(deed.id, quarter)
        ? [{ to: deed.by, about: deed.id, at: when }]
        : [];
    }
    case 'signup': {
      const when = at(addDays(deed.day, -1), '17:00');
      const people = new Set([deed.by, ...deed.householdIds.map((id) => helperOf.get(id) ?? '')]);
      return when > deed.at ? [...people].map((to) => ({ to, about: deed.event, at: when })) : [];
    }
    default:
      return [];
  }
}

const endOf = (id: string, { deeds }: Quarter) =>
  deeds.find((d) => d.kind === 'ended' && d.id === id)?.at ?? Number.POSITIVE_INFINITY;

/** Three days, one day before, on the day; a day after also to the deputies, three days after to the grid leader. */
function ladder(
  id: string,
  asked: number,
  due: Day,
  owner: string,
  villageId: string,
  quarter: Quarter,
): Wanted[] {
  const village = villages.get(villageId);
  const deputies = (village?.deputies ?? []).filter((d) => d !== owner);
  const leader = village?.grid_leader && village.grid_leader !== owner ? [village.grid_leader] : [OFFICE];
  const rungs = [
    { when: at(addDays(due, -3), '09:00'), to: [owner] },
    { when: at(addDays(due, -1), '09:00'), to: [owner] },
    { when: at(due, '09:00'), to: [owner] },
    {
      when: at(afterHoliday(addDays(due, 1)), '09:00'),
      to: [owner, ...(deputies.length > 0 ? deputies : leader)],
    },
    { when: at(afterHoliday(addDays(due, 3)), '09:00'), to: [owner, ...leader] },
  ];
  const left = rungs.filter((r) => r.when > asked && r.when < endOf(id, quarter));
  const { from, to: until } = quarter.outage;
  const missed = left.filter((r) => r.when > from && r.when <= until);
  // Of several that fell into the outage only the last is said; two on one morning are said once.
  const kept = left.filter((r) => !missed.includes(r) || r === missed.at(-1));
  const unique = new Map<string, Wanted>();
  for (const r of kept) for (const to of r.to) unique.set(`${to}|${r.when}`, { to, about: id, at: r.when });
  return [...unique.values()];
}

/** One, three and seven days past the cycle, at nine: the helper, the deputies, the grid leader. */
function visitsWanted(quarter: Quarter): Wanted[] {
  return [...helperOf].flatMap(([householdId, helper]) => {
    const home = sample.households.find((h) => h.id === householdId);
    const village = villages.get(villageOfHousehold.get(householdId) ?? '');
    if (!home || !village) return [];
    const cycle = Number(home.visit_cycle_days ?? village.visit_cycle_days);
    const counted = sample.visits
      .filter((v) => v.household_id === householdId && v.counted)
      .map((v) => v.date)
      .sort();
    const first = { day: counted.at(-1) ?? sample.meta.as_of.slice(0, 10), at: quarter.begin };
    const seen = quarter.deeds.flatMap((d) =>
      d.kind === 'visit' && d.householdId === householdId ? [{ day: d.day, at: d.at }] : [],
    );
    const bases = [first, ...seen];
    const about = headOf.get(householdId) ?? '';
    const deputies = village.deputies.filter((d) => d !== helper);
    const leader = village.grid_leader ? [village.grid_leader] : [];
    const receivers = [[helper], deputies.length > 0 ? deputies : leader, leader];
    return bases.flatMap((base, i) => {
      const until = bases[i + 1]?.at ?? Number.POSITIVE_INFINITY;
      const steps = [1, 3, 7].map((n, k) => ({
        when: at(addDays(base.day, cycle + n), '09:00'),
        to: receivers[k] ?? [],
      }));
      const left = steps.filter((s) => s.when > base.at && s.when < until);
      const missed = left.filter((s) => s.when > quarter.outage.from && s.when <= quarter.outage.to);
      const kept = left.filter((s) => !missed.includes(s) || s === missed.at(-1));
      return kept.flatMap((s) => s.to.map((to) => ({ to, about, at: s.when })));
    });
  });
}
