import { FencedError } from '../errors.ts';
import type { Counted, Kind, Stored } from '../records/kind.ts';
import { isIn, key, type Slot } from './keys.ts';
import type { Scripts } from './redis.ts';
import { answered } from './redis.ts';

/** One op of commit.lua: name, key, arguments. */
export type Op = [name: string, key: string, ...args: (string | number)[]];

export type Outcome =
  | { kind: 'ok'; skipped: string[] }
  | { kind: 'done' }
  | { kind: 'conflict'; key: string };

/**
 * Sends ops to the commit script. Throws before anything is sent when two keys lie in different slots: a standalone
 * Redis would not notice, a cluster would refuse.
 */
export async function runOps(redis: Scripts, slot: Slot, ops: readonly Op[]): Promise<Outcome> {
  return packOps(slot, ops)(redis);
}

/** The same in two steps: the ops made ready for the socket now, sent when it is called. */
export function packOps(slot: Slot, ops: readonly Op[]): (redis: Scripts) => Promise<Outcome> {
  const { keys, plan, long } = packed(slot, ops);
  return async (redis) => {
    const [kind, ...rest] = await answered(redis.bfCommit(keys.length, ...keys, plan, ...long));
    if (kind === 'done') return { kind: 'done' };
    if (kind === 'conflict') return { kind: 'conflict', key: rest[0] ?? '' };
    if (kind === 'fenced') throw new FencedError('another process has taken over this account');
    return { kind: 'ok', skipped: rest.filter((k): k is string => k !== undefined) };
  };
}

/** The ops by which what a record leaves in hashes follows it. */
function fieldOps<T extends Stored>(kind: Kind<T>, slot: Slot, before: T | undefined, after: T): Op[] {
  if (!kind.fields) return [];
  const is = kind.fields(after);
  const was = before ? kind.fields(before) : [];
  const of = (list: typeof is, x: (typeof is)[number]) =>
    list.find((y) => y.hash === x.hash && y.field === x.field);
  return [
    ...was.filter((x) => !of(is, x)).map((x): Op => ['hdel', key(slot, x.hash), x.field]),
    ...is
      .filter((x) => of(was, x)?.value !== x.value)
      .map((x): Op => ['hset', key(slot, x.hash), x.field, x.value]),
  ];
}

/** Ends each word of a plan. */
const END = '\u001f';
/** Begins a word of a plan that stands for one of the long ones behind it. */
const LONG = '\u001e';
/** Longer ones go beside the plan: the script then needs no copy of them. */
const SHORT = 64;

/**
 * Ops as the script takes them: their keys, and one string of words, `name place arg…` for each. An argument for each word
 * cost twice the processor time (32 against 14 µs for the commit of a visit, made and written for the socket).
 */
function packed(slot: Slot, ops: readonly Op[]): { keys: string[]; plan: string; long: string[] } {
  const keys: string[] = [];
  const long: string[] = [];
  const places = new Map<string, number>();
  let plan = '';
  for (const op of ops) {
    const k = op[1];
    let place = places.get(k);
    if (place === undefined) {
      if (!isIn(slot, k)) throw new Error(`key ${k} is not of slot ${slot}`);
      keys.push(k);
      place = keys.length;
      places.set(k, place);
    }
    plan += `${op[0]}${END}${place}${END}`;
    for (let i = 2; i < op.length; i++) {
      const word = String(op[i]);
      if (word.length <= SHORT && !word.includes(END) && !word.startsWith(LONG)) plan += word + END;
      else plan += `${LONG}${long.push(word)}${END}`;
    }
  }
  return { keys, plan, long };
}

/** The ops by which a record's indexes and counters follow it from `before` to `after`. */
export function followUps<T extends Stored>(
  kind: Kind<T>,
  slot: Slot,
  before: T | undefined,
  after: T,
): Op[] {
  const ops: Op[] = [];
  const is = kind.indexes?.(after) ?? [];
  const was = before ? (kind.indexes?.(before) ?? []) : [];
  for (const x of was)
    if (!is.some((y) => y.set === x.set && y.member === x.member))
      ops.push(['zrem', key(slot, x.set), x.member]);
  for (const x of is) {
    const same = was.some((w) => w.set === x.set && w.member === x.member && w.score === x.score);
    if (!same) ops.push(['zadd', key(slot, x.set), x.score, x.member]);
  }
  ops.push(...fieldOps(kind, slot, before, after));
  for (const { hash, field, by } of sums(kind, before, after))
    if (by !== 0) ops.push(['hincrby', key(slot, hash), field, by]);
  return ops;
}

/** What a record adds to each counter of its slot beyond what it added before. */
function sums<T extends Stored>(kind: Kind<T>, before: T | undefined, after: T): Counted[] {
  if (!kind.counts) return [];
  const all: Counted[] = [];
  const add = (list: readonly Counted[], sign: 1 | -1) => {
    for (const { hash, field, by } of list) {
      const known = all.find((c) => c.hash === hash && c.field === field);
      if (known) known.by += sign * by;
      else all.push({ hash, field, by: sign * by });
    }
  };
  if (before) add(kind.counts(before), -1);
  add(kind.counts(after), 1);
  return all;
}
