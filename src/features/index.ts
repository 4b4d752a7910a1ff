import type { Feature } from './define.ts';
import { helpFeature } from './help/feature.ts';
import { privacy } from './privacy/feature.ts';
import { visit } from './visit/feature.ts';

const work: readonly Feature[] = [visit, privacy];

/** THE list: one line a feature. */
export const features: readonly Feature[] = [...work, helpFeature(work)];
