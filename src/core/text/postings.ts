/** Finds the items that were put under a key. Keys are 32-bit hashes: what comes back must be checked. */
export interface Postings {
  find(hash: number): number[];
  /** Puts an item under more hashes; false where it has become so many that they should be built anew. */
  add(hashes: readonly number[], item: number): boolean;
}

const ITEMS = 2 ** 20;
/** Hashes that came one at a time: some 10,000 names; more take too much memory that way. */
const MOST_LATE = 150_000;

/**
 * Items (0 to 1,048,575) under hashes, in one sorted array of 8 bytes a pair: a tenth of the memory of a Map of arrays.
 * @param fill is called once with the function that puts an item under a hash
 * @throws RangeError for an item that does not fit
 */
export function buildPostings(fill: (put: (hash: number, item: number) => void) => void): Postings {
  let packed = new Float64Array(1024);
  let size = 0;
  fill((hash, item) => {
    if (item >= ITEMS) throw new RangeError(`a name index holds at most ${ITEMS} entries`);
    if (size === packed.length) {
      const larger = new Float64Array(size * 2);
      larger.set(packed);
      packed = larger;
    }
    packed[size++] = hash * ITEMS + item;
  });
  const sorted = packed.slice(0, size).sort();
  const late = new Map<number, number[]>();
  return {
    find(hash) {
      const items = itemsUnder(sorted, hash);
      const more = late.get(hash);
      return more ? [...items, ...more] : items;
    },
    add(hashes, item) {
      for (const hash of new Set(hashes)) {
        const items = late.get(hash);
        if (items) items.push(item);
        else late.set(hash, [item]);
      }
      return item < ITEMS - 1 && late.size < MOST_LATE;
    },
  };
}

function itemsUnder(sorted: Float64Array, hash: number): number[] {
  const items: number[] = [];
  const first = hash * ITEMS;
  for (let at = lowerBound(sorted, first); (sorted[at] ?? Infinity) < first + ITEMS; at++) {
    const item = (sorted[at] ?? 0) - first;
    if (items.at(-1) !== item) items.push(item);
  }
  return items;
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** FNV-1a of the parts with a mark between them, one of them left out; `kind` keeps the kinds of keys apart. */
export function hashOf(kind: string, parts: ArrayLike<string>, without = -1): number {
  let hash = 0x811c9dc5 ^ kind.charCodeAt(0);
  for (let i = 0; i < parts.length; i++) {
    if (i === without) continue;
    const part = parts[i] ?? '';
    for (let j = 0; j < part.length; j++) hash = Math.imul(hash ^ part.charCodeAt(j), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  return hash >>> 0;
}
