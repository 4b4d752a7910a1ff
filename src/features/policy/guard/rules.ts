import { isForetelling, isJudgement, isTrade } from './ahead.ts';
import { isCare, isCourt, isRage, smallWords } from './daily.ts';
import { isBeaten, isDespair, isHeldBack } from './despair.ts';
import { isDire } from './dire.ts';
import { isFraud } from './fraud.ts';
import { isCharge, isGossip } from './office.ts';
import { isAnger, isLaw, isMedicine, smallTalk, type Talk } from './other.ts';
import { isOthers, isReport } from './people.ts';
import { isDanger, isEmergency, isViolence } from './peril.ts';
import { plainly } from './plain.ts';
import { isScam } from './scam.ts';
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

/** Life may be at stake: before anything else. */
export const PERILS: readonly Guarded[] = ['emergency', 'danger', 'violence'];

/** What the guard has to know besides the words. */
export interface GuardFacts {
  /** Heads of households that the words name, the speaker's own aside. */
  heads: readonly string[];
  /** They are, word for word, an example question of the book. */
  example?: boolean;
  /** How well the nearest entry of the book fits them (the search's score). */
  near?: number;
}

/**
 * What the rules say: the first road that fits, null where none does. Life first, then who is meant, then what nobody may
 * answer. Takes normalised text. One of the guard's witnesses, not its verdict: a rule knows words, not what is meant.
 */
export function ruled(text: string, { heads }: GuardFacts = { heads: [] }): Guarded | null {
  const plain = plainly(text);
  if (isHeldBack(plain)) return 'danger';
  if (isEmergency(text) || isDire(plain)) return 'emergency';
  if (isDanger(text) || isDespair(plain)) return 'danger';
  if (isViolence(text) || isBeaten(plain)) return 'violence';
  const report = isReport(text) || isCharge(plain);
  if ((isFraud(text) || isScam(plain)) && !report) return 'fraud';
  if (report) return 'report';
  if (isAnger(text) || isRage(plain)) return 'anger';
  const talk = smallTalk(text) ?? smallWords(plain);
  if (talk) return talk;
  if (isOthers(text, heads) || isGossip(plain)) return 'others';
  if (isVerdict(text) || isJudgement(plain)) return 'verdict';
  if (isMarket(text) || isTrade(plain)) return 'market';
  if (isPrediction(text) || isForetelling(plain)) return 'prediction';
  if (isMedicine(text) || isCare(plain)) return 'medicine';
  return isLaw(text) || isCourt(plain) ? 'law' : null;
}
