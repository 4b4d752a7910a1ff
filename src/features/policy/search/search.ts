import type { Policy } from '../../../records/policy.ts';
import { canonical, pairsOf } from './dialect.ts';
import { type Lists, largest, numberPairs, pack, rarity } from './pairs.ts';
import { buildSounds } from './sound.ts';

/** What may be searched of an entry. */
export type Searchable = Pick<Policy, 'id' | 'title' | 'plain' | 'who' | 'keywords' | 'questions'>;

/** A word of this place and what the book calls it: said by the office (同义词 屋漏 = 危房改造). */
export interface Synonym {
  word: string;
  means: string;
}

/** An entry and how well it fits, 0 to about 2.5. */
export interface Hit {
  id: string;
  score: number;
  /** One of its keywords is said: not only turns of speech agree (在哪里办). */
  named: boolean;
}

export interface Search {
  /** The best fitting entries, best first. */
  find(text: string, limit?: number): Hit[];
}

/** A keyword of several parts (`低保+手续`) counts where all of them are said. */
interface Keyword {
  whole: string;
  parts: string[];
  weight: number;
}

/** How many entries are looked at closely. */
const CLOSE = 24;
/** What a pair that no entry has counts in a question: the more of it is strange, the less sure is a hit. */
const UNKNOWN = 0.5;
/** A word said by ear is worth this much of one that was written right. */
const BY_EAR = 0.8;
/** Below this the words are also listened to: homophones cost precision where they are not needed. */
const FAINT = 1.1;
const MOST_WORDS = 1.2;

/**
 * A search over the book: entries that share pairs of characters with the question, then the closest of their ways of
 * asking, and their keywords. No word segmentation: one wrong character would break the word (research/performance.md).
 */
export function buildSearch(entries: readonly Searchable[], synonyms: readonly Synonym[] = []): Search {
  const { docs, pairs, words: all } = indexOf(entries);
  const same = synonyms.map(({ word, means }) => [canonical(word), canonical(means)] as const);
  const sounds = buildSounds(all);
  const shared = new Float64Array(docs.ids.length);
  const asked = new Float32Array(pairs.size);

  function rank(words: string, heard: ReadonlySet<string>): Hit[] {
    const touched: number[] = [];
    const touch = (doc: number, weight: number) => {
      if (shared[doc] === 0) touched.push(doc);
      shared[doc] = (shared[doc] ?? 0) + weight;
    };
    const ids: number[] = [];
    let total = 0;
    for (const pair of pairsOf(words)) {
      const id = pairs.id(pair);
      total += id === undefined ? UNKNOWN : pairs.weight(id);
      if (id === undefined) continue;
      ids.push(id);
      asked[id] = pairs.weight(id);
      pairs.each(id, (doc) => touch(doc, pairs.weight(id)));
    }
    for (const word of heard)
      for (const pair of pairsOf(word)) pairs.each(pairs.id(pair) ?? pairs.size, (doc) => touch(doc, 0.1));
    const hits = largest(shared, touched, CLOSE).map((at): Hit => {
      const said = Math.min(MOST_WORDS, keywordScore(docs.keywordsOf(at), words, heard));
      const coverage = Math.min(1, (shared[at] ?? 0) / (total || 1));
      const score = 0.6 * coverage + docs.closest(at, asked, total || 1) + 0.8 * said;
      return { id: docs.ids[at] ?? '', score, named: said > 0 };
    });
    for (const id of ids) asked[id] = 0;
    for (const doc of touched) shared[doc] = 0;
    return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  }

  return {
    find(text, limit = 5) {
      const said = canonical(text);
      const meant = same.filter(([word]) => said.includes(word)).map(([, means]) => means);
      const words = [said, ...meant].join(' ');
      const plain = rank(words, new Set());
      if ((plain[0]?.score ?? 0) >= FAINT) return plain.slice(0, limit);
      const heard = sounds.heardIn(words);
      return (heard.size > 0 ? rank(words, heard) : plain).slice(0, limit);
    },
  };
}

/** The entries as they are compared with a question. */
interface Docs {
  ids: readonly string[];
  keywordsOf(at: number): Keyword[];
  /** How near the question is to the nearest way of asking; `asked` holds the weight of each of its pairs. */
  closest(at: number, asked: Float32Array, total: number): number;
}

/** Apart from the search, so that what is only needed while building is let go of. */
function indexOf(entries: readonly Searchable[]) {
  const read = entries.map(readEntry);
  const pairs = numberPairs(read.map((r) => r.all));
  const holders = new Map<string, number>();
  for (const { keywords } of read) for (const k of keywords) holders.set(k, (holders.get(k) ?? 0) + 1);
  const known = [...holders].map(([word, count]) => keywordOf(word, rarity(count, read.length)));
  const numbers = new Map(known.map((k, i) => [k.whole, i]));
  const said = pack(read.map(({ keywords }) => keywords.flatMap((k) => numbers.get(k) ?? [])));
  const ways = read.flatMap(({ sets }) =>
    sets.map((set) => [...set].flatMap((pair) => pairs.id(pair) ?? [])),
  );
  const waysOf = new Uint32Array(read.length + 1);
  let end = 0;
  for (const [i, { sets }] of read.entries()) {
    end += sets.length;
    waysOf[i + 1] = end;
  }
  const weights = Float32Array.from(ways, (way) => way.reduce((sum, pair) => sum + pairs.weight(pair), 0));
  const docs = docsOf({ ids: read.map((r) => r.id), said, known, ways: pack(ways), waysOf, weights });
  return { docs, pairs, words: [...holders.keys()].filter((k) => !k.includes('+')) };
}

/** What is kept of all entries. */
interface Packed {
  ids: readonly string[];
  /** The keywords of each entry, by their place in `known`. */
  said: Lists;
  known: readonly Keyword[];
  /** The pairs of each way of asking; those of one entry stand together, from `waysOf[at]` on. */
  ways: Lists;
  waysOf: Uint32Array;
  /** What all pairs of a way of asking weigh together. */
  weights: Float32Array;
}

/** In a function of its own: a closure keeps all that stands in the function around it. */
function docsOf({ ids, said, known, ways: { starts, values }, waysOf, weights }: Packed): Docs {
  return {
    ids,
    keywordsOf(at) {
      const numbersOf = said.values.subarray(said.starts[at], said.starts[at + 1]);
      return Array.from(numbersOf, (n) => known[n]).filter((k) => k !== undefined);
    },
    closest(at, asked, total) {
      let best = 0;
      for (let way = waysOf[at] ?? 0; way < (waysOf[at + 1] ?? 0); way++) {
        let common = 0;
        for (let i = starts[way] ?? 0; i < (starts[way + 1] ?? 0); i++) common += asked[values[i] ?? 0] ?? 0;
        if (common > 0) best = Math.max(best, common / Math.sqrt((weights[way] ?? 1) * total));
      }
      return best;
    },
  };
}

function readEntry(entry: Searchable) {
  const texts = [entry.title, ...entry.questions, ...entry.plain.split(/[,。;]/), ...entry.who];
  const sets = texts.map((t) => pairsOf(canonical(t))).filter((s) => s.size > 0);
  const keywords = [
    ...new Set(
      entry.keywords.map((k) =>
        k
          .split('+')
          .map((p) => canonical(p))
          .join('+'),
      ),
    ),
  ];
  const said = keywords.flatMap((k) => k.split('+').flatMap((part) => [...pairsOf(part)]));
  return { id: entry.id, sets, keywords, all: new Set([...sets.flatMap((s) => [...s]), ...said]) };
}

function keywordOf(whole: string, rare: number): Keyword {
  return { whole, parts: whole.split('+'), weight: rare * Math.min(1, 0.3 + 0.25 * [...whole].length) };
}

/** What an entry's keywords that stand in the question are worth; a word inside a longer one that counts does not. */
function keywordScore(keywords: readonly Keyword[], words: string, heard: ReadonlySet<string>): number {
  const found = keywords.filter((k) => k.parts.every((part) => words.includes(part)));
  const whole = found.filter((k) => !found.some((o) => o !== k && o.whole.includes(k.whole)));
  let sum = 0;
  for (const k of whole) sum += k.weight;
  if (heard.size === 0) return sum;
  for (const k of keywords)
    if (heard.has(k.whole) && !whole.some((w) => w.whole.includes(k.whole))) sum += BY_EAR * k.weight;
  return sum;
}
