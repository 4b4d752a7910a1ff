import type { Assignment, Household } from '../records/household.ts';
import type { HouseholdBrief } from '../records/read.ts';

const MOST_WORDS = 20_000;
const NO_ALIASES: string[] = [];

/** A village's households for its figures: those that are helped today, and all others that ever were in it. */
interface Base {
  helped: HouseholdBrief[];
  others: string[];
  came: HouseholdBrief[];
}

/** Households and who helps them, by village: each change costs what it touches, however many households there are. */
export function createRegister() {
  const households = new Map<string, HouseholdBrief>();
  const inVillage = new Map<string, Map<string, HouseholdBrief>>();
  const assigned = new Map<string, Map<string, Assignment>>();
  const ofHousehold = new Map<string, readonly Assignment[]>();
  const helped = new Map<string, Map<string, HouseholdBrief>>();
  /** Every household that was ever entered in a village. */
  const entered = new Map<string, Set<string>>();
  const bases = new Map<string, Base>();

  const words = new Map<string, string>();
  const sources = new Map<string, Assignment['source']>();

  /** The same word once in memory, not once a record: a hundred thousand households say `V01` and `active`. */
  function once(word: string): string {
    const known = words.get(word);
    if (known === undefined && words.size < MOST_WORDS) words.set(word, word);
    return known ?? word;
  }

  function sourceOnce(source: Assignment['source']): Assignment['source'] {
    const id = `${source.messageId}|${source.chat}`;
    const known = sources.get(id);
    if (known === undefined && sources.size < MOST_WORDS) sources.set(id, source);
    return known ?? source;
  }

  /** Finds the primary helper of a household anew; each brief knows who that is, each helper his households. */
  function settle(household: HouseholdBrief): void {
    let helperId: string | undefined;
    for (const a of ofHousehold.get(household.id) ?? [])
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
    const base: Base = { helped: [], others: [], came: [] };
    for (const id of entered.get(villageId) ?? []) {
      const h = households.get(id);
      if (h?.villageId === villageId && h.status === 'active' && h.helperId) {
        base.helped.push(h);
        if (h.former?.some((f) => f.villageId !== villageId)) base.came.push(h);
      } else base.others.push(id);
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
      const { id, head, size, visitCycleDays, bereavedSince, former } = h;
      const [villageId, group] = [once(h.villageId), once(h.group)];
      const [category, status] = [once(h.category), once(h.status)];
      const aliases = h.aliases.length === 0 ? NO_ALIASES : h.aliases;
      const old = households.get(id);
      // What its visits left in the counters of the villages before is still there.
      for (const place of [villageId, ...(former ?? []).map((f) => f.villageId)]) {
        entered.set(place, (entered.get(place) ?? new Set()).add(id));
        bases.delete(place);
      }
      // A household that moved leaves its old record behind in the other village.
      if (old?.status === 'active' && old.villageId !== villageId && status !== 'active') return old;
      if (old) bases.delete(old.villageId);
      // What helps whom is taken from the old one: its helper's list must not keep it.
      const next: HouseholdBrief = {
        id,
        head,
        aliases,
        villageId,
        group,
        size,
        category,
        visitCycleDays,
        status,
        bereavedSince,
        former,
        helperId: old?.helperId,
      };
      households.set(id, next);
      if (old && old.villageId !== villageId) inVillage.get(old.villageId)?.delete(id);
      into(inVillage, villageId, next);
      settle(next);
      return old;
    },
    putAssignment(record: Assignment): void {
      // Written out: an object that is spread may take four times the memory.
      const a: Assignment = {
        id: record.id,
        rev: record.rev,
        schema: record.schema,
        primary: record.primary,
        end: record.end,
        reason: record.reason,
        householdId: households.get(record.householdId)?.id ?? record.householdId,
        personId: once(record.personId),
        villageId: once(record.villageId),
        by: once(record.by),
        at: once(record.at),
        status: once(record.status),
        start: once(record.start),
        source: sourceOnce(record.source),
      };
      const known = ofHousehold.get(a.householdId) ?? [];
      for (const old of known)
        if (old.id === a.id && old.villageId !== a.villageId) assigned.get(old.villageId)?.delete(a.id);
      into(assigned, a.villageId, a);
      const others = known.filter((o) => o.id !== a.id);
      ofHousehold.set(a.householdId, [...others, a]);
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
