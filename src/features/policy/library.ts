import type { Policy } from '../../records/policy.ts';
import type { Read } from '../../records/read.ts';
import { EXAMPLES } from './guard/examples.ts';
import type { Guarded } from './guard/guard.ts';
import { buildSearch, type Hit, type Search } from './search/search.ts';

/** What a question found: one entry beyond doubt, a few to choose from, or nothing. */
export type Found =
  | { kind: 'clear'; policy: Policy }
  | { kind: 'close'; policies: Policy[] }
  | { kind: 'nothing' };

/** From here on a hit may be told, when the next one is so far behind (measured: `npm run bench -- ask`). */
export const CLEAR = 0.8;
export const AHEAD = 0.3;
/** Said almost as in an example of the entry: then it needs no keyword. */
const SAME = 1.3;
/** Below this nothing is offered. */
export const OFFER = 0.3;
const OFFERED = 3;
/** What is far behind the best is no choice. */
const SHARE = 0.25;

/** From here on words are taken for what they resemble, when no entry of the book comes so near. */
const ALIKE = 0.38;
const APART = 0.05;
const CLOSE = 16;

/** Words that must not meet the book stand in the same index, so that a question is weighed against both. */
const ROADS = Object.entries(EXAMPLES).map(([id, questions]) => ({
  id,
  title: '',
  plain: '',
  who: [],
  keywords: [],
  questions: [...questions],
}));
const isRoad = (id: string) => id in EXAMPLES;

/** The book as it may be asked: entries that are published, and those taken back (they are told to be changing). */
export interface Library {
  find(text: string, read: Read): Found;
  hits(text: string, read: Read, limit?: number): Hit[];
  /** The road that a text resembles more than any entry, where no rule of the guard knew it; else null. */
  road(text: string, read: Read): Guarded | null;
}

/** Keeps the index of the book that it saw last: entries change a few times a week, questions come all day. */
export function createLibrary(): Library {
  let seen: readonly Policy[] | undefined;
  let search: Search | undefined;

  function all(text: string, read: Read): Hit[] {
    const book = read.directory.policies();
    if (book !== seen || !search) {
      search = buildSearch([...book.filter(isOpen), ...ROADS]);
      seen = book;
    }
    return search.find(text, CLOSE);
  }

  const hits = (text: string, read: Read, limit = OFFERED) =>
    all(text, read)
      .filter((h) => !isRoad(h.id))
      .slice(0, limit);

  return {
    hits,
    road(text, read) {
      const found = all(text, read);
      const [first] = found;
      if (!first || !isRoad(first.id) || first.score < ALIKE) return null;
      const entry = found.find((h) => !isRoad(h.id));
      return first.score - (entry?.score ?? 0) >= APART ? (first.id as Guarded) : null;
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
