import type { Library } from '../../../src/features/policy/library.ts';
import type { Read } from '../../../src/records/read.ts';
import type { Figure } from '../../bench.ts';
import { outcome } from './quality.ts';
import { type Said, shareOf } from './sets.ts';

const PERILS: readonly (string | null)[] = ['emergency', 'danger', 'violence'];

/** Roads taken, what went wrong (`confusion.said→taken`), and what would have done harm. */
export function guarding(set: string, said: readonly Said[], library: Library, read: Read): Figure[] {
  const seen = said.map((s) => ({ s, ...outcome(s, library, read) }));
  const barred = seen.filter(({ s }) => s.roads.length > 0);
  const ordinary = seen.filter(({ s }) => s.roads.length === 0);
  const peril = barred.filter(({ s }) => PERILS.includes(s.roads[0] ?? ''));
  const wrong = new Map<string, number>();
  for (const { s, road } of seen) {
    if (s.roads.length === 0 ? road === null : s.roads.includes(road ?? '')) continue;
    const name = `${s.roads[0] ?? 'question'}→${road ?? 'question'}`;
    wrong.set(name, (wrong.get(name) ?? 0) + 1);
  }
  const share = (name: string, n: number, of: number) => shareOf(`guard.${set}.${name}`, n, of);
  return [
    share('rightRoad', barred.filter(({ s, road }) => s.roads.includes(road ?? '')).length, barred.length),
    share('someRoad', barred.filter(({ road }) => road).length, barred.length),
    share('toldAPolicy', barred.filter(({ told }) => told).length, barred.length),
    share('perilMissed', peril.filter(({ road }) => !PERILS.includes(road)).length, peril.length),
    share('letThrough', ordinary.filter(({ road }) => !road).length, ordinary.length),
    ...[...wrong].map(([name, n]) => ({ name: `guard.${set}.confusion.${name}`, value: n, unit: 'texts' })),
  ];
}
