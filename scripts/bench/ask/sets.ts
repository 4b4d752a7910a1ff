import { readFileSync } from 'node:fs';
import { normalize } from '../../../src/core/text/normalize.ts';

/** Words and what they should come to: a road of the guard, entries of the book, or a person (`none`). */
export interface Said {
  text: string;
  /** The first is the best; empty: a person. */
  entries: string[];
  /** Roads that are right; empty: an ordinary question. */
  roads: string[];
}

const FILE = new URL('../../../tests/features/policy-asked.tsv', import.meta.url);
export const SETS = ['shown', 'seen', 'unseen'] as const;
export type SetName = (typeof SETS)[number];

/**
 * What is measured; nothing of it is among the examples. `shown`: the brief's own. `seen`: by another hand, its failures were
 * read while building. `unseen`: nobody looked at its failures, only at its figures.
 */
export function readSets(): Record<SetName, Said[]> {
  const lines = readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
  const of = (name: SetName) =>
    lines.filter(([set]) => set === name).map(([, labels = '', text = '']) => labelled(labels, text));
  return { shown: of('shown'), seen: of('seen'), unseen: of('unseen') };
}

/** `labels`: as they stand in a file, with a slash between them. */
export function labelled(labels: string, text: string): Said {
  const all = labels.split('/');
  const ordinary = /^(P\d|none|ordinary)/.test(labels);
  return {
    text: normalize(text),
    entries: ordinary ? all.filter((label) => /^P\d/.test(label)) : [],
    roads: ordinary ? [] : all,
  };
}

const HEADS = ['罗启民', '覃秀英', '龙国栋', '马树根', '石长顺'];

/** Heads of other households that the words name, as the asking would find them. */
export function headsIn(text: string): string[] {
  return HEADS.filter((name) => text.includes(name));
}

/** A share of `of`, to three digits. */
export function shareOf(name: string, n: number, of: number) {
  return { name, value: of === 0 ? 0 : Math.round((1000 * n) / of) / 1000, unit: `share of ${of}` };
}
