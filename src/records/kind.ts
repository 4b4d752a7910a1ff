import { z } from 'zod';

/** Where a record lies: with its village, with the people, with the policies, or with the bot account. */
export type Home = 'village' | 'people' | 'policy' | 'account';

/** Names the policies' own slot where sorted sets are read (`Read.range`). */
export const POLICY_HOME = 'policy';

/** A place in a sorted set of the record's slot: `set` is relative to the slot, `score` a number (mostly ms). */
export interface Indexed {
  set: string;
  score: number;
  member: string;
}

/** What of the record stands openly in a hash of its slot, for whoever reads many at once: ids, days and times only. */
export interface Hashed {
  hash: string;
  field: string;
  value: string;
}

/** What the record adds to a counter of its slot while it stands as it is. */
export interface Counted {
  hash: string;
  field: string;
  by: number;
}

/**
 * A kind of record as data: its shape, what of it is sealed at rest, and what follows from it. Indexes and counters are
 * functions of the record alone, so the commit can take away what the old version gave and add what the new one gives.
 */
export interface Kind<T extends Stored = Stored> {
  name: string;
  home: Home;
  /** Letter of the numbers that people type; absent where the id is made otherwise. */
  letter?: string;
  schema: z.ZodType<T>;
  sensitive: readonly (keyof T & string)[];
  /** The version of its shape that is written; 1 where nothing is said. */
  version?: number;
  /**
   * From each earlier version to the next one: `{ 1: (old) => new }`. A record is read through them and stays as it is in
   * the store until it is written again, so that the version before can still be gone back to. Every version below
   * `version` needs one; what was merely added needs a default in the schema and no new version. A default stands for the
   * field in the store: to change one is a new shape.
   */
  upgrades?: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>>;
  /** Stored openly, but their old values stand sealed beside the audit and never in its hashed bytes: names. */
  personal?: readonly (keyof T & string)[];
  /** The sorted set of all its records, where they are counted: a recount reads them there. */
  set?: string;
  indexes?(record: T): Indexed[];
  counts?(record: T): Counted[];
  fields?(record: T): Hashed[];
  /** Kept in memory by every process: a change moves the slot's `rev`. */
  directory?: boolean;
  /** Leaves a line in the audit chain and no record. */
  traceOnly?: boolean;
  /** Who did what to it is not written to the audit chain (our own bookkeeping, not a fact of the field). */
  unaudited?: boolean;
}

/** What every record has (contract, section 4). `rev` counts its versions; `schema` is the version of its shape. */
export const envelope = {
  id: z.string(),
  rev: z.number().int().default(0),
  schema: z.number().int().default(1),
  by: z.string(),
  at: z.string(),
  status: z.string().default('active'),
  source: z.object({ messageId: z.string(), chat: z.string() }),
  /** It went to this village with its household: here only that stands in its place (`moving.ts`). */
  movedTo: z.string().optional(),
};

export type Stored = {
  id: string;
  rev: number;
  schema: number;
  by: string;
  at: string;
  status: string;
  source: { messageId: string; chat: string };
  movedTo?: string;
};

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A record that went to another village gives nothing any more to the sorted sets, counters and hashes of the old one. */
export function defineKind<T extends Stored>(kind: Kind<T>): Kind<T> {
  const here = <R>(of: ((record: T) => R[]) | undefined) =>
    of && ((record: T): R[] => (record.movedTo === undefined ? of(record) : []));
  return { ...kind, indexes: here(kind.indexes), counts: here(kind.counts), fields: here(kind.fields) };
}
