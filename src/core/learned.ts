/** Features of a text with their strength. */
export type Features = readonly (readonly [string, number])[];

/** What was learned: for each feature by its number one weight a class. */
export interface Weights {
  numbers: ReadonlyMap<string, number>;
  values: ArrayLike<number>;
  /** What one unit of `values` is worth. */
  step: number;
  /** The classes in their order. */
  names: readonly string[];
}

/** Gives the share of belief in each class, in their order; together 1. */
export interface Model {
  names: readonly string[];
  believe(features: Features): Float64Array;
}

/** The features of one text that are known, by number. */
export interface Row {
  ids: Int32Array;
  values: Float64Array;
}

/** The greatest weight that a line holds. */
const MOST = 127;
/** What weighs less than this share of the greatest is left out: it would double the file and change nothing. */
const LEAST = 8;

export function modelOf({ numbers, values, step, names }: Weights): Model {
  return {
    names,
    believe(features) {
      const row = encode(features, numbers);
      for (let i = 0; i < row.values.length; i++) row.values[i] = (row.values[i] ?? 0) * step;
      const out = new Float64Array(names.length);
      weigh(row, values, out);
      return out;
    },
  };
}

/**
 * One feature a line, so that a change can be read: pairs of a class and its weight (times `step`), a byte each, in base64.
 * The first lines are the step and the classes. What weighs nothing anywhere is left out.
 */
export function writeWeights({ numbers, values, names }: Weights): string {
  const step = Array.from(values).reduce((most, v) => Math.max(most, Math.abs(v)), 0) / MOST;
  const lines = [...numbers].map(([name, id]) => {
    const bytes = names.flatMap((_, c) => {
      const weight = Math.round((values[id * names.length + c] ?? 0) / step);
      return Math.abs(weight) < LEAST ? [] : [c, weight & 0xff];
    });
    return bytes.length > 0 ? `${Buffer.from(bytes).toString('base64').replace(/=+$/, '')} ${name}\n` : '';
  });
  return `${step}\n${names.join('\t')}\n${lines.sort().join('')}`;
}

/** The weights that `writeWeights` wrote: learning takes some seconds, reading some milliseconds. */
export function readWeights(text: string): Weights {
  const [step = '', head = '', ...lines] = text.trimEnd().split('\n');
  const names = head.split('\t');
  const numbers = new Map<string, number>();
  const values = new Int8Array(lines.length * names.length);
  for (const [id, line] of lines.entries()) {
    const end = line.indexOf(' ');
    numbers.set(line.slice(end + 1), id);
    const bytes = Buffer.from(line.slice(0, end), 'base64');
    for (let i = 0; i < bytes.length; i += 2)
      values[id * names.length + bytes.readUInt8(i)] = bytes.readInt8(i + 1);
  }
  return { numbers, values, step: Number(step), names };
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
