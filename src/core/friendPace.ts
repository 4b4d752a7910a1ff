import { addDays, at, DAY, dayOf, HOUR, MINUTE, timeOf } from './clock.ts';

/** How fast friend requests may be accepted. Web accounts are limited for accepting many at once. */
export interface FriendPace {
  perHour: number;
  perDay: number;
}

/** Only when people are awake: a yes at three in the night looks like what it is. */
const FROM = '08:00';
const TO = '20:00';
/** The pause before each yes lies between these, ms. */
const SHORTEST = 2 * MINUTE;
const LONGEST = 8 * MINUTE;

/**
 * The earliest instant at which the next request may be accepted, given when others were, in ascending order. `chance`
 * (0 ≤ n < 1) draws the pause before it, which begins at the last yes or at the request, whichever is later.
 */
export function nextAccept(
  asked: number,
  accepted: readonly number[],
  pace: FriendPace,
  chance: number,
): number {
  let when = Math.max(asked, accepted.at(-1) ?? 0) + SHORTEST + chance * (LONGEST - SHORTEST);
  // Each step only moves it later; a limit that is met may be broken again by the move to the morning, hence twice.
  for (let i = 0; i < 2; i++) {
    when = afterLimit(when, accepted, pace.perHour, HOUR);
    when = afterLimit(when, accepted, pace.perDay, DAY);
    when = inDaytime(when);
  }
  return Math.round(when);
}

function afterLimit(when: number, accepted: readonly number[], most: number, span: number): number {
  const recent = accepted.filter((t) => t > when - span);
  const oldest = recent[recent.length - most];
  return oldest === undefined ? when : oldest + span;
}

function inDaytime(when: number): number {
  const day = dayOf(when);
  if (timeOf(when) < FROM) return at(day, FROM) + (when % (30 * MINUTE));
  return timeOf(when) < TO ? when : at(addDays(day, 1), FROM) + (when % (30 * MINUTE));
}
