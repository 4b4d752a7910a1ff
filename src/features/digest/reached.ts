import { z } from 'zod';
import { addDays, type Day, weekOf } from '../../core/clock.ts';
import { livedIn } from '../../records/lived.ts';
import type { HouseholdBrief, Read } from '../../records/read.ts';
import { COUNTED, MODES, type Mode } from '../../records/visit.ts';
import { waysHash } from '../../records/week.ts';

/** Who of some households was reached in a week, and how: each way for itself, a household may stand in two (D06). */
export interface Reached {
  base: readonly HouseholdBrief[];
  /** Households by the ways in which they were reached or tried. */
  ways: Record<Mode, string[]>;
  reached: HouseholdBrief[];
  /** Not reached, those apart whose visit was told without saying how. */
  left: HouseholdBrief[];
  /** Told, but nobody has said whether at home or by phone: it counts for neither yet (M13). */
  pending: HouseholdBrief[];
}

export async function reachedOf(
  households: readonly HouseholdBrief[],
  monday: Day,
  read: Read,
): Promise<Reached> {
  // That it was reached goes along with a household that moved; how often, stays where it was.
  const villageIds = [...new Set(households.flatMap(livedIn))];
  const hashes = await Promise.all(villageIds.map((v) => read.counters(v, waysHash(weekOf(monday)))));
  const done = new Set(hashes.flatMap((h) => Object.keys(h)));
  const by = (mode: Mode) => households.filter((h) => done.has(`${mode}|${h.id}`)).map((h) => h.id);
  const ways = Object.fromEntries(MODES.map((m) => [m, by(m)])) as Record<Mode, string[]>;
  const reached = new Set(MODES.filter((m) => COUNTED.has(m)).flatMap((m) => ways[m]));
  const told = untold(monday, read);
  const rest = households.filter((h) => !reached.has(h.id));
  return {
    base: households,
    ways,
    reached: households.filter((h) => reached.has(h.id)),
    left: rest.filter((h) => !told.has(h.id)),
    pending: rest.filter((h) => told.has(h.id)),
  };
}

/** What an unfinished visit has in its question or draft. */
const unsaid = z.object({
  draft: z.object({
    targets: z.array(z.object({ household: z.string() }).partial()),
    date: z.string(),
    mode: z.string().optional(),
  }),
});

/** Households whose visit of that week was told without the way of it, and is not saved. */
function untold(monday: Day, read: Read): Set<string> {
  const found = read.unfinished().flatMap(({ state }) => {
    const { data } = unsaid.safeParse(state);
    if (!data || data.draft.mode || data.draft.date < monday || data.draft.date > addDays(monday, 6))
      return [];
    return data.draft.targets.flatMap((t) => t.household ?? []);
  });
  return new Set(found);
}
