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

const TESTS = new URL('../../../tests/features/', import.meta.url);

/**
 * What is measured. `shown`: the brief's own examples, known while building, in no list of examples. `fresh`, `kept` and
 * `third` were never tuned on; nor was `fourth`, the half that was put aside of a set by those who wrote the examples. `tuned`: the other half of what `kept` is from; its words are among the guard's examples.
 */
export function readSets(): Record<'shown' | 'tuned' | 'fresh' | 'kept' | 'third' | 'fourth', Said[]> {
  const { questions, outOfScope } = JSON.parse(
    readFileSync(new URL('policy-questions.json', TESTS), 'utf8'),
  ) as {
    questions: { text: string; policy: string; also: string[]; set: string }[];
    outOfScope: { text: string; guard: string | null; set: string }[];
  };
  const older = (set: string): Said[] => [
    ...questions
      .filter((q) => q.set === set)
      .map((q) => ({ text: normalize(q.text), entries: [q.policy, ...q.also], roads: [] })),
    ...outOfScope
      .filter((q) => q.set === set)
      .map((q) => ({ text: normalize(q.text), entries: [], roads: q.guard ? [q.guard] : [] })),
  ];
  const lines = linesOf('policy-utterances.tsv');
  const half = (set: string): Said[] =>
    lines.filter(([of]) => of === set).map(([, labels = '', text = '']) => labelled(labels, text));
  const third = linesOf('policy-utterances-third.tsv').map(([labels = '', text = '']) =>
    labelled(labels, text),
  );
  const fourth = linesOf('policy-utterances-fourth.tsv')
    .filter(([of]) => of === 'aside')
    .map(([, labels = '', text = '']) => labelled(labels, text));
  return {
    shown: older('shown'),
    tuned: half('tuned'),
    fresh: older('fresh'),
    kept: half('kept'),
    third,
    fourth,
  };
}

function linesOf(file: string): string[][] {
  return readFileSync(new URL(file, TESTS), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

function labelled(labels: string, text: string): Said {
  const all = labels.split('/');
  const ordinary = /^(P\d|none)/.test(labels);
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
