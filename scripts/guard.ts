import { writeFileSync } from 'node:fs';
import { writeWeights } from '../src/core/learned.ts';
import { readFolder } from '../src/policy-files.ts';
import { train } from './guard/train.ts';

/** Learns what texts are anew, after the examples, the ideas, the rules or the book that comes with the program were changed. */
const FILE = new URL('../src/features/policy/guard/model.txt', import.meta.url);
const book = readFolder(undefined, Date.now()).map(({ id, entry }) => ({ id, ...entry }));
const text = writeWeights(train(book));
writeFileSync(FILE, text);
console.log(`${text.split('\n').length - 3} features, ${Math.round(text.length / 1024)} KB`);
