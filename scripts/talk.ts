import { saveLearned } from './learn/files.ts';
import { train } from './talk/train.ts';

/** Learns anew what households say, after the examples or the signs were changed. */
saveLearned(new URL('../src/features/policy/talk/model.txt', import.meta.url), train());
