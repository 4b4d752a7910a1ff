import type { Told } from '../define.ts';
import type { Saved } from './saveAll.ts';

/** The words that a message had written down, without those that were there already. */
export const newIn = (saved: readonly Saved[]): Told[] =>
  saved.flatMap(({ visit: { householdId, villageId }, merged, added, words }) =>
    merged && !added ? [] : [{ householdId, villageId, words }],
  );
