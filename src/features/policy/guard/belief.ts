import { readFileSync } from 'node:fs';
import { type Features, type Model, modelOf, readWeights } from '../../../core/learned.ts';
import { readConcepts } from './concepts.ts';
import { cuesAndGrams } from './cues.ts';
import { type Guarded, type GuardFacts, ruled } from './rules.ts';

/** The roads in the order of the model's first classes; `ordinary`: a question that only resembles one. */
export const LABELS = [
  'ordinary',
  'emergency',
  'danger',
  'violence',
  'fraud',
  'report',
  'others',
  'verdict',
  'prediction',
  'market',
  'medicine',
  'law',
  'anger',
  'greeting',
  'thanks',
  'idle',
] as const satisfies readonly (Guarded | 'ordinary')[];
export type Label = (typeof LABELS)[number];

/** An entry as the model knew it: the office may have put something else under its number. */
export interface Known {
  id: string;
  title: string;
}

/** What was made of a text. */
export interface Belief {
  /** The share of belief in a road; in `ordinary`: that it is any question. */
  of(label: Label): number;
  /** Were it a question: the share of belief in each entry that the model knows. Together 1. */
  entries: readonly (Known & { share: number })[];
}

export type Believe = (text: string, facts?: GuardFacts) => Belief;

/** Strength of each kind of evidence, chosen by asking each hand what was learned from the others. */
const CONCEPT = 0.5;
const RULE = 1.5;
const NEAR = 0.4;
/** Scores of the search: half of all roads stay under the third, nine of ten questions reach it. */
const STEPS = [0.3, 0.6, 0.9, 1.2, 1.5, 1.8] as const;

const concepts = readConcepts();

/** What `npm run guard` has learned. */
export const readLearned = () => readWeights(readFileSync(new URL('model.txt', import.meta.url), 'utf8'));

/** Says what a text is: one of the roads, or which entry of the book is asked for. About 0.2 ms a text. */
export function createBelieve(model: Model = modelOf(readLearned())): Believe {
  const known = model.names.slice(LABELS.length).map((name): Known => {
    const [id = '', ...title] = name.split(' ');
    return { id, title: title.join(' ') };
  });
  return (text, facts) => {
    const belief = model.believe([...wordsOf(text), ...nearOf(facts?.near), ruleOf(text, facts)]);
    const asked = belief.slice(LABELS.length).reduce((sum, share) => sum + share, 0);
    return {
      of: (label) => (belief[LABELS.indexOf(label)] ?? 0) + (label === 'ordinary' ? asked : 0),
      entries: known.map((entry, i) => ({ ...entry, share: (belief[LABELS.length + i] ?? 0) / asked })),
    };
  };
}

/** The features of normalised words. */
export const wordsOf = (text: string): Features => [...cuesAndGrams(text), ...sketchOf(text)];

/** The ideas of a text alone. */
export function sketchOf(text: string): [string, number][] {
  const found = concepts(text);
  const each = CONCEPT * Math.sqrt(5 / Math.max(3, found.length));
  return found.map((name) => [`idea ${name}`, each]);
}

/** How near the book has an entry, as features: each step that is reached counts, none where nothing is known of it. */
export function nearOf(near: number | undefined): Features {
  if (near === undefined) return [];
  const reached = STEPS.filter((step) => near >= step).map((step) => [`near ${step}`, NEAR] as const);
  return [['near', NEAR], ...reached];
}

/** What the rules say, as a feature. */
export function ruleOf(text: string, facts?: GuardFacts): Features[number] {
  return [`rule ${ruled(text, facts) ?? 'none'}`, RULE];
}
