import { writeFileSync } from 'node:fs';
import { writeWeights } from '../src/core/learned.ts';
import { train } from './talk/train.ts';

/** Learns anew what households say, after the examples or the signs were changed. */
const FILE = new URL('../src/features/policy/talk/model.txt', import.meta.url);
const text = writeWeights(train());
writeFileSync(FILE, text);
console.log(`${text.split('\n').length - 3} features, ${Math.round(text.length / 1024)} KB`);
