import { categoryOf } from '../../core/category.ts';
import { likeliest } from '../../core/likeliest.ts';
import { pairsIn } from '../../core/text/pairs.ts';
import { householdsNamed } from '../../records/find.ts';
import { type Problem, problemKind } from '../../records/problem.ts';
import type { Context } from '../define.ts';
import { findProblem } from './find.ts';

/** A problem's number that stands in words: `I3`, `i-003`. */
export const NUMBERED = /(?<![a-z0-9])i\s*-?\s*0*(\d{1,9})/i;

/**
 * The standing problems that a text may mean, by number, words, household and village: the likeliest alone, or several that
 * are as likely, four at most. `takes` says which ones can be meant.
 */
export async function meant(
  text: string,
  takes: (p: Problem) => boolean,
  context: Context,
): Promise<Problem[]> {
  const { read, room, sender } = context;
  const number = NUMBERED.exec(text)?.[1];
  if (number) {
    const problem = await findProblem(`I${number}`, context);
    return problem && takes(problem) && mayBeNamed(problem, context) ? [problem] : [];
  }
  const villages = room?.villageId ? [room.villageId] : (sender.person?.villageIds ?? []);
  const named = householdsNamed(text, sender, read.directory);
  const lists = await Promise.all(
    villages.map(async (v) => read.many(problemKind, await read.range(v, 'problems:standing'), v)),
  );
  const all = lists.flat().filter((p) => takes(p) && mayBeNamed(p, context));
  return likeliest(all, (p) => likeness(p, text, named, sender.person?.id), 2);
}

/** What somebody in the room must not know of is not spoken of there (D14). */
const mayBeNamed = (p: Problem, { place }: Context) =>
  place === 'private' || (p.hiddenFrom ?? []).length === 0;

/** A pair with such a character in it tells nothing of what is meant. */
const EMPTY = /[的了没不是有在说来去到个这那就还也都要会能很得着下上一里家]/;

/** Two points for the same household or for a pair of characters of its words, one for what it is about, and for its owner. */
function likeness(p: Problem, text: string, named: ReadonlySet<string>, speaker: string | undefined): number {
  const same = p.householdId !== undefined && named.has(p.householdId);
  if (named.size > 0 && !same) return 0;
  const pairs = pairsIn(p.text.replace(/[^\p{L}\p{N}]/gu, ''));
  const shared = pairs.filter((pair) => !EMPTY.test(pair) && text.includes(pair)).length;
  const about = p.category !== 'other' && (categoryOf(text) === p.category || topicOf(text) === p.category);
  if (!about && shared === 0) return 0;
  return Math.min(shared, 3) * 2 + (same ? 2 : 0) + (about ? 1 : 0) + (p.owner === speaker ? 1 : 0);
}

const TOPICS: readonly [RegExp, Problem['category']][] = [
  [/水/, 'water'],
  [/电|灯/, 'power'],
  [/路/, 'road'],
  [/房|屋/, 'housing'],
];

/** `水的事`, `路那个`: what it is about in one character. */
const topicOf = (text: string) => {
  const said = /^(?:那个)?(.{1,3}?)(?:的事|那个事|那事|的问题|那里|那块|那边)/.exec(text)?.[1];
  return said && TOPICS.find(([re]) => re.test(said))?.[1];
};
