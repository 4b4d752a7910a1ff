import { type Caution, slowness } from './caution.ts';
import { addDays, at, type Day, dayOf, HOUR, MINUTE, timeOf } from './clock.ts';

/** Pacing as data (research/wechaty.md: bans follow bursts). Times in ms; the quiet hours as `HH:MM`. */
export interface Pace {
  /** Least time between two sends to one target. */
  targetMs: number;
  /** A push waits this long after the one before it, between the two. */
  pushMinMs: number;
  pushMaxMs: number;
  /** Sends a minute, in all; 0: no limit. */
  perMinute: number;
  /** Pushes a day; 0: no limit. */
  pushesPerDay: number;
  quietFrom: string;
  quietTo: string;
}

/** What was sent lately. `recent` holds the instants of the last minute, oldest first. */
export interface Sent {
  recent: readonly number[];
  lastTo: ReadonlyMap<string, number>;
  lastPush: number;
  /** The pause drawn for the next push, between pushMinMs and pushMaxMs. */
  pushGap: number;
  day: Day;
  pushesToday: number;
  /** How the channel takes what is sent. */
  caution: Caution;
}

export interface Sendable {
  to: string;
  kind: string;
  due: number;
  order: number;
  /** Tries so far. */
  attempts?: number;
  /** Why it is kept back on purpose. */
  reason?: string;
}

const isReply = (kind: string) => kind === 'reply';

/**
 * What was sent lately, once one more went out. `gap` is drawn for the push after it; `whole` is false for a piece of a
 * long text that is not its last: pushes are counted, not their pieces.
 */
export function afterSend(
  sent: Sent,
  item: Pick<Sendable, 'to' | 'kind'>,
  now: number,
  gap: number,
  whole = true,
): Sent {
  const next = {
    ...sent,
    recent: [...sent.recent.filter((t) => t > now - MINUTE), now],
    lastTo: new Map([...sent.lastTo].filter(([, t]) => t > now - HOUR)).set(item.to, now),
  };
  if (isReply(item.kind)) return next;
  return { ...next, lastPush: now, pushGap: gap, pushesToday: sent.pushesToday + (whole ? 1 : 0) };
}

/** The end of the quiet hours that an instant lies in, or the instant itself outside of them (J06). */
export function afterQuiet(now: number, pace: Pick<Pace, 'quietFrom' | 'quietTo'>): number {
  const { quietFrom, quietTo } = pace;
  if (quietFrom === quietTo) return now;
  const time = timeOf(now);
  const day = dayOf(now);
  if (quietFrom > quietTo) {
    if (time >= quietFrom) return at(addDays(day, 1), quietTo);
    return time < quietTo ? at(day, quietTo) : now;
  }
  return time >= quietFrom && time < quietTo ? at(day, quietTo) : now;
}

/** The earliest instant at which one entry may go out. A send that lies ahead (the clock was set back) holds up nobody. */
export function earliest(item: Sendable, sent: Sent, pace: Pace, now: number): number {
  const slow = slowness(sent.caution, now);
  let when = Math.max(item.due, now, past(sent.lastTo.get(item.to), now) + slow * pace.targetMs);
  if (pace.perMinute > 0) {
    const inMinute = sent.recent.filter((t) => t <= now && t > when - MINUTE);
    const oldest = inMinute[inMinute.length - Math.max(1, Math.floor(pace.perMinute / slow))];
    if (oldest !== undefined) when = Math.max(when, oldest + MINUTE);
  }
  if (isReply(item.kind)) return when;
  when = Math.max(when, past(sent.lastPush, now) + slow * sent.pushGap);
  if (item.kind === 'urgent') return when;
  when = Math.max(when, sent.caution.heldUntil);
  when = afterQuiet(when, pace);
  const full = pace.pushesPerDay > 0 && sent.pushesToday >= pace.pushesPerDay && dayOf(when) === sent.day;
  return full ? afterQuiet(at(addDays(sent.day, 1)), pace) : when;
}

const past = (t = -Infinity, now: number) => (t <= now ? t : -Infinity);

/**
 * The entry to send next and when: whatever can go first; of those that can go at once replies before pushes, then by due
 * time and order. A reply waits for an earlier one to the same target, so that a chat reads in order: `items` are given in
 * the order in which they were written (`order` begins anew with each process, `due` moves with each retry). A push waits
 * for an earlier one to the same target that was refused and comes again, so that it does not overtake it.
 */
export function nextSend<T extends Sendable>(
  items: Iterable<T>,
  sent: Sent,
  pace: Pace,
  now: number,
): { item: T; at: number } | undefined {
  const heads = new Map<string, T>();
  const candidates: T[] = [];
  let tried: Set<string> | undefined;
  for (const item of items) {
    if (isReply(item.kind)) {
      if (!heads.has(item.to)) heads.set(item.to, item);
    } else if (item.kind === 'urgent' || !tried?.has(item.to)) {
      candidates.push(item);
      if (item.attempts && !item.reason) {
        tried ??= new Set();
        tried.add(item.to);
      }
    }
  }
  let best: { item: T; at: number } | undefined;
  for (const item of [...heads.values(), ...candidates]) {
    const when = earliest(item, sent, pace, now);
    if (!best || before(item, when, best.item, best.at)) best = { item, at: when };
  }
  return best;
}

function before(a: Sendable, aAt: number, b: Sendable, bAt: number): boolean {
  if (aAt !== bAt) return aAt < bAt;
  const rank = (s: Sendable) => (s.kind === 'urgent' ? 0 : isReply(s.kind) ? 1 : 2);
  if (rank(a) !== rank(b)) return rank(a) < rank(b);
  return a.due !== b.due ? a.due < b.due : a.order < b.order;
}
