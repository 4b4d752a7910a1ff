import { cuesOf, gramsOf } from './cues.ts';
import EXAMPLES from './examples.json' with { type: 'json' };
import { type Example, learn } from './learn.ts';
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

/** How each road sounds, and questions that only resemble one (`ordinary`). */
export type Examples = Partial<Record<Label, readonly string[]>>;

type Label = Guarded | 'ordinary';
const LABELS = Object.keys(EXAMPLES) as Label[];
const ROADS = LABELS.filter((label) => label !== 'ordinary');
const PERILS: readonly Guarded[] = ['emergency', 'danger', 'violence'];

/** Strength of each kind of evidence, chosen by cross-validation on the examples (`npm run bench -- ask`). */
const CUE = 0.6;
const GRAM = 0.5;
const RULE = 1.5;
/** A question of the book's own counts so much of an example that was written for the guard. */
const OF_BOOK = 0.25;
/** Questions are far more among the examples than any road: belief in them is cut to this share. */
const ORDINARY = 0.75;
/** So much belief in peril is enough: a false alarm costs a call, a missed one a life. */
const PERIL = 0.35;
/** From here on peril is named in the answer. */
const PERIL_NEAR = 0.1;
/** Belief in a question below which the book does not tell, only offer. */
const SURE = 0.7;

/**
 * The guard before the look-up. It weighs what the rules say with cues of time, person, act and form and with the words
 * themselves, as learned from examples; `questions` are those of the book. Takes about 0.2 s to build, 0.1 ms a text.
 */
export function createGuard(questions: readonly string[], known: Examples = EXAMPLES): Guard {
  const examples = LABELS.flatMap((name, label) =>
    (known[name] ?? []).map((text) => example(text, label, 1)),
  );
  const ordinary = LABELS.indexOf('ordinary');
  const asked = questions.map((text) => ({ ...example(text, ordinary, OF_BOOK), shy: [] }));
  const model = learn([...examples, ...asked], LABELS.length);

  return (text, facts) => {
    const belief = model([...wordsOf(text), ruleOf(text, facts)]);
    const of = (label: Label) => (belief[LABELS.indexOf(label)] ?? 0) * (label === 'ordinary' ? ORDINARY : 1);
    const total = LABELS.reduce((sum, label) => sum + of(label), 0);
    const share = (label: Label) => of(label) / total;
    const peril = PERILS.reduce((sum, label) => sum + share(label), 0);
    if (peril >= PERIL) return { road: best(PERILS, share) };
    const road = best(ROADS, share);
    if (share(road) > share('ordinary')) return { road };
    return {
      road: null,
      unsure: share('ordinary') < SURE || undefined,
      peril: peril >= PERIL_NEAR || undefined,
    };
  };
}

function example(text: string, label: number, weight: number): Example {
  return { features: wordsOf(text), shy: [ruleOf(text)], label, weight };
}

type Feature = readonly [string, number];

function wordsOf(text: string): Feature[] {
  const grams = gramsOf(text);
  // A long story is not surer than a cry.
  const each = GRAM * Math.sqrt(20 / Math.max(10, grams.length));
  return [
    ['one', 1],
    ...cuesOf(text).map((cue): Feature => [`cue ${cue}`, cue.includes('&') ? CUE / 2 : CUE]),
    ...grams.map((gram): Feature => [gram, each]),
  ];
}

function ruleOf(text: string, facts?: GuardFacts): Feature {
  return [`rule ${ruled(text, facts) ?? 'none'}`, RULE];
}

/** The one believed in most. */
function best(roads: readonly Guarded[], share: (road: Guarded) => number): Guarded {
  return roads.reduce((top, road) => (share(road) > share(top) ? road : top), 'idle');
}
