import { buildNames, type NameIndex } from '../core/text/names.ts';
import { type Assignment, assignmentKind, type Household, householdKind } from '../records/household.ts';
import type { Stored } from '../records/kind.ts';
import {
  type Identity,
  identityKind,
  type Person,
  personKind,
  type Room,
  roomKind,
  type Setting,
  settingKind,
  type Village,
  villageKind,
} from '../records/organisation.ts';
import { type Policy, policyKind, type SynonymRecord, synonymKind } from '../records/policy.ts';
import type { Directory, HouseholdBrief } from '../records/read.ts';
import { createIdentities } from './identities.ts';

/** A directory that can be told of records as they are loaded or committed. */
export interface LiveDirectory extends Directory {
  put(kindName: string, record: Stored): void;
}

interface Base {
  helped: HouseholdBrief[];
  others: string[];
}

const active = (r: { status: string }) => r.status === 'active';

/** An empty directory. Names are indexed anew at the first look-up after a change. */
export function createDirectory(): LiveDirectory {
  const people = new Map<string, Person>();
  const identities = createIdentities();
  const villages = new Map<string, Village>();
  const rooms = new Map<string, Room>();
  const channels = new Map<string, Room>();
  const households = new Map<string, HouseholdBrief>();
  const assignments = new Map<string, Assignment>();
  const settings = new Map<string, Setting>();
  const policies = new Map<string, Policy>();
  const synonyms = new Map<string, SynonymRecord>();
  let words: readonly SynonymRecord[] | undefined;
  let book: readonly Policy[] | undefined;
  let householdNames: NameIndex | undefined;
  let personNames: NameIndex | undefined;
  let helped: Map<string, HouseholdBrief[]> | undefined;
  let bases: Map<string, Base> | undefined;
  /** Every household that was ever entered in a village. */
  const entered = new Map<string, Set<string>>();

  /** Households by their helper; each brief learns who that is. */
  function helping(): Map<string, HouseholdBrief[]> {
    if (helped) return helped;
    helped = new Map();
    bases = undefined;
    for (const h of households.values()) h.helperId = undefined;
    for (const a of assignments.values()) {
      const household = households.get(a.householdId);
      if (!household || !a.primary || a.end || !active(a) || !active(household)) continue;
      household.helperId = a.personId;
      const list = helped.get(a.personId);
      if (list) list.push(household);
      else helped.set(a.personId, [household]);
    }
    return helped;
  }

  function basesNow(): Map<string, Base> {
    helping();
    if (bases) return bases;
    bases = new Map();
    for (const [villageId, ids] of entered) {
      const base: Base = { helped: [], others: [] };
      for (const id of ids) {
        const h = households.get(id);
        if (h?.villageId === villageId && active(h) && h.helperId) base.helped.push(h);
        else base.others.push(id);
      }
      bases.set(villageId, base);
    }
    return bases;
  }

  const put: Record<string, (record: Stored) => void> = {
    [personKind.name]: (r) => {
      people.set(r.id, r as Person);
      personNames = undefined;
    },
    [identityKind.name]: (r) => identities.put(r as Identity),
    [villageKind.name]: (r) => {
      villages.set(r.id, r as Village);
    },
    [roomKind.name]: (r) => {
      const room = r as Room;
      rooms.set(room.id, room);
      channels.set(room.channelId, room);
    },
    [settingKind.name]: (r) => {
      settings.set(r.id, r as Setting);
    },
    [policyKind.name]: (r) => {
      policies.set(r.id, r as Policy);
      book = undefined;
    },
    [synonymKind.name]: (r) => {
      synonyms.set(r.id, r as SynonymRecord);
      words = undefined;
    },
    [householdKind.name]: (r) => {
      const { id, head, aliases, villageId, group, size, category, visitCycleDays, status, bereavedSince } =
        r as Household;
      const old = households.get(id);
      // A household that moved leaves its old record behind in the other village.
      if (old && active(old) && old.villageId !== villageId && !active(r)) {
        entered.set(villageId, (entered.get(villageId) ?? new Set()).add(id));
        bases = undefined;
        return;
      }
      const here = entered.get(villageId) ?? new Set();
      entered.set(villageId, here.add(id));
      const brief = { id, head, aliases, villageId, group, size, category, visitCycleDays, status };
      households.set(id, { ...brief, bereavedSince });
      helped = undefined;
      if (old?.head !== head || old.aliases.join() !== aliases.join() || old.status !== status)
        householdNames = undefined;
    },
    [assignmentKind.name]: (r) => {
      assignments.set(r.id, r as Assignment);
      helped = undefined;
    },
  };

  return {
    put: (kindName, record) => put[kindName]?.(record),
    person: (id) => people.get(id),
    people: () => people.values(),
    identity: identities.of,
    identityOfMark: identities.ofMark,
    contactsOf: identities.contactsOf,
    village: (id) => villages.get(id),
    villages: () => villages.values(),
    room: (id) => rooms.get(id),
    roomOfChannel: (id) => {
      const room = channels.get(id);
      return room && active(room) ? room : undefined;
    },
    rooms: () => rooms.values(),
    setting: (id) => settings.get(id),
    policy: (id) => policies.get(id),
    policies: () => {
      book ??= [...policies.values()];
      return book;
    },
    synonyms: () => {
      words ??= [...synonyms.values()].filter(active);
      return words;
    },
    household: (id) => {
      helping();
      return households.get(id);
    },
    households: (villageId) => {
      helping();
      return [...households.values()].filter((h) => active(h) && (!villageId || h.villageId === villageId));
    },
    base: (villageId) => basesNow().get(villageId) ?? { helped: [], others: [] },
    householdsOf: (personId) => helping().get(personId) ?? [],
    assignments: (villageId) =>
      [...assignments.values()].filter((a) => !villageId || a.villageId === villageId),
    householdNames: () => {
      householdNames ??= buildNames(
        [...households.values()]
          .filter(active)
          .map(({ id, head, aliases, villageId }) => ({ id, name: head, aliases, villageId })),
      );
      return householdNames;
    },
    personNames: () => {
      personNames ??= buildNames(
        [...people.values()]
          .filter(active)
          .map(({ id, name, villageIds }) => ({ id, name, aliases: [], villageId: villageIds[0] ?? '' })),
      );
      return personNames;
    },
  };
}
