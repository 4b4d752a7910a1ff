import { z } from 'zod';
import type { Kind, Stored } from '../records/kind.ts';
import type { Seal } from './seal.ts';

const SECRET = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The sensitive fields of a kind, made into a set once: every record that is written asks. */
function secretOf({ sensitive }: { sensitive: readonly string[] }): ReadonlySet<string> {
  const known = SECRET.get(sensitive) ?? new Set(sensitive);
  SECRET.set(sensitive, known);
  return known;
}

const DEFAULTS = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** What a schema takes for each field that is missing: there, a field needs no place in the store. */
function defaultsOf({ schema }: { schema: unknown }): ReadonlyMap<string, unknown> {
  if (!(schema instanceof z.ZodObject)) return new Map();
  const known = DEFAULTS.get(schema);
  if (known) return known;
  const found = new Map<string, unknown>();
  for (const [name, field] of Object.entries(schema.shape))
    if (field instanceof z.ZodDefault) found.set(name, field.def.defaultValue);
  DEFAULTS.set(schema, found);
  return found;
}

/** What stands where a record lay that went to another village: where to, and the version that it left with. */
export interface Note {
  rev: number;
  movedTo: string;
}

/** The note holds nothing of what the record said: there is one copy of that, in the new village. */
const noteOf = ({ rev, movedTo, id }: Stored) => JSON.stringify({ rev, movedTo, id });

const NOTE = /^\{"rev":(\d+),"movedTo":"([^"]+)"/;

/** The note that a stored string is; undefined where it is a record. */
export function readNote(raw: string): Note | undefined {
  const [, rev, movedTo] = NOTE.exec(raw) ?? [];
  return movedTo === undefined ? undefined : { rev: Number(rev), movedTo };
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

/**
 * A record as its stored string: JSON with `rev` in front (the commit script reads it there), sensitive fields together
 * under `sealed`. Throws where the record does not fit its schema: nothing malformed is written.
 */
export function encode<T extends Stored>(kind: Kind<T>, record: T, key: string, seal: Seal): string {
  if (record.movedTo !== undefined) return noteOf(record);
  const whole = kind.schema.parse(record) as Record<string, unknown>;
  const secret = secretOf(kind);
  const defaults = defaultsOf(kind);
  const open: Record<string, unknown> = { rev: whole.rev };
  const version = kind.version ?? 1;
  if (version !== defaults.get('schema')) open.schema = version;
  const hidden: Record<string, unknown> = {};
  let sealed = false;
  for (const field of Object.keys(whole)) {
    const value = whole[field];
    if (value === undefined || field === 'rev' || field === 'schema') continue;
    const absent = defaults.get(field);
    if (value === absent || (isEmpty(value) && isEmpty(absent))) continue;
    if (secret.has(field)) {
      hidden[field] = value;
      sealed = true;
    } else open[field] = value;
  }
  if (sealed) open.sealed = seal.seal(JSON.stringify(hidden), key);
  return JSON.stringify(open);
}

/**
 * A record in today's shape. Throws where it was written by a later version of the program: guessing at what it means, and
 * writing it back without what is not understood, would lose it.
 */
function upgrade<T extends Stored>(kind: Kind<T>, record: Record<string, unknown>): Record<string, unknown> {
  const { version = 1, upgrades } = kind;
  let now = record;
  for (let from = Number(record.schema ?? 1); from !== version; from += 1) {
    const step = upgrades?.[from];
    if (from > version || !step)
      throw new Error(
        `${kind.name} ${String(record.id)} has shape ${from}; this program knows ${version} and no way from there`,
      );
    now = { ...step(now), schema: from + 1 };
  }
  return now;
}

/** The record of a stored string; older shapes are brought to today's. */
export function decode<T extends Stored>(kind: Kind<T>, raw: string, key: string, seal: Seal): T {
  const { sealed, ...open } = JSON.parse(raw) as Record<string, unknown>;
  const hidden =
    typeof sealed === 'string' ? (JSON.parse(seal.open(sealed, key)) as Record<string, unknown>) : {};
  return kind.schema.parse(upgrade(kind, { ...open, ...hidden }));
}
