/** Keeps order among tasks that share a key, while tasks that share none run side by side. */
export interface Lanes {
  /** Runs `task` after every task given before under any of these keys. Rejects never: a task handles its own errors. */
  run(keys: string[], task: () => Promise<void>): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createLanes(onError: (error: unknown) => void): Lanes {
  const tails = new Map<string, Promise<void>>();
  return {
    run(keys, task) {
      const done = Promise.all(keys.map((key) => tails.get(key)))
        .then(task)
        .catch(onError)
        .then(() => {
          for (const key of keys) if (tails.get(key) === done) tails.delete(key);
        });
      for (const key of keys) tails.set(key, done);
      return done;
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
