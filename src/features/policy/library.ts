import { normalize } from '../../core/text/normalize.ts';
import type { Policy, SynonymRecord } from '../../records/policy.ts';
import type { Read } from '../../records/read.ts';
import { type Belief, type Believe, createBelieve } from './guard/belief.ts';
import { judge } from './guard/guard.ts';
import type { GuardFacts } from './guard/rules.ts';
import { type Ranked, rank } from './rank.ts';
import { buildSearch, type Hit, type Search } from './search/search.ts';
import { type Proven, proven } from './talk/evidence.ts';
import { markOf, worth } from './useless.ts';

/**
 * What a question found: one entry beyond doubt, a few to choose from, or nothing. `policies`: the nearest, best first;
 * `named`: the words themselves speak of it, not only what was learned of such words.
 */
export type Found =
  | { kind: 'clear'; policy: Policy; policies: Policy[]; named: boolean }
  | { kind: 'close'; policies: Policy[] }
  | { kind: 'nothing' };

/** From here on an entry may be told: belief in it, its score, and how far the next one is behind (`npm run bench -- ask`). */
export const MEANT = 0.7;
const CLEAR = 1.1;
const AHEAD = 0.5;
/** Said almost as in an example of an entry of the office's own: then it needs no keyword. */
const SAME = 1.3;
/** Below this nothing is offered. */
export const OFFER = 0.4;
const OFFERED = 3;
/** Beside one that is clear, a title so far behind it is no choice. Where none is clear, it may well be the third. */
const FAR = 0.25;
const LIKELY = 0.2;
/** So many entries are near by their words before what was learned is added. */
const CLOSE = 24;

/** The book as it may be asked: entries that are published, and those taken back (they are told to be changing). */
export interface Library {
  find(text: string, read: Read): Found;
  hits(text: string, read: Read, limit?: number): Ranked[];
  /** What may be meant by words that take a road all the same: entries that there is some belief in. */
  beside(text: string, read: Read): Policy[];
  /** Whether a text may meet the book at all. */
  judge(text: string, read: Read, facts?: GuardFacts): Proven;
}

/** The book as it was last seen, made ready for asking. */
interface Shelf {
  of: readonly Policy[];
  words: readonly SynonymRecord[];
  open: ReadonlyMap<string, Policy>;
  examples: ReadonlySet<string>;
  search: Search;
}

/** Keeps the index of the book that it saw last: entries change a few times a week, questions come all day. */
export function createLibrary(believe: Believe = createBelieve()): Library {
  let shelf: Shelf | undefined;
  let last: { text: string; of: Shelf; near: Hit[]; belief: Belief } | undefined;

  function shelfOf({ directory }: Read): Shelf {
    const of = directory.policies();
    const words = directory.synonyms();
    if (shelf?.of === of && shelf.words === words) return shelf;
    const open = of.filter(isOpen);
    shelf = {
      of,
      words,
      open: new Map(open.map((p) => [p.id, p])),
      examples: new Set(of.flatMap((p) => p.questions.map((q) => normalize(q)))),
      search: buildSearch(
        open,
        words.map((s) => ({ word: s.id, means: s.means })),
      ),
    };
    return shelf;
  }

  /** What is near and what is believed: the guard and the look-up ask for the same text one after the other. */
  function read(text: string, from: Read) {
    const of = shelfOf(from);
    if (last?.text !== text || last.of !== of) {
      const near = of.search.find(text, CLOSE);
      last = { text, of, near, belief: believe(text, { heads: [], near: near[0]?.score ?? 0 }) };
    }
    return last;
  }

  function hits(text: string, from: Read, limit = OFFERED): Ranked[] {
    const { near, belief, of } = read(text, from);
    const mark = markOf(text);
    return rank(near, belief, (id) => of.open.get(id)?.title)
      .slice(0, limit + 1)
      .map((h) => {
        const kept = worth(of.open.get(h.id), mark);
        // Belief falls more slowly: one who had no use for it does not speak for all.
        return { ...h, score: h.score * kept, share: h.share * Math.sqrt(kept) };
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }

  return {
    hits,
    beside: (text, from) =>
      hits(text, from)
        .filter((h) => h.share >= LIKELY)
        .flatMap((h) => from.directory.policy(h.id) ?? []),
    judge(text, from, facts) {
      const heads = facts?.heads ?? [];
      const { near, belief, of } = read(text, from);
      const given = { heads, example: of.examples.has(text), near: near[0]?.score ?? 0 };
      return proven(text, judge(heads.length > 0 ? believe(text, given) : belief, text, given));
    },
    find(text, from) {
      const found = hits(text, from);
      const [first, second] = found;
      if (!first || first.score < OFFER) return { kind: 'nothing' };
      const clear = isClear(first, second);
      const policies = found
        .filter((h) => !clear || h.score >= FAR * first.score)
        .flatMap((h) => from.directory.policy(h.id) ?? []);
      const [best] = policies;
      if (!best) return { kind: 'nothing' };
      return clear
        ? { kind: 'clear', policy: best, policies, named: first.words >= CLEAR }
        : { kind: 'close', policies };
    },
  };
}

/** One entry beyond doubt: believed in and alone. One of the office's own has only its words: near enough, and named. */
export function isClear(first: Ranked, second: Ranked | undefined, meant = MEANT): boolean {
  const sure = first.learned
    ? first.share >= meant && first.score >= CLEAR
    : first.words >= CLEAR && (first.named || first.words >= SAME);
  return sure && first.score - (second?.score ?? 0) >= AHEAD;
}

function isOpen(p: Policy): boolean {
  return p.status === 'active' && (p.state === 'published' || p.state === 'withdrawn');
}

/** May be told on that day: published, and within its time (G01). */
export function isValid(p: Policy, today: string): boolean {
  return (
    p.state === 'published' && (!p.validFrom || p.validFrom <= today) && (!p.validTo || p.validTo >= today)
  );
}
