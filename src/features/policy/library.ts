import { normalize } from '../../core/text/normalize.ts';
import type { Policy, SynonymRecord } from '../../records/policy.ts';
import type { Read } from '../../records/read.ts';
import { createGuard } from './guard/guard.ts';
import type { GuardFacts } from './guard/rules.ts';
import { buildSearch, type Hit, type Search } from './search/search.ts';
import { type Proven, proven } from './talk/evidence.ts';
import { markOf, worth } from './useless.ts';

/** What a question found: one entry beyond doubt, a few to choose from, or nothing. */
export type Found =
  | { kind: 'clear'; policy: Policy }
  | { kind: 'close'; policies: Policy[] }
  | { kind: 'nothing' };

/** From here on a hit may be told, when the next one is so far behind (measured: `npm run bench -- ask`). */
export const CLEAR = 1.1;
export const AHEAD = 0.3;
/** Said almost as in an example of the entry: then it needs no keyword. */
const SAME = 1.3;
/** Below this nothing is offered. */
export const OFFER = 0.3;
const OFFERED = 3;
/** What is far behind the best is no choice. */
const SHARE = 0.25;

/** The book as it may be asked: entries that are published, and those taken back (they are told to be changing). */
export interface Library {
  find(text: string, read: Read): Found;
  hits(text: string, read: Read, limit?: number): Hit[];
  /** Whether a text may meet the book at all. */
  judge(text: string, read: Read, facts?: GuardFacts): Proven;
}

/** Keeps the index of the book that it saw last: entries change a few times a week, questions come all day. */
export function createLibrary(): Library {
  let seen: readonly Policy[] | undefined;
  let search: Search | undefined;
  let words: readonly SynonymRecord[] | undefined;
  let examples: { of: readonly Policy[]; texts: ReadonlySet<string> } | undefined;
  const guard = createGuard();

  function isExample(text: string, read: Read): boolean {
    const of = read.directory.policies();
    if (examples?.of !== of)
      examples = { of, texts: new Set(of.flatMap((p) => p.questions.map((q) => normalize(q)))) };
    return examples.texts.has(text);
  }

  function near(text: string, read: Read, limit: number): Hit[] {
    const book = read.directory.policies();
    const synonyms = read.directory.synonyms();
    if (book !== seen || synonyms !== words || !search) {
      search = buildSearch(
        book.filter(isOpen),
        synonyms.map((s) => ({ word: s.id, means: s.means })),
      );
      words = synonyms;
      seen = book;
    }
    return search.find(text, limit);
  }

  function hits(text: string, read: Read, limit = OFFERED): Hit[] {
    const mark = markOf(text);
    return near(text, read, limit + 1)
      .map((h) => ({ ...h, score: h.score * worth(read.directory.policy(h.id), mark) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }

  return {
    hits,
    judge(text, read, facts) {
      const nearest = near(text, read, 1)[0]?.score ?? 0;
      return proven(
        text,
        guard(text, { heads: facts?.heads ?? [], example: isExample(text, read), near: nearest }),
      );
    },
    find(text, read) {
      const found = hits(text, read);
      const policies = found
        .filter((h) => h.score >= Math.max(OFFER, SHARE * (found[0]?.score ?? 0)))
        .flatMap((h) => read.directory.policy(h.id) ?? []);
      const [first, second] = found;
      const [best] = policies;
      if (!first || !best) return { kind: 'nothing' };
      return isClear(first, second) ? { kind: 'clear', policy: best } : { kind: 'close', policies };
    },
  };
}

/** One entry beyond doubt: near enough, alone, and named. */
export function isClear(first: Hit, second: Hit | undefined): boolean {
  return (
    (first.named || first.score >= SAME) &&
    first.score >= CLEAR &&
    first.score - (second?.score ?? 0) >= AHEAD
  );
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
