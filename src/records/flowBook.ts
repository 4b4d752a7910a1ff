import { z } from 'zod';
import { isListed } from './dictionary.ts';
import { defineKind, envelope } from './kind.ts';
import { headsOf, MEMBER_EVENTS } from './memberEvent.ts';
import type { Directory, Read } from './read.ts';

/** What a village's register held when a month began: the flow book is reckoned from it (B43). */
export const flowBookSchema = z.object({
  ...envelope,
  villageId: z.string(),
  /** `YYYY-MM`. */
  month: z.string(),
  households: z.number().int(),
  persons: z.number().int(),
});
export type FlowBook = z.infer<typeof flowBookSchema>;

export const flowBookKind = defineKind<FlowBook>({
  name: 'flowBook',
  home: 'village',
  schema: flowBookSchema,
  sensitive: [],
  unaudited: true,
  indexes: (f) => [{ set: 'flowBooks', score: Date.parse(`${f.month}-01T00:00:00+08:00`), member: f.id }],
});

/** Households and heads. */
export interface Standing {
  households: number;
  persons: number;
}

/** Households and heads of the register in a village now. */
export function standingIn(villageId: string, directory: Directory): Standing {
  const listed = [...directory.households(villageId)].filter((h) => isListed(h.category));
  return { households: listed.length, persons: listed.reduce((sum, h) => sum + h.size, 0) };
}

/** A village's book of a month (`YYYY-MM`). */
export interface Balance {
  /** As the month began; absent where nobody wrote it down. */
  opening?: Standing;
  /** Now, or as the next month began; absent where nobody wrote it down. */
  closing?: Standing;
  /** Heads by what happened, and what they come to. */
  flows: Record<string, number>;
  net: number;
  /** Heads that the closing has more than opening and flows come to; absent where one of both is not known. */
  off?: number;
}

/** Reckons a village's month: opening + in − out must be the closing (B43). */
export async function balanceOf(
  villageId: string,
  month: string,
  thisMonth: string,
  read: Read,
): Promise<Balance> {
  const [flows, opening, next] = await Promise.all([
    read.counters(villageId, `flow:${month}`),
    read.get(flowBookKind, month, villageId),
    read.get(flowBookKind, monthAfter(month), villageId),
  ]);
  const net = MEMBER_EVENTS.reduce((sum, e) => sum + headsOf(e) * (flows[e] ?? 0), 0);
  const closing = month === thisMonth ? standingIn(villageId, read.directory) : next;
  const off = opening && closing ? closing.persons - (opening.persons + net) : undefined;
  return { opening, closing, flows, net, off };
}

function monthAfter(month: string): string {
  const [year = 0, m = 0] = month.split('-').map(Number);
  return m === 12 ? `${year + 1}-01` : `${year}-${String(m + 1).padStart(2, '0')}`;
}
