import { setMaxListeners } from 'node:events';

/** Waits with growing pauses for something that is away, until it is told that nobody waits any more. */
export interface Patience {
  /** The pause after so many tries. Ends early when it is over. */
  pause(tried: number): Promise<void>;
  over(): boolean;
  end(): void;
}

/** Pauses between tries, ms; the last one stays. */
const PAUSES = [200, 500, 1000];

export function createPatience(): Patience {
  const ended = new AbortController();
  // As many conversations may wait here as are under way.
  setMaxListeners(0, ended.signal);
  return {
    pause: (tried) =>
      new Promise((resume) => {
        const ms = PAUSES[Math.min(tried, PAUSES.length - 1)];
        const timer = setTimeout(done, ms);
        function done(): void {
          clearTimeout(timer);
          ended.signal.removeEventListener('abort', done);
          resume();
        }
        if (ended.signal.aborted) done();
        else ended.signal.addEventListener('abort', done);
      }),
    over: () => ended.signal.aborted,
    end: () => ended.abort(),
  };
}
