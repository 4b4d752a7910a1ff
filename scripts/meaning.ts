import { saveLearned } from './learn/files.ts';
import { train } from './meaning/train.ts';

/** Learns anew what cadres mean, after the examples or the signs were changed. */
saveLearned(new URL('../src/core/meaning/model.txt', import.meta.url), train());
