import type { Deps } from '../deps.ts';
import { StoreDownError } from '../errors.ts';
import type { Gate } from './gate.ts';

/** Another process' changes (an import at the terminal) are seen by whatever is said so much later, ms. */
export const LOOK_EVERY = 2000;

/**
 * Looks whether another process has written to what this one holds in memory, before a message or the schedule is dealt
 * with; at most once in `LOOK_EVERY` of the program's clock. Never throws: without the store nothing else goes on either.
 */
export function createLookAgain({ store, clock, log }: Pick<Deps, 'store' | 'clock' | 'log'>, gate: Gate) {
  let last = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    try {
      const stale = await store.stale();
      if (stale.length === 0) return;
      // Nobody decides meanwhile: half of it must not be seen.
      await gate.alone(() => store.reload(stale));
      log.info({ slots: stale.length }, 'written to by another process, read again');
    } catch (err) {
      last = Number.NEGATIVE_INFINITY;
      log[err instanceof StoreDownError ? 'warn' : 'error']({ err }, 'could not look for changes');
    }
  }

  /** `now`: something was found to have changed, so it is looked at once. */
  return async function lookAgain(now = false): Promise<void> {
    if (looking) return looking;
    // The clock may have been set back.
    if (!now && Math.abs(clock.now() - last) < LOOK_EVERY) return;
    last = clock.now();
    looking = look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
}
