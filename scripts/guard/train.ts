import EXAMPLES from '../../src/features/policy/guard/examples.json' with { type: 'json' };
import { LABELS, type Label, ruleOf, wordsOf } from '../../src/features/policy/guard/guard.ts';
import type { Weights } from '../../src/features/policy/guard/model.ts';
import { type Example, learn } from './learn.ts';

/** How each road sounds, and questions that only resemble one (`ordinary`). */
export type Examples = Partial<Record<Label, readonly string[]>>;

/** A question of the book's own counts so much of an example that was written for the guard. */
const OF_BOOK = 0.25;

/** Learns the guard from the examples and the book's own questions, all normalised. Takes about a second. */
export function train(questions: readonly string[], known: Examples = EXAMPLES): Weights {
  const examples = LABELS.flatMap((name, label) =>
    (known[name] ?? []).map((text) => example(text, label, 1)),
  );
  const ordinary = LABELS.indexOf('ordinary');
  const asked = questions.map((text) => ({ ...example(text, ordinary, OF_BOOK), shy: [] }));
  return learn([...examples, ...asked], LABELS.length);
}

function example(text: string, label: number, weight: number): Example {
  return { features: wordsOf(text), shy: [ruleOf(text)], label, weight };
}
