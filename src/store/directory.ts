import { buildNames, type NameEntry, type NameIndex, putName } from '../core/text/names.ts';
import { callNames } from '../core/text/nickname.ts';
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
import type { Directory } from '../records/read.ts';
import { createIdentities } from './identities.ts';
import { createRegister } from './register.ts';

/** A directory that can be told of records as they are loaded or committed. */
export interface LiveDirectory extends Directory {
  put(kindName: string, record: Stored): void;
}

const active = (r: { status: string }) => r.status === 'active';

/** An empty directory. Names are indexed at the first look-up and then move on with each change. */
export function createDirectory(): LiveDirectory {
  const people = new Map<string, Person>();
  const onLeave = new Map<string, Person>();
  const identities = createIdentities();
  const villages = new Map<string, Village>();
  const rooms = new Map<string, Room>();
  const channels = new Map<string, Room>();
  const settings = new Map<string, Setting>();
  const policies = new Map<string, Policy>();
  const synonyms = new Map<string, SynonymRecord>();
  let words: readonly SynonymRecord[] | undefined;
  let book: readonly Policy[] | undefined;
  const register = createRegister();
  const householdNames = createNames(() =>
    [...register.households()].filter(active).map(({ head, ...h }) => ({ ...h, name: head })),
  );
  const personNames = createNames(() => [...people.values()].filter(active).map(personEntry));

  const put: Record<string, (record: Stored) => void> = {
    [personKind.name]: (r) => {
      const { id, status } = r as Person;
      people.set(id, r as Person);
      if ((r as Person).leaves?.length) onLeave.set(id, r as Person);
      else onLeave.delete(id);
      personNames.put(personEntry(r as Person), status !== 'active');
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
      const { id, head, aliases, villageId, status } = r as Household;
      const old = register.putHousehold(r as Household);
      // The record that a household left behind when it moved says nothing of it.
      if (register.household(id)?.villageId !== villageId) return;
      const same = old?.villageId === villageId && old.head === head && old.status === status;
      if (!same || old.aliases.join() !== aliases.join())
        householdNames.put({ id, name: head, aliases, villageId }, status !== 'active');
    },
    [assignmentKind.name]: (r) => register.putAssignment(r as Assignment),
  };

  return {
    // Where it went to, it is put in by what is written there.
    put: (kindName, record) => record.movedTo === undefined && put[kindName]?.(record),
    person: (id) => people.get(id),
    people: () => people.values(),
    onLeave: () => onLeave.values(),
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
    household: register.household,
    households: (villageId) => register.households(villageId).filter(active),
    base: register.base,
    householdsOf: register.householdsOf,
    assignments: register.assignments,
    householdNames: householdNames.index,
    personNames: personNames.index,
  };
}

/** An index of names that is built when somebody asks for it, and then kept up with each entry. */
function createNames(all: () => NameEntry[]) {
  let index: NameIndex | undefined;
  return {
    index(): NameIndex {
      index ??= buildNames(all());
      return index;
    },
    put(entry: NameEntry, gone: boolean): void {
      if (index && !putName(index, entry, gone)) index = undefined;
    },
  };
}

/** A person under his name and what people call him. */
const personEntry = ({ id, name, remark, villageIds }: Person): NameEntry => ({
  id,
  name,
  aliases: callNames(remark, name),
  villageId: villageIds[0] ?? '',
});
