/** Lists of numbers, one after the other: list `i` is `values[starts[i]]` up to before `values[starts[i + 1]]`. */
export interface Lists {
  starts: Uint32Array;
  values: Uint32Array;
}

/** Packs lists: a small array for each of thousands of entries would cost more than what stands in it. */
export function pack(lists: readonly (readonly number[])[]): Lists {
  const starts = new Uint32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) starts[i + 1] = (starts[i] ?? 0) + list.length;
  const values = new Uint32Array(starts[lists.length] ?? 0);
  for (const [i, list] of lists.entries()) values.set(list, starts[i]);
  return { starts, values };
}

/** Numbers for pairs of characters, and which entries hold each. */
export interface Pairs {
  /** The number of a pair; undefined where no entry has it. */
  id(pair: string): number | undefined;
  /** Calls `visit` with every entry that holds the pair. */
  each(id: number, visit: (entry: number) => void): void;
  /** 1 for what one entry alone has, near 0 for what most have. */
  weight(id: number): number;
  size: number;
}

/** Numbers the pairs of all entries (each given as its distinct pairs). */
export function numberPairs(entries: readonly ReadonlySet<string>[]): Pairs {
  // Not `entries` itself in what stays behind: a closure keeps all that its neighbours use.
  const all = entries.length;
  const ids = new Map<string, number>();
  const holding: number[][] = [];
  for (const [at, pairs] of entries.entries()) {
    for (const pair of pairs) {
      const known = ids.get(pair);
      if (known === undefined) {
        ids.set(pair, holding.length);
        holding.push([at]);
      } else holding[known]?.push(at);
    }
  }
  const weights = Float32Array.from(holding, (list) => rarity(list.length, all));
  const { starts, values } = pack(holding);
  return {
    id: (pair) => ids.get(pair),
    each(id, visit) {
      const end = starts[id + 1] ?? 0;
      for (let i = starts[id] ?? 0; i < end; i++) visit(values[i] ?? 0);
    },
    weight: (id) => weights[id] ?? 0,
    size: holding.length,
  };
}

/** How much it tells that `count` of `all` have something. */
export function rarity(count: number, all: number): number {
  return all < 2 ? 1 : Math.max(0.03, Math.log(all / count) / Math.log(all));
}

/** The places of the `n` largest values among those touched, largest first. */
export function largest(values: Float64Array, touched: readonly number[], n: number): number[] {
  const best: number[] = [];
  for (const at of touched) {
    const value = values[at] ?? 0;
    if (best.length === n && value <= (values[best[n - 1] ?? 0] ?? 0)) continue;
    let place = best.length < n ? best.length : n - 1;
    while (place > 0 && (values[best[place - 1] ?? 0] ?? 0) < value) {
      best[place] = best[place - 1] ?? 0;
      place -= 1;
    }
    best[place] = at;
  }
  return best;
}
