import type { Draft } from '../core/dialog.ts';
import type { Op } from './ops.ts';
import { answered, type Connections } from './redis.ts';
import type { Seal } from './seal.ts';

/** What one piece of work does to the drafts: new ones, and ids of those that are gone. */
export interface DraftChange {
  put?: readonly Draft[];
  drop?: readonly string[];
}

/** The drafts of one account, sealed in one hash and held in memory: no other process writes there. */
export interface Drafts {
  /** One person's, oldest first. */
  of(owner: string): readonly Draft[];
  all(): Iterable<Draft>;
  ops(change: DraftChange): Op[];
  /** Follows what was written. */
  apply(change: DraftChange): void;
}

export async function openDrafts({ read }: Connections, seal: Seal, key: string): Promise<Drafts> {
  const all = new Map<string, Draft>();
  for (const [id, raw] of Object.entries(await answered(read.hgetall(key)))) {
    all.set(id, JSON.parse(seal.open(raw, key)) as Draft);
  }
  return {
    of: (owner) =>
      [...all.values()]
        .filter((d) => d.owner === owner)
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
    all: () => all.values(),
    ops: ({ put = [], drop = [] }) => [
      ...drop.map((id): Op => ['hdel', key, id]),
      ...put.map((d): Op => ['hset', key, d.id, seal.seal(JSON.stringify(d), key)]),
    ],
    apply({ put = [], drop = [] }) {
      for (const id of drop) all.delete(id);
      for (const draft of put) all.set(draft.id, draft);
    },
  };
}
