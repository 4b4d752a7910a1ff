import type { SendError } from '../errors.ts';
import type { Push } from '../records/push.ts';

/** Pauses before the next tries, ms; after the last the entry has failed. */
const PAUSES = [2_000, 10_000, 60_000, 300_000, 1_800_000];

/**
 * What becomes of an entry whose send failed. A refusal that trying again cannot mend ends in the failed list with its
 * reason; an unknown outcome is repeated once for answers and nudges, never for what went to many.
 */
export function afterFailure(push: Push, error: SendError, now: number, loggedIn: boolean): Partial<Push> {
  if (error.unknown) {
    const again = ['reply', 'nudge', 'urgent'].includes(push.kind) && !push.repeated;
    return again
      ? { state: 'waiting', repeated: true, due: now }
      : { state: 'failed', reason: 'unknownOutcome' };
  }
  if (!error.retryable) return { state: 'failed', reason: 'refused' };
  if (!loggedIn) return { state: 'waiting', due: now, attempts: push.attempts - 1 };
  const pause = PAUSES[push.attempts - 1];
  if (pause === undefined) return { state: 'failed', reason: 'refusedAgain' };
  return { state: 'waiting', due: now + pause };
}
