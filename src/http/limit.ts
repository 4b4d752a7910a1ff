/** Wrong tokens that are put up with in a window, and the window, ms. */
const TRIES = 10;
const WINDOW = 60_000;

/** Counts wrong tokens by address; whoever gave too many waits until the window is over. */
export interface Limit {
  /** Seconds to wait; 0 where one may try. */
  wait(address: string): number;
  wrong(address: string): void;
}

/** `now`: the wall clock, ms. */
export function createLimit(now: () => number): Limit {
  const wrong = new Map<string, { count: number; since: number }>();
  const current = (address: string) => {
    const entry = wrong.get(address);
    if (entry && now() - entry.since < WINDOW) return entry;
    wrong.delete(address);
    return undefined;
  };
  return {
    wait(address) {
      const entry = current(address);
      return entry && entry.count >= TRIES ? Math.ceil((entry.since + WINDOW - now()) / 1000) : 0;
    },
    wrong(address) {
      const entry = current(address) ?? { count: 0, since: now() };
      wrong.set(address, { ...entry, count: entry.count + 1 });
      if (wrong.size > 1000) for (const known of [...wrong.keys()]) current(known);
    },
  };
}
