import type { Belief, Known } from './guard/belief.ts';
import { canonical, pairsOf } from './search/dialect.ts';
import type { Hit } from './search/search.ts';

/** An entry, how well its words fit, and whether it is believed to be meant. */
export interface Ranked extends Hit {
  /** The score of its words alone. */
  words: number;
  /** The share of belief in it. */
  share: number;
  /** Whether it was learned how it is asked for; entries of the office's own were not. */
  learned: boolean;
}

/** So much of its title an entry must have kept to be what was learned. */
const SAME_TITLE = 0.5;
/** How well the learned entries fit at least, when those of the office's own are weighed against them. */
const FLOOR = 0.7;

/**
 * Adds what was learned to what the words themselves say. Entries of the office's own, which nothing was learned of, are
 * believed in as far as their words fit better than those of the learned ones.
 */
export function rank(
  words: readonly Hit[],
  belief: Belief,
  titleOf: (id: string) => string | undefined,
): Ranked[] {
  const known = belief.entries.filter((e) => isSame(e, titleOf(e.id)));
  const learned = new Map(known.map(({ id, share }) => [id, share]));
  const fresh = words.filter((h) => !learned.has(h.id));
  const old = Math.max(FLOOR, words.find((h) => learned.has(h.id))?.score ?? 0) ** 2;
  const rest = 1 - old / (old + (fresh[0]?.score ?? 0) ** 2);
  const all = fresh.reduce((sum, h) => sum + h.score ** 4, 0);
  const silent = known.filter((e) => !words.some((h) => h.id === e.id));
  const ranked = [...words, ...silent.map(({ id }): Hit => ({ id, score: 0, named: false }))].map((h) => {
    const of = learned.get(h.id);
    const share = of === undefined ? (rest * h.score ** 4) / all : of * (1 - rest);
    return { ...h, words: h.score, score: h.score + share, share, learned: of !== undefined };
  });
  return ranked.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/** Whether the entry that has the number now is still about what it was when the model learned it. */
function isSame({ title }: Known, now: string | undefined): boolean {
  if (now === undefined || now === title) return now !== undefined;
  const [then, since] = [pairsOf(canonical(title)), pairsOf(canonical(now))];
  const kept = [...then].filter((pair) => since.has(pair)).length;
  return kept >= SAME_TITLE * Math.min(then.size, since.size);
}
