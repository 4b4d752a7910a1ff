import type { Change } from './change.ts';
import { type Following, moneyOfVisit } from './moneyOf.ts';
import { needsOfVisit } from './needsOf.ts';
import type { Visit } from './visit.ts';

/**
 * The facts that a visit's words hold (what came in, went out, is lacking), brought to what they tell now: the visit
 * feature calls it with every visit that it writes, in the same commit, so that they stand and fall together (B30).
 */
export async function factsOfVisit(
  visit: Visit,
  following: Following,
): Promise<{ changes: Change[]; lines: string[] }> {
  const money = await moneyOfVisit(visit, following);
  const needs = await needsOfVisit(visit, following);
  return { changes: [...money.changes, ...needs.changes], lines: [...money.lines, ...needs.lines] };
}
