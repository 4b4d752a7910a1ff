import { normalize } from '../../src/core/text/normalize.ts';
import { LABELS } from '../../src/features/policy/guard/belief.ts';
import { readRows } from '../learn/files.ts';

/** Words, normalised, and what they are: entries of the book, roads of the guard, or `ordinary`. */
export interface Example {
  /** Who wrote it. */
  hand: string;
  /** The first is the best. */
  labels: readonly string[];
  text: string;
}

const FILE = new URL('examples.tsv', import.meta.url);

/** What the guard and the search have learned from, besides the book's own questions. */
export function readExamples(): Example[] {
  return readRows(FILE).map(([hand = '', labels = '', text = '']) => ({
    hand,
    labels: labels.split('/'),
    text: normalize(text),
  }));
}

/** Whether an example takes a road, and which. */
export function roadsOf({ labels }: Example): string[] {
  return labels.filter((label) => label !== 'ordinary' && (LABELS as readonly string[]).includes(label));
}
