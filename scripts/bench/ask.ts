import { readFileSync } from 'node:fs';
import { normalize } from '../../src/core/text/normalize.ts';
import { guard } from '../../src/features/policy/guard/guard.ts';
import { createLibrary, isClear, OFFER } from '../../src/features/policy/library.ts';
import { buildSearch, type Searchable } from '../../src/features/policy/search/search.ts';
import type { Read } from '../../src/records/read.ts';
import type { Figure } from '../bench.ts';
import { readBook } from '../sample/book.ts';

interface Question {
  text: string;
  policy: string;
  also: string[];
  set: string;
}
interface Aside {
  text: string;
  guard: string | null;
  set: string;
}

const AT = '2017-09-13T08:00:00+08:00';
const MANY = 5000;

/**
 * How well questions are answered and how fast. `fresh` questions were used for nothing but this; `shown` are those of the
 * brief (known, not copied), `own`, `built` and `tuned` were used to build the book and the guard. `aside` was never tuned
 * on, but the hand that wrote the rules also wrote it: its figure flatters.
 */
export async function ask(): Promise<Figure[]> {
  const file = new URL('../../tests/features/policy-questions.json', import.meta.url);
  const { questions, outOfScope } = JSON.parse(readFileSync(file, 'utf8')) as {
    questions: Question[];
    outOfScope: Aside[];
  };
  const book = readBook(AT);
  const library = createLibrary();
  const read = {
    directory: { policies: () => book, policy: (id: string) => book.find((p) => p.id === id) },
  } as unknown as Read;
  return [
    ...['shown', 'own', 'fresh'].flatMap((set) =>
      quality(
        set,
        questions.filter((q) => q.set === set),
        library,
        read,
      ),
    ),
    ...['shown', 'own', 'built', 'tuned', 'aside', 'fresh'].flatMap((set) =>
      guarding(
        set,
        outOfScope.filter((q) => q.set === set),
        library,
        read,
      ),
    ),
    ...speed(
      book,
      questions.map((q) => q.text),
    ),
  ];
}

function quality(
  set: string,
  asked: Question[],
  library: ReturnType<typeof createLibrary>,
  read: Read,
): Figure[] {
  const seen = asked.map((q) => ({ q, hits: library.hits(normalize(q.text), read, 3) }));
  const fits = (q: Question, id: string | undefined) => id === q.policy || q.also.includes(id ?? '');
  const told = seen.filter(({ hits: [a, b] }) => a && isClear(a, b));
  const share = (n: number) => Math.round((1000 * n) / asked.length) / 1000;
  const figure = (name: string, n: number): Figure => ({
    name: `ask.${set}.${name}`,
    value: share(n),
    unit: 'share',
  });
  return [
    { name: `ask.${set}.questions`, value: asked.length, unit: 'questions' },
    figure('recallAt1', seen.filter(({ q, hits }) => fits(q, hits[0]?.id)).length),
    figure('recallAt3', seen.filter(({ q, hits }) => hits.some((h) => h.id === q.policy)).length),
    figure('answered', told.length),
    figure('wrongWithConfidence', told.filter(({ q, hits }) => !fits(q, hits[0]?.id)).length),
    figure('handedOver', seen.filter(({ hits }) => (hits[0]?.score ?? 0) < OFFER).length),
  ];
}

function guarding(
  set: string,
  asked: Aside[],
  library: ReturnType<typeof createLibrary>,
  read: Read,
): Figure[] {
  const heads = (text: string) =>
    ['罗启民', '覃秀英', '龙国栋', '马树根', '石长顺'].filter((n) => text.includes(n));
  const road = (text: string) =>
    guard(normalize(text), { heads: heads(text) }) ?? library.road(normalize(text), read);
  const barred = asked.filter((q) => q.guard);
  const near = asked.filter((q) => !q.guard);
  const told = (text: string) => {
    const [a, b] = library.hits(normalize(text), read, 2);
    return road(text) === null && a !== undefined && isClear(a, b);
  };
  const figures: Figure[] = [];
  const add = (name: string, n: number, of: number) => {
    if (of > 0)
      figures.push({
        name: `guard.${set}.${name}`,
        value: Math.round((1000 * n) / of) / 1000,
        unit: `share of ${of}`,
      });
  };
  add('rightRoad', barred.filter((q) => road(q.text) === q.guard).length, barred.length);
  add('someRoad', barred.filter((q) => road(q.text) !== null).length, barred.length);
  add('toldAPolicy', barred.filter((q) => told(q.text)).length, barred.length);
  add('nearMissLetThrough', near.filter((q) => road(q.text) === null).length, near.length);
  return figures;
}

/** The book many times over, each copy with words of its own, so that the index has 5,000 entries. */
function speed(book: Searchable[], texts: string[]): Figure[] {
  const before = heap();
  const many = Array.from({ length: MANY }, (_, i): Searchable => {
    const p = book[i % book.length] as Searchable;
    const mark = String.fromCodePoint(0x4e00 + Math.floor(i / book.length) * 37);
    return {
      ...p,
      id: `${p.id}-${i}`,
      title: `${mark}${p.title}`,
      questions: p.questions.map((q) => `${mark}${q}`),
    };
  });
  const search = buildSearch(many);
  const used = heap() - before;
  const small = buildSearch(book);
  return [
    ...times('ask.40', texts, (t) => small.find(t, 3)),
    ...times('ask.5000', texts, (t) => search.find(t, 3)),
    { name: 'ask.5000.heap', value: Math.round(used / 1e5) / 10, unit: 'MB' },
  ];
}

function times(name: string, texts: string[], find: (text: string) => unknown): Figure[] {
  const ready = texts.map((t) => normalize(t));
  for (const text of ready) find(text);
  const took = [0, 1, 2]
    .flatMap(() =>
      ready.map((text) => {
        const from = performance.now();
        find(text);
        return performance.now() - from;
      }),
    )
    .sort((a, b) => a - b);
  const at = (share: number) => Math.round(1000 * (took[Math.floor(took.length * share)] ?? 0)) / 1000;
  return [
    { name: `${name}.p50`, value: at(0.5), unit: 'ms' },
    { name: `${name}.p99`, value: at(0.99), unit: 'ms' },
  ];
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
