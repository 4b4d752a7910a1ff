import type { Weights } from '../../src/core/learned.ts';

/**
 * The features of which two models think differently, by more than a rounding: what is too light is left out of the file, and
 * may stand on either side of that.
 */
export function farApart(a: Weights, b: Weights): string[] {
  const of = ({ numbers, values, step, names }: Weights, name: string, c: number) =>
    (values[(numbers.get(name) ?? -1) * names.length + c] ?? 0) * step;
  return [...new Set([...a.numbers.keys(), ...b.numbers.keys()])].filter((name) =>
    a.names.some((_, c) => Math.abs(of(a, name, c) - of(b, name, c)) > 9 * a.step),
  );
}
