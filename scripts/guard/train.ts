import EXAMPLES from '../../src/features/policy/guard/examples.json' with { type: 'json' };
import { LABELS, type Label, nearOf, ruleOf, wordsOf } from '../../src/features/policy/guard/guard.ts';
import type { Weights } from '../../src/features/policy/guard/model.ts';
import { buildSearch, type Searchable } from '../../src/features/policy/search/search.ts';
import { type Example, learn } from './learn.ts';

/** How each road sounds, and questions that only resemble one (`ordinary`). */
export type Examples = Partial<Record<Label, readonly string[]>>;

/** A question of the book's own counts so much of an example that was written for the guard. */
const OF_BOOK = 0.25;
const PARTS = 5;

/**
 * Learns the guard from the examples and the book's own questions but those `left` out, all normalised. Takes some seconds.
 */
export function train(
  book: readonly Searchable[],
  known: Examples = EXAMPLES,
  left: ReadonlySet<string> = new Set(),
): Weights {
  const near = nearness(book);
  const example = (text: string, label: number, weight: number): Example => ({
    features: [...wordsOf(text), ...nearOf(near(text))],
    shy: [ruleOf(text)],
    label,
    weight,
  });
  const examples = LABELS.flatMap((name, label) =>
    (known[name] ?? []).map((text) => example(text, label, 1)),
  );
  const ordinary = LABELS.indexOf('ordinary');
  const asked = book
    .flatMap((entry) => entry.questions)
    .filter((text) => !left.has(text))
    .map((text) => ({ ...example(text, ordinary, OF_BOOK), shy: [] }));
  return learn([...examples, ...asked], LABELS.length);
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
