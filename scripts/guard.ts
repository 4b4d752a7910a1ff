import { readFolder } from '../src/policy-files.ts';
import { train } from './guard/train.ts';
import { saveLearned } from './learn/files.ts';

/** Learns what texts are anew, after the examples, the ideas, the rules or the book that comes with the program were changed. */
const FILE = new URL('../src/features/policy/guard/model.txt', import.meta.url);
const book = readFolder(undefined, Date.now()).map(({ id, entry }) => ({ id, ...entry }));
saveLearned(FILE, train(book));
