import { normalize } from '../../src/core/text/normalize.ts';
import type { Said } from '../../src/features/policy/talk/weighed.ts';
import { readExamples as readGuarded } from '../guard/examples.ts';
import { readRows } from '../learn/files.ts';

/** Normalised words of a household and what they are. */
export interface Example {
  /** Who wrote it; `guard`: it was written for the guard. */
  hand: string;
  said: Said;
  text: string;
}

const FILE = new URL('examples.tsv', import.meta.url);

/** What the talk was learned from: sentences of several hands, and some questions and perils that the guard learned from. */
export function readExamples(): Example[] {
  const own = readRows(FILE).map(([hand = '', said = '', text = '']) => ({
    hand,
    said: said as Said,
    text: normalize(text),
  }));
  return [...own, ...OF_GUARD];
}

const PERILS: readonly string[] = ['emergency', 'danger', 'violence', 'fraud'];

/** Every fourth question and every second peril: enough to tell them from talk, and no more than that. */
const OF_GUARD = readGuarded().flatMap(({ labels: [first = ''], text }, i): Example[] => {
  if (PERILS.includes(first) && i % 2 === 0) return [{ hand: 'guard', said: 'peril', text }];
  return /^P\d/.test(first) && i % 4 === 0 ? [{ hand: 'guard', said: 'question', text }] : [];
});
