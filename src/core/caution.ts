import { HOUR, MINUTE } from './clock.ts';

/**
 * What the channel's refusals in a row tell. Accounts are banned for bursts (research: about 120 messages in 50 s), and a
 * refusal is the warning before it: the bot slows down, then stops pushing by itself, and comes back carefully.
 */
export interface Caution {
  /** Sends refused in a row; one that went out ends the row. */
  refused: number;
  /** To whom: one receiver who cannot be reached is no sign of a ban. */
  targets: readonly string[];
  /** No pushes before then, ms; answers still go, slowly. */
  heldUntil: number;
  /** The length of the last pause, ms; 0: pushes are as usual. */
  pauseMs: number;
  /** Everything is slow until then, ms. */
  slowUntil: number;
}

export const CALM: Caution = { refused: 0, targets: [], heldUntil: 0, pauseMs: 0, slowUntil: 0 };

const SLOW_AFTER = 3;
const HOLD_AFTER = 5;
/** A refusal by one receiver alone says nothing about the account. */
const RECEIVERS = 2;
const FIRST_PAUSE = 30 * MINUTE;
const LONGEST_PAUSE = 6 * HOUR;
/** After a pause pushes go slowly for so long before everything is as usual. */
const CAREFUL = HOUR;
/** So many times longer is each pause between sends while it is slow. */
const SLOWNESS = 4;

/**
 * One more send was refused (or never answered). Three in a row to two receivers: slow. Five: no pushes for half an hour,
 * then an hour and so on to six; after a pause the first refused push is enough.
 */
export function afterRefusal(caution: Caution, to: string, now: number): Caution {
  const refused = caution.refused + 1;
  const targets = [...new Set([...caution.targets, to])].slice(-10);
  const next = { ...caution, refused, targets };
  const probing = caution.pauseMs > 0 && now >= caution.heldUntil;
  if (!probing && (targets.length < RECEIVERS || refused < SLOW_AFTER)) return next;
  const slow = { ...next, slowUntil: Math.max(next.slowUntil, now + CAREFUL) };
  if (now < caution.heldUntil || (!probing && refused < HOLD_AFTER)) return slow;
  const pauseMs = caution.pauseMs > 0 ? Math.min(2 * caution.pauseMs, LONGEST_PAUSE) : FIRST_PAUSE;
  return { ...slow, pauseMs, heldUntil: now + pauseMs, slowUntil: now + pauseMs + CAREFUL };
}

/** One went out. A hold stays until its time is over; then an hour of slow sends without a refusal ends it. */
export function afterAccepted(caution: Caution, now: number): Caution {
  if (now >= caution.heldUntil && now >= caution.slowUntil) return CALM;
  return caution.refused === 0 ? caution : { ...caution, refused: 0, targets: [] };
}

/** By what the pauses between sends are multiplied. */
export function slowness(caution: Caution, now: number): number {
  return now < caution.slowUntil || now < caution.heldUntil ? SLOWNESS : 1;
}

/** Pushes are stopped, or were and are on trial: somebody should look at the account. */
export function isWary(caution: Caution, now: number): boolean {
  return caution.pauseMs > 0 && now < caution.slowUntil;
}
