import type { Identity } from '../records/organisation.ts';

/** Chat identities in memory, found by contact, by whom they speak for, and by the mark in their remark. */
export interface Identities {
  put(identity: Identity): void;
  of(contact: string): Identity | undefined;
  /** Of a person or household, latest bound first. */
  contactsOf(id: string): string[];
  ofMark(mark: string): Identity | undefined;
}

export function createIdentities(): Identities {
  const byContact = new Map<string, Identity>();
  const byOwner = new Map<string, Identity[]>();
  const byMark = new Map<string, Identity>();
  const owners = (i: Identity) => [i.personId, i.householdId].filter((o) => o !== undefined);

  function forget(old: Identity): void {
    for (const owner of owners(old)) {
      const left = (byOwner.get(owner) ?? []).filter((i) => i.id !== old.id);
      if (left.length > 0) byOwner.set(owner, left);
      else byOwner.delete(owner);
    }
    if (old.mark && byMark.get(old.mark)?.id === old.id) byMark.delete(old.mark);
    byContact.delete(old.id);
  }

  return {
    put(identity) {
      const old = byContact.get(identity.id);
      if (old) forget(old);
      if (identity.status !== 'active') return;
      byContact.set(identity.id, identity);
      if (identity.mark) byMark.set(identity.mark, identity);
      for (const owner of owners(identity)) {
        const all = [...(byOwner.get(owner) ?? []), identity];
        byOwner.set(
          owner,
          all.sort((a, b) => (a.at < b.at ? 1 : -1)),
        );
      }
    },
    of: (contact) => byContact.get(contact),
    contactsOf: (id) => (byOwner.get(id) ?? []).map((i) => i.id),
    ofMark: (mark) => byMark.get(mark),
  };
}
