import type { Assignment, Household } from '../records/household.ts';
import type { HouseholdBrief } from '../records/read.ts';

/** A village's households for its figures: those that are helped today, and all others that ever were in it. */
interface Base {
  helped: HouseholdBrief[];
  others: string[];
}

/** Households and who helps them, by village: each change costs what it touches, however many households there are. */
export function createRegister() {
  const households = new Map<string, HouseholdBrief>();
  const inVillage = new Map<string, Map<string, HouseholdBrief>>();
  const assigned = new Map<string, Map<string, Assignment>>();
  const ofHousehold = new Map<string, Map<string, Assignment>>();
  const helped = new Map<string, Map<string, HouseholdBrief>>();
  /** Every household that was ever entered in a village. */
  const entered = new Map<string, Set<string>>();
  const bases = new Map<string, Base>();

  /** Finds the primary helper of a household anew; each brief knows who that is, each helper his households. */
  function settle(household: HouseholdBrief): void {
    let helperId: string | undefined;
    for (const a of ofHousehold.get(household.id)?.values() ?? [])
      if (a.primary && !a.end && a.status === 'active') helperId = a.personId;
    if (household.status !== 'active') helperId = undefined;
    const before = household.helperId;
    bases.delete(household.villageId);
    if (before !== undefined && before !== helperId) helped.get(before)?.delete(household.id);
    household.helperId = helperId;
    if (helperId !== undefined) into(helped, helperId, household);
  }

  function baseOf(villageId: string): Base {
    const known = bases.get(villageId);
    if (known) return known;
    const base: Base = { helped: [], others: [] };
    for (const id of entered.get(villageId) ?? []) {
      const h = households.get(id);
      if (h?.villageId === villageId && h.status === 'active' && h.helperId) base.helped.push(h);
      else base.others.push(id);
    }
    bases.set(villageId, base);
    return base;
  }

  return {
    base: baseOf,
    household: (id: string): HouseholdBrief | undefined => households.get(id),
    households: (villageId?: string): HouseholdBrief[] => [
      ...((villageId ? inVillage.get(villageId) : households)?.values() ?? []),
    ],
    householdsOf: (personId: string): HouseholdBrief[] => [...(helped.get(personId)?.values() ?? [])],
    assignments: (villageId?: string): Assignment[] =>
      villageId
        ? [...(assigned.get(villageId)?.values() ?? [])]
        : [...assigned.values()].flatMap((m) => [...m.values()]),
    /** Resolves to what was known before. */
    putHousehold(h: Household): HouseholdBrief | undefined {
      const { id, head, aliases, villageId, group, size, category, visitCycleDays, status, bereavedSince } =
        h;
      const brief = { id, head, aliases, villageId, group, size, category, visitCycleDays, status };
      const old = households.get(id);
      entered.set(villageId, (entered.get(villageId) ?? new Set()).add(id));
      bases.delete(villageId);
      // A household that moved leaves its old record behind in the other village.
      if (old?.status === 'active' && old.villageId !== villageId && status !== 'active') return old;
      if (old) bases.delete(old.villageId);
      // What helps whom is taken from the old one: its helper's list must not keep it.
      const next: HouseholdBrief = { ...brief, bereavedSince, helperId: old?.helperId };
      households.set(id, next);
      if (old && old.villageId !== villageId) inVillage.get(old.villageId)?.delete(id);
      into(inVillage, villageId, next);
      settle(next);
      return old;
    },
    putAssignment(a: Assignment): void {
      into(assigned, a.villageId, a);
      into(ofHousehold, a.householdId, a);
      const household = households.get(a.householdId);
      if (household) settle(household);
    },
  };
}

function into<T extends { id: string }>(map: Map<string, Map<string, T>>, key: string, value: T): void {
  const inner = map.get(key);
  if (inner) inner.set(value.id, value);
  else map.set(key, new Map([[value.id, value]]));
}
