import { encode, type Row, type Weights, weigh } from '../../src/core/learned.ts';

/** One example: its features with their strength, and the numbers of the classes that are right. */
export interface Lesson {
  features: readonly (readonly [string, number])[];
  /** Any of them is right: which of them it is, the model settles for itself. */
  labels: readonly number[];
  weight: number;
  /** Features that are left out of half of the rounds, so that what they know is not all that is learned. */
  shy: readonly (readonly [string, number])[];
}

const ROUNDS = 12;
const SETTLED = 5;
const STEP = 0.3;
const DECAY = 3e-3;
/** Belief smaller than this is not corrected: most classes are out of the question at once, and it is five times faster. */
const FAINT = 0.004;

/**
 * Fits a log-linear model (softmax regression, AdaGrad) to the examples. The order of the rounds comes from a fixed seed: the
 * same examples make the same model. Features that occur less than `least` times are left out: little can be learned from them.
 */
export function learn(examples: readonly Lesson[], names: readonly string[], least = 2): Weights {
  const classes = names.length;
  const numbers = numbered(examples, least);
  const weights = new Float64Array(numbers.size * classes);
  const steps = new Float64Array(weights.length).fill(1e-6);
  const rows = examples.map((e) => ({
    always: encode(e.features, numbers),
    all: encode([...e.features, ...e.shy], numbers),
    example: e,
  }));
  const belief = new Float64Array(classes);
  const random = seeded(7);
  /** The mean of the later rounds: where a round ends is chance, their middle is not. */
  const mean = new Float64Array(weights.length);
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(rows, random);
    for (const { always, all, example } of rows) {
      const row = random() < 0.5 ? always : all;
      weigh(row, weights, belief);
      const right = example.labels.reduce((sum, label) => sum + (belief[label] ?? 0), 1e-9);
      for (let c = 0; c < classes; c++) {
        const wanted = example.labels.includes(c) ? (belief[c] ?? 0) / right : 0;
        const error = (belief[c] ?? 0) - wanted;
        if (Math.abs(error) > FAINT) correct(row, c, error * example.weight, classes, weights, steps);
      }
    }
    if (round >= SETTLED)
      for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (weights[i] ?? 0) / (ROUNDS - SETTLED);
  }
  return { numbers, values: mean, step: 1, names };
}

function correct(
  { ids, values }: Row,
  c: number,
  error: number,
  classes: number,
  weights: Float64Array,
  steps: Float64Array,
): void {
  for (let i = 0; i < ids.length; i++) {
    const at = (ids[i] ?? 0) * classes + c;
    const slope = error * (values[i] ?? 0) + DECAY * (weights[at] ?? 0);
    steps[at] = (steps[at] ?? 0) + slope * slope;
    weights[at] = (weights[at] ?? 0) - (STEP * slope) / Math.sqrt(steps[at] ?? 1);
  }
}

function numbered(examples: readonly Lesson[], least: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const e of examples)
    for (const [name] of [...e.features, ...e.shy]) counts.set(name, (counts.get(name) ?? 0) + 1);
  const numbers = new Map<string, number>();
  for (const [name, count] of counts) if (count >= least) numbers.set(name, numbers.size);
  return numbers;
}

function shuffle<T>(items: T[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = items[i] as T;
    items[i] = items[j] as T;
    items[j] = kept;
  }
}

/** Numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}
