import { normalize } from '../../../src/core/text/normalize.ts';
import { AHEAD, createLibrary, isClear, type Library, OFFER } from '../../../src/features/policy/library.ts';
import type { Read } from '../../../src/records/read.ts';
import type { Figure } from '../../bench.ts';
import { readBook } from '../../sample/book.ts';
import { crossValidation, guarding } from './guarding.ts';
import { beside } from './peers.ts';
import { headsIn, readSets, type Said, shareOf } from './sets.ts';
import { atScale, times } from './speed.ts';

/** How well questions are answered, how well the guard guards, and how fast; each on what was tuned on and on what was not. */
export async function ask(): Promise<Figure[]> {
  const book = readBook('2017-09-13T08:00:00+08:00');
  const library = createLibrary();
  // One list, not one a call: the library builds its index anew when they change.
  const NONE: never[] = [];
  const read = {
    directory: {
      policies: () => book,
      policy: (id: string) => book.find((p) => p.id === id),
      synonyms: () => NONE,
    },
  } as unknown as Read;
  const sets = readSets();
  const names = ['shown', 'tuned', 'fresh', 'kept', 'third', 'fourth'] as const;
  const asked = (name: (typeof names)[number]) => sets[name].filter((s) => s.entries.length > 0);
  const unseen = [...asked('fresh'), ...asked('kept'), ...asked('third')];
  const texts = names.flatMap((name) => sets[name].map((s) => s.text));
  // First: what others leave behind and is collected later would be counted in its favour.
  const scale = atScale(book, texts);
  return [
    ...names.flatMap((name) => quality(name, asked(name), library, read)),
    ...curve(unseen, library, read),
    ...names.flatMap((name) => guarding(name, sets[name], library, read)),
    ...crossValidation(book, normalize),
    ...beside(book, unseen),
    ...times('guard', texts, (t) => library.judge(t, read)),
    ...scale,
  ];
}

function quality(set: string, asked: readonly Said[], library: Library, read: Read): Figure[] {
  const seen = asked.map((s) => ({ s, hits: library.hits(s.text, read, 3) }));
  const told = seen.filter(({ hits: [a, b] }) => a && isClear(a, b));
  const share = (name: string, n: number) => shareOf(`ask.${set}.${name}`, n, asked.length);
  return [
    share('recallAt1', seen.filter(({ s, hits }) => s.entries.includes(hits[0]?.id ?? '')).length),
    share('recallAt3', seen.filter(({ s, hits }) => hits.some((h) => s.entries.includes(h.id))).length),
    share('firstOrOffered', asked.filter((s) => reaches(s, library, read)).length),
    share('answered', told.length),
    share('wrongWithConfidence', told.filter(({ s, hits }) => !s.entries.includes(hits[0]?.id ?? '')).length),
    share('handedOver', seen.filter(({ hits }) => (hits[0]?.score ?? 0) < OFFER).length),
  ];
}

/** The guard lets the question pass, and its entry is told or among the titles that are offered. */
function reaches({ text, entries }: Said, library: Library, read: Read): boolean {
  if (library.judge(text, read, { heads: headsIn(text) }).road) return false;
  const found = library.find(text, read);
  if (found.kind === 'nothing') return false;
  const shown = found.kind === 'clear' ? [found.policy] : found.policies;
  return shown.some((p) => entries.includes(p.id));
}

/** What each threshold would give on unseen questions: the shares told at once, and of those wrong. CLEAR is read off here. */
function curve(asked: readonly Said[], library: Library, read: Read): Figure[] {
  const seen = asked.map((s) => ({ s, hits: library.hits(s.text, read, 2) }));
  return [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.4].flatMap((clear) => {
    const told = seen.filter(
      ({ hits: [a, b] }) => a?.named && a.score >= clear && a.score - (b?.score ?? 0) >= AHEAD,
    );
    const wrong = told.filter(({ s, hits }) => !s.entries.includes(hits[0]?.id ?? ''));
    return [
      shareOf(`ask.curve.${clear}.told`, told.length, asked.length),
      shareOf(`ask.curve.${clear}.wrong`, wrong.length, told.length),
    ];
  });
}
