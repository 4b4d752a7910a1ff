import { Index } from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { canonical, pairsOf } from '../../../src/features/policy/search/dialect.ts';
import { buildSearch, type Searchable } from '../../../src/features/policy/search/search.ts';
import type { Figure } from '../../bench.ts';
import { type Said, shareOf } from './sets.ts';
import { times } from './speed.ts';

type Find = (text: string) => string[];

/**
 * Our search beside three libraries on the same entries and questions, in one run: `ours` with what was learned, `words` as an
 * office's own entries are found, by their words alone.
 */
export function beside(book: readonly Searchable[], asked: readonly Said[], ours: Find): Figure[] {
  const finders: Record<string, Find> = {
    ours,
    words: byWords(book),
    flexsearch: flexsearch(book),
    minisearch: minisearch(book),
    fuse: fuse(book),
  };
  const texts = asked.map((s) => s.text);
  const first: Record<string, number> = {};
  return Object.entries(finders).flatMap(([name, find]) => {
    const found = asked.map((s) => ({ s, ids: find(s.text) }));
    const at1 = shareOf(
      `search.${name}.recallAt1`,
      found.filter(({ s, ids }) => s.entries.includes(ids[0] ?? '')).length,
      asked.length,
    );
    const at3 = shareOf(
      `search.${name}.recallAt3`,
      found.filter(({ s, ids }) => ids.slice(0, 3).some((id) => s.entries.includes(id))).length,
      asked.length,
    );
    return [at1, at3, ...times(`search.${name}`, texts, find)].map((figure): Figure => {
      const kind = figure.name.split('.').pop() ?? '';
      if (name === 'ours') {
        first[kind] = figure.value;
        return figure;
      }
      const ratio = Math.round((100 * figure.value) / (first[kind] || 1)) / 100;
      return { ...figure, ratioTo: `search.ours.${kind}`, ratio };
    });
  });
}

function byWords(book: readonly Searchable[]): Find {
  const search = buildSearch(book);
  return (text) => search.find(text, 3).map((h) => h.id);
}

const words = (text: string) => [...pairsOf(canonical(text))];
const whole = (p: Searchable) => [p.title, p.plain, ...p.keywords, ...p.questions, ...p.who].join('\n');

/** Every pair that the question shares counts one: FlexSearch itself wants all words, so each is asked for alone. */
function flexsearch(book: readonly Searchable[]): Find {
  const index = new Index({ encode: words, tokenize: 'strict' });
  for (const [i, p] of book.entries()) index.add(i, whole(p));
  return (text) => {
    const counts = new Map<number, number>();
    for (const word of words(text))
      for (const id of index.search(word, { limit: book.length }) as number[])
        counts.set(id, (counts.get(id) ?? 0) + 1);
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 3)
      .map(([i]) => book[i]?.id ?? '');
  };
}

function minisearch(book: readonly Searchable[]): Find {
  const index = new MiniSearch<{ id: string }>({
    fields: ['title', 'plain', 'keywords', 'questions', 'who'],
    tokenize: words,
    processTerm: (term) => term,
    searchOptions: { boost: { keywords: 2, questions: 2, title: 2 }, combineWith: 'OR' },
  });
  index.addAll(
    book.map(({ id, title, plain, keywords, questions, who }) => ({
      id,
      title,
      plain,
      keywords: keywords.join('\n'),
      questions: questions.join('\n'),
      who: who.join('\n'),
    })),
  );
  return (text) =>
    index
      .search(text)
      .slice(0, 3)
      .map((r) => String(r.id));
}

function fuse(book: readonly Searchable[]): Find {
  const index = new Fuse([...book], {
    keys: ['title', 'keywords', 'questions', 'plain'],
    ignoreLocation: true,
    threshold: 0.8,
  });
  return (text) => index.search(canonical(text), { limit: 3 }).map((r) => r.item.id);
}
