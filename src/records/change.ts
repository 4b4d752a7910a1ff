import type { Kind, Stored } from './kind.ts';

/** One record as it was read and as it shall be. The commit refuses it (conflict) when the stored `rev` is not `before`'s. */
export interface Change<T extends Stored = Stored> {
  kind: Kind<T>;
  /** Absent: a new record. */
  before?: T;
  after: T;
  /** What was done, for the audit chain: `visit.log`, `visit.void` … */
  action: string;
  /** Who did it: a person's id, a household's, or `bot`. */
  actor: string;
}

/**
 * A step of a ladder that says only when the next one is due: bookkeeping of the `due` set, which moves no record and
 * leaves no line in the audit. The commit refuses it (conflict) where the member does not stand at `from` any more.
 */
export interface DueMove {
  villageId: string;
  /** `task|T12` */
  member: string;
  /** The score that was read, ms. */
  from: number;
  /** When it is due next, ms; absent: never again. */
  to?: number;
}

/** Writes a change so that `before` and `after` have one kind, and forgets the type for the list it goes into. */
export function change<T extends Stored>(c: Change<T>): Change {
  return c as unknown as Change;
}

/** Names of the fields that differ, `rev` aside. */
export function changedFields(before: Stored | undefined, after: Stored): string[] {
  const was = (before ?? {}) as Record<string, unknown>;
  const is = after as Record<string, unknown>;
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((f) => f !== 'rev' && was[f] !== is[f] && JSON.stringify(was[f]) !== JSON.stringify(is[f]))
    .sort();
}
