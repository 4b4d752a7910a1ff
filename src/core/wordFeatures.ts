import type { Features } from './learned.ts';

/** Strength of the evidence in words: what a cue says, and what the letters of a text of usual length say together. */
const CUE = 0.4;
const GRAM = 0.5;

/**
 * The features of a text: its cues, pairs of them (过去 with 报销 says more than each alone), and its grams of up to `longest`
 * characters with those at either end. `letters`: the text as its grams are taken.
 */
export function wordFeatures(
  text: string,
  cues: Readonly<Record<string, RegExp>>,
  letters: string,
  longest: number,
): Features {
  const found = Object.keys(cues).filter((name) => cues[name]?.test(text));
  const pairs = found.flatMap((a, i) => found.slice(i + 1).map((b) => `${a}&${b}`));
  const grams = gramsOf(letters, longest);
  // A long story is not surer than a cry.
  const each = GRAM * Math.sqrt(20 / Math.max(10, grams.length));
  return [
    ['one', 1],
    ...found.map((cue) => [`cue ${cue}`, CUE] as const),
    ...pairs.map((pair) => [`cue ${pair}`, CUE / 2] as const),
    ...grams.map((gram) => [gram, each] as const),
  ];
}

function gramsOf(text: string, longest: number): string[] {
  const chars = [...text];
  const grams = new Set<string>();
  for (let i = 0; i < chars.length; i++)
    for (let n = 1; n <= longest && i + n <= chars.length; n++) grams.add(chars.slice(i, i + n).join(''));
  grams.add(`^${chars.slice(0, 2).join('')}`);
  grams.add(`${chars.slice(-2).join('')}$`);
  return [...grams];
}
