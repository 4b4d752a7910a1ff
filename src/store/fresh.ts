import { assignmentKind, householdKind } from '../records/household.ts';
import type { Kind, Stored } from '../records/kind.ts';
import { identityKind, personKind, roomKind, settingKind, villageKind } from '../records/organisation.ts';
import { policyKind, synonymKind } from '../records/policy.ts';
import { decode } from './codec.ts';
import type { LiveDirectory } from './directory.ts';
import { key, PEOPLE, POLICY, recordKey, type Slot, villageSlot } from './keys.ts';
import { answered, type Connections } from './redis.ts';
import type { Seal } from './seal.ts';

/** Keeps the directory up with its slots: a commit that changes something of it moves the slot's `rev` (design, section 3). */
export interface Fresh {
  /** Reads everything, at the start. */
  load(): Promise<void>;
  /** This process has committed such a change itself, and put it into the directory. */
  committed(slot: Slot): void;
  /** The slots that another process has written to since they were read; one round trip. */
  stale(): Promise<Slot[]>;
  /** Reads slots again, and villages that are new; resolves to the villages among all these. */
  reload(slots: readonly Slot[]): Promise<string[]>;
}

const BATCH = 1000;

export function createFresh({ read }: Connections, seal: Seal, directory: LiveDirectory): Fresh {
  /** The `rev` of each slot as it was when it was read, or as it is after this process' own commits. */
  const revs = new Map<Slot, number>();
  const villageSlots = () => [...directory.villages()].map((v) => villageSlot(v.id));

  async function records<T extends Stored>(kind: Kind<T>, slot: Slot, set: string): Promise<void> {
    const ids = await answered(read.zrange(key(slot, set), '0', '-1'));
    for (let i = 0; i < ids.length; i += BATCH) {
      const keys = ids.slice(i, i + BATCH).map((id) => recordKey(slot, kind, id));
      const raws = await answered(read.mget(keys));
      for (const [j, raw] of raws.entries())
        if (raw) directory.put(kind.name, decode(kind, raw, keys[j] ?? '', seal));
    }
  }

  /** The `rev`s are read first: what is written while the records are read is found the next time. */
  async function load(slot: Slot): Promise<void> {
    const [rev] = await revsOf([slot]);
    if (slot === PEOPLE) {
      await records(personKind, slot, 'people');
      await records(identityKind, slot, 'identities');
      await records(roomKind, slot, 'rooms');
      await records(settingKind, slot, 'settings');
      await records(villageKind, slot, 'villages');
    } else if (slot === POLICY) {
      await records(policyKind, slot, 'policies');
      await records(synonymKind, slot, 'synonyms');
    } else {
      await records(householdKind, slot, 'households');
      await records(assignmentKind, slot, 'assignments');
    }
    revs.set(slot, rev ?? 0);
  }

  /** One command a slot, sent together: they lie on different nodes of a cluster. */
  const revsOf = (slots: readonly Slot[]): Promise<number[]> =>
    Promise.all(slots.map(async (slot) => Number((await answered(read.get(key(slot, 'rev')))) ?? 0)));

  return {
    async load() {
      await load(PEOPLE);
      await load(POLICY);
      for (const slot of villageSlots()) await load(slot);
    },
    committed(slot) {
      revs.set(slot, (revs.get(slot) ?? 0) + 1);
    },
    async stale() {
      const slots = [PEOPLE, POLICY, ...villageSlots()];
      const now = await revsOf(slots);
      return slots.filter((slot, i) => (now[i] ?? 0) > (revs.get(slot) ?? 0));
    },
    async reload(slots) {
      // The people first: there may be villages that nobody has read yet.
      for (const slot of [PEOPLE, POLICY]) if (slots.includes(slot)) await load(slot);
      const fresh = villageSlots().filter((slot) => slots.includes(slot) || !revs.has(slot));
      for (const slot of fresh) await load(slot);
      return [...directory.villages()].map((v) => v.id).filter((id) => fresh.includes(villageSlot(id)));
    },
  };
}
