import type { Kind, Stored } from '../records/kind.ts';

/** A hash tag: all keys of one slot lie together, so that a commit is one call on one node (design, section 3). */
export type Slot = `{${string}}`;

export const PEOPLE: Slot = '{p}';
export const POLICY: Slot = '{policy}';
export const NUMBERS: Slot = '{n}';
export const villageSlot = (villageId: string): Slot => `{v:${villageId}}`;
export const accountSlot = (account: string): Slot => `{a:${account}}`;

/** There while a backup is being put back: nothing may start on half a store. */
export const RESTORING = 'bf:restoring';

/** The one maker of keys: `bf:{v:V01}:visit:S12`. */
export function key(slot: Slot, ...parts: string[]): string {
  return `bf:${[slot, ...parts].join(':')}`;
}

export function recordKey(slot: Slot, kind: { name: string }, id: string): string {
  return key(slot, kind.name, id);
}

/** The slot tag of a key, with its braces. */
export function slotOfKey(k: string): Slot | undefined {
  const open = k.indexOf('{');
  const close = k.indexOf('}', open);
  return open < 0 || close < 0 ? undefined : (k.slice(open, close + 1) as Slot);
}

/** The slot that a record of this kind belongs to. */
export function slotOf<T extends Stored>(kind: Kind<T>, record: T, account: string): Slot {
  if (kind.home === 'people') return PEOPLE;
  if (kind.home === 'policy') return POLICY;
  if (kind.home === 'account') return accountSlot(account);
  const { villageId } = record as T & { villageId?: string };
  if (!villageId) throw new Error(`${kind.name} ${record.id} names no village`);
  return villageSlot(villageId);
}
