import type { SendError } from '../errors.ts';
import type { Push, PushKind } from '../records/push.ts';

/** Pauses before the next tries, ms; after the last the entry has failed. */
const PAUSES = [2_000, 10_000, 60_000, 300_000, 1_800_000];

/** Kinds that nobody minds getting twice; what went to many is never repeated. */
const REPEATABLE = new Set<PushKind>(['reply', 'nudge', 'urgent']);

/** What becomes of an entry of which nobody knows whether it went out: repeated once where its kind allows. */
export function afterDoubt(push: Push, now: number): Partial<Push> {
  return REPEATABLE.has(push.kind) && !push.repeated
    ? { state: 'waiting', repeated: true, due: now }
    : { state: 'failed', reason: 'unknownOutcome' };
}

/**
 * What becomes of an entry whose send failed. A refusal that trying again cannot mend ends in the failed list with its
 * reason; while the account is logged out it just waits.
 */
export function afterFailure(push: Push, error: SendError, now: number, loggedIn: boolean): Partial<Push> {
  if (error.unknown) return afterDoubt(push, now);
  if (!error.retryable) return { state: 'failed', reason: error.reason ?? 'refused' };
  if (!loggedIn) return { state: 'waiting', due: now, attempts: push.attempts - 1 };
  const pause = PAUSES[push.attempts - 1];
  if (pause === undefined) return { state: 'failed', reason: 'refusedAgain' };
  return { state: 'waiting', due: now + pause };
}
