import { hash as digestOf } from 'node:crypto';
import { iso } from '../core/clock.ts';
import { type Change, changedFields } from '../records/change.ts';
import { key, type Slot } from './keys.ts';
import type { Op } from './ops.ts';
import type { Seal } from './seal.ts';

export interface AuditEntry {
  chain: string;
  seq: number;
  at: string;
  actor: string;
  action: string;
  record: string;
  digest: string;
  prev: string;
  hash: string;
}

/** `V01`, `people`: the chain's name as people see it. */
export function chainName(slot: Slot): string {
  return slot === '{p}' ? 'people' : slot.slice(1, -1).replace(/^v:/, '');
}

/**
 * The op that appends a change to the slot's chain. The exact bytes are made here (Redis Lua has only sha1, and its cjson
 * reorders and rounds); old sensitive values lie sealed beside the entry, never in the hashed bytes. `stored` is the record
 * as it is written now: its digest stands in the chain, so that a record changed past the program is found.
 */
export function auditOp(slot: Slot, change: Change, now: number, seal: Seal, stored?: string): Op {
  const { before, after, kind } = change;
  // A new record is its own first version: the entry only names it.
  const fields = before ? changedFields(before, after) : [];
  const was = (before ?? {}) as Record<string, unknown>;
  const is = after as Record<string, unknown>;
  const plain: Record<string, [unknown, unknown]> = {};
  const hidden: Record<string, unknown> = {};
  const sensitive = new Set<string>([...kind.sensitive, ...(kind.personal ?? [])]);
  for (const f of fields) {
    if (!sensitive.has(f)) plain[f] = [was[f], is[f]];
    else if (was[f] !== undefined) hidden[f] = was[f];
  }
  const body = JSON.stringify({
    at: iso(now),
    actor: change.actor,
    action: change.action,
    record: `${kind.name}:${after.id}`,
    fields: before ? fields : undefined,
    plain: before ? plain : undefined,
    value: stored === undefined ? undefined : digestOf('sha256', stored),
  });
  const k = key(slot, 'audit');
  const sealed = Object.keys(hidden).length > 0 ? seal.seal(JSON.stringify(hidden), k) : '';
  return ['audit', k, digestOf('sha256', body), body, sealed];
}

/** A stream entry of a chain, as read. Throws where it is not one. */
export function readEntry(
  chain: string,
  id: string,
  fields: readonly string[],
): AuditEntry & { body: string } {
  const map = new Map<string, string>();
  for (let i = 0; i + 1 < fields.length; i += 2) map.set(fields[i] ?? '', fields[i + 1] ?? '');
  const body = map.get('body') ?? '{}';
  const { at, actor, action, record } = JSON.parse(body) as Record<string, string>;
  return {
    chain,
    seq: Number.parseInt(id, 10),
    at: at ?? '',
    actor: actor ?? '',
    action: action ?? '',
    record: record ?? '',
    digest: map.get('digest') ?? '',
    prev: map.get('prev') ?? '',
    hash: map.get('hash') ?? '',
    body,
  };
}

/** Walks a chain from its beginning; the sequence number of the first broken entry, or null where it holds. */
export function brokenAt(entries: readonly (AuditEntry & { body: string })[]): number | null {
  let prev = '';
  let seq = 0;
  for (const e of entries) {
    seq += 1;
    const digest = digestOf('sha256', e.body);
    const hash = digestOf('sha1', prev + digest);
    if (e.seq !== seq || e.digest !== digest || e.prev !== prev || e.hash !== hash) return seq;
    prev = hash;
  }
  return null;
}
