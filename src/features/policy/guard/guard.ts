import { looksAsked } from '../asked.ts';
import { type Belief, LABELS, type Label } from './belief.ts';
import { type Guarded, type GuardFacts, PERILS, ruled } from './rules.ts';

export type { Guarded, GuardFacts } from './rules.ts';

/** What the guard makes of a text. */
export interface Judgement {
  /** The road that it has to take; null for a question that may meet the book. */
  road: Guarded | null;
  /** It takes its road, but may be a question all the same: titles are offered beside. */
  mayAsk?: true;
  /** A question, but so near to a road that the book may only offer, not tell. */
  unsure?: true;
  /** A question, but life may be at stake: 120 is named before anything else. */
  peril?: true;
}

const ROADS = LABELS.filter((label) => label !== 'ordinary');

/** Belief in a question is cut to this share: a road missed does more harm than a question that a person answers. */
const ORDINARY = 0.8;
/** So much belief in peril is enough: a false alarm costs a call, a missed one a life. */
const PERIL = 0.35;
/** Words that ask for nothing are no question: then less is enough. */
const PERIL_UNASKED = 0.25;
/** From here on peril is named in the answer. */
const PERIL_NEAR = 0.1;
/** Belief in a question below which the book does not tell, only offer. */
const SURE = 0.85;
/** Belief in a question from which on titles stand beside what the road says. */
const MAY_ASK = 0.15;
/** Roads on which titles beside do no harm: nobody is in need, nothing is confidential. */
const MILD: readonly Guarded[] = ['others', 'verdict', 'prediction', 'market', 'medicine', 'law', 'idle'];

/**
 * The guard before the look-up: whether what is believed of a text sends it down a road. A question that the office has
 * given an entry since the model learned passes where no rule speaks against it.
 */
export function judge(belief: Belief, text: string, facts?: GuardFacts): Judgement {
  const of = (label: Label) => belief.of(label) * (label === 'ordinary' ? ORDINARY : 1);
  const total = LABELS.reduce((sum, label) => sum + of(label), 0);
  const share = (label: Label) => of(label) / total;
  const peril = PERILS.reduce((sum, label) => sum + share(label), 0);
  if (peril >= PERIL || (peril >= PERIL_UNASKED && !looksAsked(text))) return { road: best(PERILS, share) };
  if (facts?.example && ruled(text, facts) === null) return { road: null };
  const road = best(ROADS, share);
  if (share(road) > share('ordinary'))
    return { road, mayAsk: (MILD.includes(road) && share('ordinary') >= MAY_ASK) || undefined };
  return {
    road: null,
    unsure: share('ordinary') < SURE || undefined,
    peril: peril >= PERIL_NEAR || undefined,
  };
}

/** The one believed in most. */
function best(roads: readonly Guarded[], share: (road: Guarded) => number): Guarded {
  return roads.reduce((top, road) => (share(road) > share(top) ? road : top), 'idle');
}
