import { readFileSync } from 'node:fs';

/** Features of a text with their strength. */
export type Features = readonly (readonly [string, number])[];

/** Gives the share of belief in each class, in their order; together 1. */
export type Model = (features: Features) => Float64Array;

/** What was learned: for each feature by its number one weight a class. */
export interface Weights {
  numbers: ReadonlyMap<string, number>;
  values: ArrayLike<number>;
  classes: number;
}

/** The features of one text that are known, by number. */
export interface Row {
  ids: Int32Array;
  values: Float64Array;
}

/** The model as `npm run guard` wrote it: learning takes a second, reading some milliseconds. */
const FILE = new URL('model.txt', import.meta.url);
/** The greatest weight that a line holds. */
const MOST = 127;

export function modelOf({ numbers, values, classes }: Weights): Model {
  return (features) => {
    const out = new Float64Array(classes);
    weigh(encode(features, numbers), values, out);
    return out;
  };
}

/**
 * One feature a line, so that a change can be read: a byte a class in base64, times `step`. The first line is the step. What
 * weighs nothing anywhere is left out.
 */
export function writeWeights({ numbers, values, classes }: Weights): string {
  const step = Array.from(values).reduce((most, v) => Math.max(most, Math.abs(v)), 0) / MOST;
  const lines = [...numbers].map(([name, id]) => {
    const bytes = Int8Array.from({ length: classes }, (_, c) =>
      Math.round((values[id * classes + c] ?? 0) / step),
    );
    return bytes.some((b) => b !== 0) ? `${Buffer.from(bytes.buffer).toString('base64')} ${name}\n` : '';
  });
  return `${step} ${classes}\n${lines.sort().join('')}`;
}

export function readWeights(text: string = readFileSync(FILE, 'utf8')): Weights {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const [step = 0, classes = 0] = head.split(' ').map(Number);
  const numbers = new Map<string, number>();
  const values = new Float32Array(lines.length * classes);
  for (const [id, line] of lines.entries()) {
    const end = line.indexOf(' ');
    numbers.set(line.slice(end + 1), id);
    const bytes = new Int8Array(Buffer.from(line.slice(0, end), 'base64'));
    for (let c = 0; c < classes; c++) values[id * classes + c] = (bytes[c] ?? 0) * step;
  }
  return { numbers, values, classes };
}

export function encode(features: Features, numbers: ReadonlyMap<string, number>): Row {
  const known = features.flatMap(([name, value]) => {
    const id = numbers.get(name);
    return id === undefined ? [] : [[id, value] as const];
  });
  return { ids: Int32Array.from(known, ([id]) => id), values: Float64Array.from(known, ([, v]) => v) };
}

/** Writes the belief in each class into `out`. */
export function weigh({ ids, values }: Row, weights: ArrayLike<number>, out: Float64Array): void {
  out.fill(0);
  const classes = out.length;
  for (let i = 0; i < ids.length; i++) {
    const from = (ids[i] ?? 0) * classes;
    const value = values[i] ?? 0;
    for (let c = 0; c < classes; c++) out[c] = (out[c] ?? 0) + value * (weights[from + c] ?? 0);
  }
  const most = Math.max(...out);
  let sum = 0;
  for (let c = 0; c < classes; c++) {
    out[c] = Math.exp((out[c] ?? 0) - most);
    sum += out[c] ?? 0;
  }
  for (let c = 0; c < classes; c++) out[c] = (out[c] ?? 0) / sum;
}
