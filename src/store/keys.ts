import type { Kind, Stored } from '../records/kind.ts';

/** A hash tag: all keys of one slot lie together, so that a commit is one call on one node (design, section 3). */
export type Slot = `{${string}}`;

export const PEOPLE: Slot = '{p}';
export const POLICY: Slot = '{policy}';
export const NUMBERS: Slot = '{n}';
export const villageSlot = (villageId: string): Slot => `{v:${villageId}}`;
/** The village whose slot it is; undefined where it is none's. */
export const villageOf = (slot: Slot): string | undefined =>
  slot.startsWith('{v:') ? slot.slice(3, -1) : undefined;
export const accountSlot = (account: string): Slot => `{a:${account}}`;

/** There while a backup is being put back: nothing may start on half a store. */
export const RESTORING = 'bf:restoring';

/** The one maker of keys: `bf:{v:V01}:visit:S12`. */
export function key(slot: Slot, ...parts: string[]): string {
  let k = `bf:${slot}`;
  for (const part of parts) k += `:${part}`;
  return k;
}

export function recordKey(slot: Slot, kind: { name: string }, id: string): string {
  return `bf:${slot}:${kind.name}:${id}`;
}

/** A key of that slot: by its tag alone, which is all that Redis looks at. */
export const isIn = (slot: Slot, k: string): boolean => k.startsWith(slot, k.indexOf('{'));

/** The slot that a record of this kind belongs to. */
export function slotOf<T extends Stored>(kind: Kind<T>, record: T, account: string): Slot {
  if (kind.home === 'people') return PEOPLE;
  if (kind.home === 'policy') return POLICY;
  if (kind.home === 'account') return accountSlot(account);
  const { villageId } = record as T & { villageId?: string };
  if (!villageId) throw new Error(`${kind.name} ${record.id} names no village`);
  return villageSlot(villageId);
}
