import { isClear, type Library, OFFER } from '../../../src/features/policy/library.ts';
import type { Read } from '../../../src/records/read.ts';
import type { Figure } from '../../bench.ts';
import { headsIn, type Said, shareOf } from './sets.ts';

/** How well questions of the book are answered: by the look-up alone, and through the guard. */
export function quality(set: string, asked: readonly Said[], library: Library, read: Read): Figure[] {
  const seen = asked.map((s) => ({ s, hits: library.hits(s.text, read, 3) }));
  const reached = asked.map((s) => ({ s, ...outcome(s, library, read) }));
  const told = reached.filter((r) => r.told);
  const share = (name: string, n: number) => shareOf(`ask.${set}.${name}`, n, asked.length);
  return [
    share('recallAt1', seen.filter(({ s, hits }) => s.entries.includes(hits[0]?.id ?? '')).length),
    share('recallAt3', seen.filter(({ s, hits }) => hits.some((h) => s.entries.includes(h.id))).length),
    share(
      'firstOrOffered',
      reached.filter(({ s, shown }) => shown.some((id) => s.entries.includes(id))).length,
    ),
    share('answered', told.length),
    share('wrongWithConfidence', told.filter(({ s, shown }) => !s.entries.includes(shown[0] ?? '')).length),
    share('handedOver', seen.filter(({ hits }) => (hits[0]?.score ?? 0) < OFFER).length),
  ];
}

/** What a household is shown: one entry told, a few titles, or none where the guard or nothing near stands before it. */
export function outcome({ text }: Said, library: Library, read: Read) {
  const { road, mayAsk, unsure } = library.judge(text, read, { heads: headsIn(text) });
  if (road) {
    const beside = mayAsk ? library.beside(text, read) : [];
    return { road, told: false, shown: beside.map((p) => p.id) };
  }
  const found = library.find(text, read);
  if (found.kind === 'nothing') return { road, told: false, shown: [] };
  const told = found.kind === 'clear' && !unsure;
  return { road, told, shown: (told ? [found.policy] : found.policies).map((p) => p.id) };
}

/** What each threshold of belief would give: the shares told at once, and of those wrong. MEANT is read off here. */
export function curve(asked: readonly Said[], library: Library, read: Read): Figure[] {
  const seen = asked.map((s) => ({ s, hits: library.hits(s.text, read, 2) }));
  return [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95].flatMap((meant) => {
    const told = seen.filter(({ hits: [a, b] }) => a && isClear(a, b, meant));
    const wrong = told.filter(({ s, hits }) => !s.entries.includes(hits[0]?.id ?? ''));
    return [
      shareOf(`ask.curve.${meant}.told`, told.length, asked.length),
      shareOf(`ask.curve.${meant}.wrong`, wrong.length, told.length),
    ];
  });
}
