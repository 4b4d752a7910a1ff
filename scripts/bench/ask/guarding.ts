import EXAMPLES from '../../../src/features/policy/guard/examples.json' with { type: 'json' };
import { createGuard } from '../../../src/features/policy/guard/guard.ts';
import { modelOf } from '../../../src/features/policy/guard/model.ts';
import { isClear, type Library } from '../../../src/features/policy/library.ts';
import type { Searchable } from '../../../src/features/policy/search/search.ts';
import type { Read } from '../../../src/records/read.ts';
import type { Figure } from '../../bench.ts';
import { type Examples, nearness, train } from '../../guard/train.ts';
import { headsIn, type Said, shareOf } from './sets.ts';

/** Roads taken, what went wrong (`confusion.said→taken`), and what would have done harm. */
export function guarding(set: string, said: readonly Said[], library: Library, read: Read): Figure[] {
  const seen = said.map((s) => {
    const judged = library.judge(s.text, read, { heads: headsIn(s.text) });
    const [a, b] = library.hits(s.text, read, 2);
    const told = !judged.road && !judged.unsure && a !== undefined && isClear(a, b);
    return { s, road: judged.road, told };
  });
  const barred = seen.filter(({ s }) => s.roads.length > 0);
  const ordinary = seen.filter(({ s }) => s.roads.length === 0);
  const peril = barred.filter(({ s }) => ['emergency', 'danger', 'violence'].includes(s.roads[0] ?? ''));
  const perils: readonly (string | null)[] = ['emergency', 'danger', 'violence'];
  const wrong = new Map<string, number>();
  for (const { s, road } of seen) {
    if (s.roads.length === 0 ? road === null : s.roads.includes(road ?? '')) continue;
    const name = `${s.roads[0] ?? 'question'}→${road ?? 'question'}`;
    wrong.set(name, (wrong.get(name) ?? 0) + 1);
  }
  return [
    shareOf(
      `guard.${set}.rightRoad`,
      barred.filter(({ s, road }) => s.roads.includes(road ?? '')).length,
      barred.length,
    ),
    shareOf(`guard.${set}.someRoad`, barred.filter(({ road }) => road).length, barred.length),
    shareOf(`guard.${set}.toldAPolicy`, barred.filter(({ told }) => told).length, barred.length),
    shareOf(
      `guard.${set}.perilMissed`,
      peril.filter(({ road }) => !perils.includes(road)).length,
      peril.length,
    ),
    shareOf(`guard.${set}.letThrough`, ordinary.filter(({ road }) => !road).length, ordinary.length),
    ...[...wrong].map(([name, n]) => ({ name: `guard.${set}.confusion.${name}`, value: n, unit: 'texts' })),
  ];
}

const FOLDS = 5;

/** How well the guard does on a fifth of its examples that it was not given, five times. */
export function crossValidation(book: readonly Searchable[], normalize: (text: string) => string): Figure[] {
  const near = nearness(book);
  const labels = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[];
  let right = 0;
  let barred = 0;
  let through = 0;
  let ordinary = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const inFold = (_: string, i: number) => i % FOLDS === fold;
    const known: Examples = Object.fromEntries(
      labels.map((label) => [label, EXAMPLES[label].filter((t, i) => !inFold(t, i))]),
    );
    const left = new Set(labels.flatMap((label) => EXAMPLES[label].filter(inFold)));
    const guard = createGuard(modelOf(train(book, known, left)));
    for (const label of labels)
      for (const text of EXAMPLES[label].filter(inFold)) {
        const { road } = guard(normalize(text), { heads: headsIn(text), near: near(text) });
        if (label === 'ordinary') {
          ordinary += 1;
          if (!road) through += 1;
        } else {
          barred += 1;
          if (road === label) right += 1;
        }
      }
  }
  return [
    shareOf('guard.crossValidated.rightRoad', right, barred),
    shareOf('guard.crossValidated.letThrough', through, ordinary),
  ];
}
