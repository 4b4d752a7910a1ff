import { looksAsked } from '../asked.ts';
import { cuesOf, gramsOf } from './cues.ts';
import { type Features, type Model, modelOf, readWeights } from './model.ts';
import { type Guarded, type GuardFacts, ruled } from './rules.ts';

export type { Guarded, GuardFacts } from './rules.ts';

/** What the guard makes of a text. */
export interface Judgement {
  /** The road that it has to take; null for a question that may meet the book. */
  road: Guarded | null;
  /** A question, but so near to a road that the book may only offer, not tell. */
  unsure?: true;
  /** A question, but life may be at stake: 120 is named before anything else. */
  peril?: true;
}

export type Guard = (text: string, facts?: GuardFacts) => Judgement;

/** The roads in the order of the model's classes; `ordinary`: a question that only resembles one. */
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

const ROADS = LABELS.filter((label) => label !== 'ordinary');
const PERILS: readonly Guarded[] = ['emergency', 'danger', 'violence'];

/** Strength of each kind of evidence, chosen by cross-validation on the examples (`npm run bench -- ask`). */
const CUE = 0.4;
const GRAM = 0.5;
const RULE = 1.5;
const NEAR = 0.4;
/** Scores of the search: half of all roads stay under the third, nine of ten questions reach it. */
const STEPS = [0.3, 0.6, 0.9, 1.2, 1.5, 1.8] as const;
/** Questions are far more among the examples than any road: belief in them is cut to this share. */
const ORDINARY = 0.8;
/** So much belief in peril is enough: a false alarm costs a call, a missed one a life. */
const PERIL = 0.35;
/** Words that ask for nothing are no question: then less is enough. */
const PERIL_UNASKED = 0.25;
/** From here on peril is named in the answer. */
const PERIL_NEAR = 0.1;
/** Belief in a question below which the book does not tell, only offer. */
const SURE = 0.7;

/**
 * The guard before the look-up. It weighs what the rules say with cues of time, person, act and form and with the words
 * themselves, as learned from `examples.json` and the book that comes with the program (`npm run guard`). A question
 * that the office has given an entry since then passes where no rule speaks against it. About 0.1 ms a text.
 */
export function createGuard(model: Model = modelOf(readWeights())): Guard {
  return (text, facts) => {
    const belief = model([...wordsOf(text), ...nearOf(facts?.near), ruleOf(text, facts)]);
    const of = (label: Label) => (belief[LABELS.indexOf(label)] ?? 0) * (label === 'ordinary' ? ORDINARY : 1);
    const total = LABELS.reduce((sum, label) => sum + of(label), 0);
    const share = (label: Label) => of(label) / total;
    const peril = PERILS.reduce((sum, label) => sum + share(label), 0);
    if (peril >= PERIL || (peril >= PERIL_UNASKED && !looksAsked(text))) return { road: best(PERILS, share) };
    if (facts?.example && ruled(text, facts) === null) return { road: null };
    const road = best(ROADS, share);
    if (share(road) > share('ordinary')) return { road };
    return {
      road: null,
      unsure: share('ordinary') < SURE || undefined,
      peril: peril >= PERIL_NEAR || undefined,
    };
  };
}

/** The features of normalised words. */
export function wordsOf(text: string): [string, number][] {
  const grams = gramsOf(text);
  // A long story is not surer than a cry.
  const each = GRAM * Math.sqrt(20 / Math.max(10, grams.length));
  return [
    ['one', 1],
    ...cuesOf(text).map((cue): [string, number] => [`cue ${cue}`, cue.includes('&') ? CUE / 2 : CUE]),
    ...grams.map((gram): [string, number] => [gram, each]),
  ];
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

/** The one believed in most. */
function best(roads: readonly Guarded[], share: (road: Guarded) => number): Guarded {
  return roads.reduce((top, road) => (share(road) > share(top) ? road : top), 'idle');
}
