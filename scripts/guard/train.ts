import type { Weights } from '../../src/core/learned.ts';
import { LABELS, nearOf, ruleOf, sketchOf, wordsOf } from '../../src/features/policy/guard/belief.ts';
import { buildSearch, type Searchable } from '../../src/features/policy/search/search.ts';
import { type Lesson, learn } from '../learn/learn.ts';
import { type Example, readExamples } from './examples.ts';

/** A question of the book's own counts so much of an example; many of them say nearly the same. */
const OF_BOOK = 0.5;
/** What else stands in an entry: its ideas only, for nobody asks in its words. */
const OF_TEXT = 0.2;
const PARTS = 5;

/**
 * Learns what texts are, the roads of the guard and the entries of the book, from the examples and the book. Takes some
 * seconds.
 */
export function train(book: readonly Searchable[], examples: readonly Example[] = readExamples()): Weights {
  const near = nearness(book);
  const names = [...LABELS, ...book.map((entry) => `${entry.id} ${entry.title}`)];
  const numbers = new Map(names.map((name, i) => [name.split(' ')[0] ?? '', i]));
  const ordinary = [0, ...book.map((entry) => numbers.get(entry.id) ?? 0)];
  const lesson = (text: string, labels: readonly number[], weight: number, shy = [ruleOf(text)]): Lesson => ({
    features: [...wordsOf(text), ...nearOf(near(text))],
    shy,
    labels,
    weight,
  });
  const said = examples.map(({ labels, text }) =>
    labels[0] === 'ordinary'
      ? lesson(text, ordinary, 1)
      : lesson(
          text,
          labels.flatMap((label) => numbers.get(label) ?? []),
          1,
        ),
  );
  const asked = book.flatMap(({ id, questions }) =>
    questions.map((text) => lesson(text, [numbers.get(id) ?? 0], OF_BOOK, [])),
  );
  const told = book.flatMap((entry) =>
    textsOf(entry).map(
      (text): Lesson => ({
        features: sketchOf(text),
        shy: [],
        labels: [numbers.get(entry.id) ?? 0],
        weight: OF_TEXT,
      }),
    ),
  );
  return learn([...said, ...asked, ...told], names);
}

function textsOf({ title, plain, who, keywords }: Searchable): string[] {
  const all = [title, ...plain.split(/[,。;]/), ...who, ...keywords.map((k) => k.replaceAll('+', ' '))];
  return all.filter((text) => text.length > 1);
}

/** How near the book is to a text that stands in it: asked of a book without the fifth of its questions that has it. */
export function nearness(book: readonly Searchable[]): (text: string) => number {
  const partOf = new Map(book.flatMap((entry) => entry.questions).map((text, i) => [text, i % PARTS]));
  const whole = buildSearch(book);
  const parts = Array.from({ length: PARTS }, (_, part) =>
    buildSearch(
      book.map((entry) => ({ ...entry, questions: entry.questions.filter((q) => partOf.get(q) !== part) })),
    ),
  );
  return (text) => (parts[partOf.get(text) ?? PARTS] ?? whole).find(text, 1)[0]?.score ?? 0;
}
