import { readFileSync } from 'node:fs';
import { type Model, modelOf, readWeights } from '../../../core/learned.ts';
import { signsOf } from '../../../core/meaning/signs.ts';
import { homely } from './homely.ts';
import { TALKS, type Talk } from './signs.ts';

/** What households say besides talk: these are for the guard, the book or a person. */
const NO_TALK = ['trouble', 'objection', 'question', 'peril', 'chat'] as const;

/** The classes of what was learned, in their order. */
export const SAID = [...TALKS.filter((talk) => talk !== 'empty'), ...NO_TALK] as const;
export type Said = (typeof SAID)[number];

/** How a household's words weigh: the likeliest of all, and how much speaks for peril. */
export interface Weighed {
  said: Said;
  share: number;
  peril: number;
}

/** What `npm run talk` has learned. */
export const readLearned = () => readWeights(readFileSync(new URL('model.txt', import.meta.url), 'utf8'));

/** The features of a household's normalised words. */
export const featuresOf = (text: string) => signsOf(homely(text));

export function createWeigh(model: Model = modelOf(readLearned())): (text: string) => Weighed {
  return (text) => {
    const belief = model.believe(featuresOf(text));
    const best = belief.reduce((most, share, i) => (share > (belief[most] ?? 0) ? i : most), 0);
    return {
      said: SAID[best] ?? 'chat',
      share: belief[best] ?? 0,
      peril: belief[SAID.indexOf('peril')] ?? 0,
    };
  };
}

export const isTalk = (said: Said): said is Exclude<Talk, 'empty'> =>
  !(NO_TALK as readonly string[]).includes(said);

/** From which share on it is believed where no sign is known (97 of 100, unseen hands), and how little must speak for peril. */
const BELIEVED = 0.6;
const CALM = 0.03;

/** So little speaks for peril that it may be taken for talk. */
export const isCalm = ({ peril }: Weighed): boolean => peril < CALM;

/** The talk that weighed words are believed to be. */
export const talkIn = (weighed: Weighed): Talk | null =>
  weighed.share >= BELIEVED && isCalm(weighed) && isTalk(weighed.said) ? weighed.said : null;
