import { isFraud } from './fraud.ts';
import { isAnger, isLaw, isMedicine, smallTalk, type Talk } from './other.ts';
import { isOthers, isReport } from './people.ts';
import { isDanger, isEmergency, isViolence } from './peril.ts';
import { isMarket, isPrediction, isVerdict } from './verdict.ts';

/** What a text is, where no policy may be told before a person has seen it. */
export type Guarded =
  | 'danger'
  | 'emergency'
  | 'violence'
  | 'fraud'
  | 'report'
  | 'others'
  | 'verdict'
  | 'prediction'
  | 'market'
  | 'medicine'
  | 'law'
  | 'anger'
  | Talk;

/** What the guard has to know besides the words. */
export interface GuardFacts {
  /** Heads of households that the words name, the speaker's own aside. */
  heads: readonly string[];
}

/**
 * The guard before the look-up: the first road that fits, null for an ordinary question. Life first, then who is meant,
 * then what nobody may answer. Takes normalised text; several of these score as high as real questions in any search.
 */
export function guard(text: string, { heads }: GuardFacts = { heads: [] }): Guarded | null {
  if (isEmergency(text)) return 'emergency';
  if (isDanger(text)) return 'danger';
  if (isViolence(text)) return 'violence';
  const report = isReport(text);
  if (isFraud(text) && !report) return 'fraud';
  if (report) return 'report';
  if (isAnger(text)) return 'anger';
  const talk = smallTalk(text);
  if (talk) return talk;
  if (isOthers(text, heads)) return 'others';
  if (isVerdict(text)) return 'verdict';
  if (isMarket(text)) return 'market';
  if (isPrediction(text)) return 'prediction';
  if (isMedicine(text)) return 'medicine';
  return isLaw(text) ? 'law' : null;
}
