import type { Weights } from '../../src/core/learned.ts';
import { featuresOf, SAID } from '../../src/features/policy/talk/weighed.ts';
import { learn } from '../learn/learn.ts';
import { type Example, readExamples } from './examples.ts';

/** What was written for something else counts half. */
const OF_GUARD = 0.5;
/** What occurs less often is left out. */
const LEAST = 3;

/** Learns what households say from the examples; takes some seconds. */
export function train(examples: readonly Example[] = readExamples()): Weights {
  const lessons = examples.map(({ hand, said, text }) => ({
    features: featuresOf(text),
    shy: [],
    labels: [SAID.indexOf(said)],
    weight: hand === 'guard' ? OF_GUARD : 1,
  }));
  return learn(lessons, SAID, LEAST);
}
