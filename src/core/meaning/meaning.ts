import { readFileSync } from 'node:fs';
import { type Model, modelOf, readWeights } from '../learned.ts';
import { signsOf } from './signs.ts';

/** What a cadre may mean by words that begin with no command. */
export const MEANINGS = [
  'visit',
  'plan',
  'order',
  'remind',
  'done',
  'late',
  'trouble',
  'mended',
  'progress',
  'event',
  'income',
  'expense',
  'need',
  'given',
  'amend',
  'undo',
  'doubt',
  'relay',
  'leave',
  'signup',
  'push',
  'facts',
  'ask',
  'policy',
  'form',
  'chat',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** A meaning and the share of belief in it. */
export interface Believed {
  meaning: Meaning;
  share: number;
}

/** What words in which names are masked (`masked`) may mean, the likeliest first; the shares of all together are 1. */
export type Meant = (masked: string) => readonly Believed[];

/** What `npm run meaning` has learned. */
export const readLearned = () => readWeights(readFileSync(new URL('model.txt', import.meta.url), 'utf8'));

export function createMeant(model: Model = modelOf(readLearned())): Meant {
  return (masked) => {
    const belief = model.believe(signsOf(masked));
    return MEANINGS.map((meaning, i) => ({ meaning, share: belief[i] ?? 0 })).sort(
      (a, b) => b.share - a.share,
    );
  };
}
