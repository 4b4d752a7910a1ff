/** Work in order within a lane, lanes side by side. */
export interface Lanes {
  /** Appends work to a lane; resolves when it is through (its failure is the caller's to handle inside). */
  add(lane: string, work: () => Promise<void>): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createLanes(): Lanes {
  const tails = new Map<string, Promise<void>>();
  return {
    add(lane, work) {
      const tail = (tails.get(lane) ?? Promise.resolve()).then(work);
      const settled = tail
        .catch(() => undefined)
        .then(() => {
          if (tails.get(lane) === settled) tails.delete(lane);
        });
      tails.set(lane, settled);
      return tail;
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
