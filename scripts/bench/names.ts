import { buildNames, lookUp, type NameEntry, type NameIndex } from '../../src/core/text/names.ts';
import type { Figure } from '../bench.ts';
import { headOf } from './county.ts';

const VILLAGES = 200;
const HOUSEHOLDS = Number(process.env.BENCH_HOUSEHOLDS ?? 500);
const LOOKUPS = 2000;
/** The first ones are slower until the program runs warm; they are told by themselves. */
const WARM = 200;

/** The number of a village or household, from nought on, as the import writes it. */
const idOf = (letter: 'V' | 'H', n: number) => `${letter}${String(n + 1).padStart(2, '0')}`;

/** Names with one wrong character among 100,000 households, for somebody who helps twenty of them. */
export async function names(): Promise<Figure[]> {
  const entries: NameEntry[] = [];
  for (let v = 0; v < VILLAGES; v++)
    for (let n = 0; n < HOUSEHOLDS; n++)
      entries.push({
        id: idOf('H', v * HOUSEHOLDS + n),
        name: headOf(v, n),
        aliases: [],
        villageId: idOf('V', v),
      });
  const began = performance.now();
  const index = buildNames(entries);
  const built = performance.now() - began;
  return [
    { name: 'names.households', value: entries.length, unit: 'households' },
    { name: 'names.index', value: round(built), unit: 'ms' },
    ...lookUps(index, VILLAGES, HOUSEHOLDS),
  ];
}

/**
 * Looks up words with a wrong last character in an index of a made-up county (`headOf`).
 * @throws where one of his own is like it and none is found
 */
export function lookUps(index: NameIndex, villages: number, households: number): Figure[] {
  const look = (i: number): Took => {
    const v = (i * 7) % villages;
    const name = headOf(v, (i * 13) % households);
    const mine = Array.from({ length: Math.min(20, households) }, (_, n) => ({
      id: idOf('H', v * households + n),
      head: headOf(v, n),
    }));
    const typed = name.slice(0, 2);
    const own = new Set(mine.map((h) => h.id));
    const asker = { own, villages: new Set([idOf('V', v)]) };
    const used = process.cpuUsage();
    const began = performance.now();
    const found = lookUp(index, `${typed}槐`, asker);
    const wall = performance.now() - began;
    const { user, system } = process.cpuUsage(used);
    const near = mine.some((h) => h.head.length === 3 && h.head.startsWith(typed));
    if (near && !own.has(found[0]?.entry.id ?? ''))
      throw new Error(`${typed}槐: another one stands before his own`);
    return { wall, cpu: (user + system) / 1000 };
  };
  const cold = Array.from({ length: WARM }, (_, i) => look(i));
  const warm = Array.from({ length: LOOKUPS }, (_, i) => look(WARM + i));
  const at = (part: number, of: keyof Took) =>
    round(warm.map((t) => t[of]).sort((a, b) => a - b)[Math.floor(warm.length * part)] ?? 0);
  return [
    { name: 'names.lookup.p50', value: at(0.5, 'wall'), unit: 'ms' },
    { name: 'names.lookup.p99', value: at(0.99, 'wall'), unit: 'ms' },
    // On a machine that does other work besides, the first is mostly waiting for its turn.
    { name: 'names.lookup.p99.cpu', value: at(0.99, 'cpu'), unit: 'ms' },
    { name: 'names.lookup.cold', value: round(Math.max(...cold.map((t) => t.wall))), unit: 'ms' },
  ];
}

/** Time that passed, and the processor's, ms. */
interface Took {
  wall: number;
  cpu: number;
}

const round = (n: number) => Math.round(n * 100) / 100;
