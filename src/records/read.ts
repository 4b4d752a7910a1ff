import type { NameIndex } from '../core/text/names.ts';
import type { Assignment, Household } from './household.ts';
import type { Kind, Stored } from './kind.ts';
import type { Identity, Person, Room, Setting, Village } from './organisation.ts';
import type { Policy, SynonymRecord } from './policy.ts';
import type { Push } from './push.ts';

/** What of a household is known without opening anything private. */
export type HouseholdBrief = Pick<
  Household,
  | 'id'
  | 'head'
  | 'aliases'
  | 'villageId'
  | 'group'
  | 'size'
  | 'category'
  | 'visitCycleDays'
  | 'status'
  | 'bereavedSince'
  | 'former'
> & { helperId?: string };

/** The organisation as this process holds it in memory; refreshed when a slot's `rev` moves. */
export interface Directory {
  person(id: string): Person | undefined;
  people(): Iterable<Person>;
  /** Those who have put down a leave, past or to come: few, so that each message can ask. */
  onLeave(): Iterable<Person>;
  identity(contact: string): Identity | undefined;
  /** The identity that a mark in a contact's remark stands for. */
  identityOfMark(mark: string): Identity | undefined;
  /** Channel contacts of a person or household, latest bound first. */
  contactsOf(id: string): string[];
  village(id: string): Village | undefined;
  villages(): Iterable<Village>;
  room(id: string): Room | undefined;
  roomOfChannel(channelId: string): Room | undefined;
  rooms(): Iterable<Room>;
  setting(id: string): Setting | undefined;
  policy(id: string): Policy | undefined;
  /** Every entry of the book: the same array until one of them changes. */
  policies(): readonly Policy[];
  /** What the office says that words of this place mean: the same array until one of them changes. */
  synonyms(): readonly SynonymRecord[];
  household(id: string): HouseholdBrief | undefined;
  households(villageId?: string): Iterable<HouseholdBrief>;
  /**
   * Whom a village's figures are about: its households that have a helper today, and the ids of all others that it has or
   * had (without a helper, moved away, closed), which may stand in its counters too.
   */
  base(villageId: string): {
    helped: readonly HouseholdBrief[];
    others: readonly string[];
    /** Those of `helped` that lived in another village before. */
    came: readonly HouseholdBrief[];
  };
  /** Households whose primary helper this person is today. */
  householdsOf(personId: string): HouseholdBrief[];
  assignments(villageId?: string): Iterable<Assignment>;
  householdNames(): NameIndex;
  personNames(): NameIndex;
}

/** A question that waits for its answer, as the command that asked left it. */
export interface Unfinished {
  command: string;
  state: unknown;
  owner: string;
}

/** Small reads that go out in one round trip: each gives what its answer is taken from once `run` has come back. */
export interface Batch {
  counters(villageId: string, hash: string): () => Record<string, number>;
  /** How many fields a counter hash has: a counter that came to nothing has none. */
  size(villageId: string, hash: string): () => number;
  /** How many of these fields a counter hash has. */
  having(villageId: string, hash: string, fields: readonly string[]): () => number;
  /** How many members a sorted set has. */
  members(villageId: string, set: string): () => number;
  /** How many of them have at most this score. */
  upTo(villageId: string, set: string, max: number): () => number;
  /** Members of a sorted set with their scores, lowest first. */
  scored(
    villageId: string,
    set: string,
    max: number,
    limit?: number,
  ): () => { member: string; score: number }[];
  /** May throw `StoreDownError`. */
  run(): Promise<void>;
}

/** Members of a sorted set, lowest score first, with a field of a hash for each: the n-th of each belong together. */
export interface Columns {
  members: string[];
  scores: number[];
  values: (string | null)[];
}

/** Read access of a feature. Every method may throw `StoreDownError`. */
export interface Read {
  directory: Directory;
  /**
   * One record of a village's slot (or the people's or policies', by its kind, where `villageId` is left out). What moved to
   * another village since is read there.
   */
  get<T extends Stored>(kind: Kind<T>, id: string, villageId?: string): Promise<T | undefined>;
  many<T extends Stored>(kind: Kind<T>, ids: readonly string[], villageId?: string): Promise<T[]>;
  /** Where a record went that lay in this village, and its version then; undefined where it never did, or lies there. */
  leftBehind(
    kind: Pick<Kind, 'name'>,
    id: string,
    villageId: string,
  ): Promise<{ rev: number; movedTo: string } | undefined>;
  /** A record by its number alone: looked for in the villages given, in that order. */
  find<T extends Stored>(kind: Kind<T>, id: string, villageIds: readonly string[]): Promise<T | undefined>;
  /** Members of a sorted set of a village (or of `POLICY_HOME`), by score; newest first where `reverse`. */
  range(
    villageId: string,
    set: string,
    span?: { min?: number; max?: number; limit?: number; reverse?: boolean },
  ): Promise<string[]>;
  /** Members that two sorted sets of a village have in common; no more is read than the smaller one. */
  both(villageId: string, set: string, other: string): Promise<string[]>;
  /** The ids of the codes that are good for a person or household, those that expire first first. */
  codesOf(id: string): Promise<string[]>;
  /** A keyed hash: what is not stored itself can be found again by it. */
  fingerprint(words: string): string;
  counters(villageId: string, hash: string): Promise<Record<string, number>>;
  /** Reads of counters and sorted sets, however many, that leave together. */
  batch(): Batch;
  /** Members of a sorted set with their scores, lowest first. */
  scored(
    villageId: string,
    set: string,
    max: number,
    limit?: number,
  ): Promise<{ member: string; score: number }[]>;
  /** Where a member of a sorted set stands; undefined where it is not in it. */
  score(villageId: string, set: string, member: string): Promise<number | undefined>;
  /** The same with what a hash says of each member (null: nothing), in columns: they may be very many. */
  scoredFields(villageId: string, set: string, hash: string, max: number, limit: number): Promise<Columns>;
  /** What people were asked and have not answered: open questions and drafts, whosever they are. */
  unfinished(): readonly Unfinished[];
  /** Where a file lies that was kept under this hash. */
  file(folder: 'rosters', hash: string): Promise<string | undefined>;
  /** What was planned for one receiver, answers aside, newest first. */
  pushesTo(to: string, limit: number): Promise<Push[]>;
}
