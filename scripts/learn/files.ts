import { readFileSync, writeFileSync } from 'node:fs';
import { type Weights, writeWeights } from '../../src/core/learned.ts';

/** The rows of a file of examples, by their columns: who wrote it, what it is, the words. Lines with # in front are none. */
export const readRows = (file: URL): string[][] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));

/** Writes what was learned where the program reads it, and says how much it is. */
export function saveLearned(file: URL, weights: Weights): void {
  const text = writeWeights(weights);
  writeFileSync(file, text);
  console.log(`${text.split('\n').length - 3} features, ${Math.round(text.length / 1024)} KB`);
}
