import type { Meaning } from '../core/meaning/meaning.ts';
import { isCadre } from '../core/roles.ts';
import { isChatter } from '../core/text/chatter.ts';
import { isNo, isYes } from '../core/text/consent.ts';
import type { Command, Context } from '../features/define.ts';
import { meaningsOf } from '../features/meaning.ts';
import { spelledOut } from '../records/called.ts';

/** What a cadre's words are believed to mean, by what was learned. Nothing is believed of a household's words. */
export interface Belief {
  /** The words with the full names of those who are called by less. */
  words: string;
  /** The likeliest, however little is believed; talk only where that is sure. */
  best?: Meaning;
  /** The one, if any, that stands before the form of a question. */
  sure: Meaning[];
  /** The others that are worth asking about, the likeliest first. */
  likely: Meaning[];
  /** Those that are left where the likeliest cannot be: nobody is named who could be asked, no sum that could be booked. */
  thinkable: Meaning[];
}

/** Shares of belief: of what was believed more than `CERTAIN`, 98 of 100 were right, each hand weighed by the others. */
const THINKABLE = 0.05;
const LIKELY = 0.2;
const SURE = 0.5;
const CERTAIN = 0.85;
const FAINT = 0.02;
/** Fewer characters are an answer (确认, 2) and mean nothing by themselves. */
const SHORTEST = 4;

const weigh = (text: string, { sender, read }: Context) =>
  isCadre(sender) &&
  sender.householdId === undefined &&
  text.length >= SHORTEST &&
  !isYes(text) &&
  !isNo(text) &&
  !isChatter(text)
    ? meaningsOf(text, read)
    : [];

export function beliefIn(text: string, context: Context): Belief {
  const words = spelledOut(text, context.sender, context.read.directory);
  const [best, ...others] = weigh(words, context);
  if (!best) return { words: text, sure: [], likely: [], thinkable: [] };
  const isSure = best.share >= SURE;
  const left = isSure ? others : [best, ...others];
  const above = (least: number) => left.filter(({ share }) => share >= least).map((b) => b.meaning);
  return {
    words,
    best: isSure || best.meaning !== 'chat' ? best.meaning : undefined,
    sure: isSure ? [best.meaning] : [],
    likely: above(Math.max(LIKELY, best.share / 2)),
    thinkable: above(isSure ? THINKABLE : Math.max(LIKELY, best.share / 2)),
  };
}

/**
 * Whether a cadre's words are so surely something else that a reader of this command's is not asked, whatever it sees in them.
 * Words that tell two things (a visit, and what was earned) leave some belief for either.
 */
export function ruledOut(
  text: string,
  context: Context,
  commands: readonly Command[],
): (c: Command) => boolean {
  const all = weigh(text, context);
  const [best] = all;
  if (!best || best.share < CERTAIN || !commands.some((c) => c.meant?.as.includes(best.meaning)))
    return () => false;
  const shareOf = ({ as }: { as: readonly Meaning[] }) =>
    all.reduce((sum, { meaning, share }) => (as.includes(meaning) ? sum + share : sum), 0);
  return ({ meant }) => meant !== undefined && shareOf(meant) < FAINT;
}
