import { addDays, at, dayOf, HOUR, mondayOf } from '../core/clock.ts';
import { backFrom, leaveOn, mutedUntil } from '../core/peace.ts';
import { isMourning } from '../records/dictionary.ts';
import type { Push } from '../records/push.ts';
import type { Read } from '../records/read.ts';

/** Not more planned messages than this to one person a day (J06), nor to one household a week. */
export const A_DAY = 3;
export const A_WEEK = 2;
/** So many of a receiver's last sends are looked through. */
const LOOKED = 40;
/** What was held goes out so long after its time at the latest, ms. */
const LATER = 12 * HOUR;

/** Why a send waits although it is due; each is looked at again whenever something is sent. */
export const HELD: ReadonlySet<string> = new Set(['leave', 'mute', 'cap']);

/** What becomes of a send that is due now. */
export type Verdict =
  | { kind: 'go' }
  /** It goes to the one who stands in. */
  | { kind: 'standIn'; to: string }
  | { kind: 'hold'; until: number; reason: 'leave' | 'mute' | 'cap' }
  | { kind: 'skip'; reason: 'bereaved' };

const GO: Verdict = { kind: 'go' };
/** Planned by the bot itself; what a person just did to another is told him all the same. */
const isPlanned = (p: Push) => p.source.chat === 'schedule';

/**
 * Whether somebody may be told now: not while he is away or wants peace, not more than so often, and nothing planned to a
 * house in mourning. Answers and emergencies are never held. The day's and the week's measure is looked at last: it costs a
 * look at the store.
 */
export async function courtesy(push: Push, now: number, read: Read): Promise<Verdict> {
  if (push.kind === 'reply' || push.kind === 'urgent') return GO;
  if (read.directory.household(push.to)) return toHousehold(push, now, read);
  const held = peaceOf(push, now, read);
  if (held) return held;
  if (!isPlanned(push) || push.exact || !read.directory.person(push.to)) return GO;
  const today = dayOf(now);
  if ((await sentSince(push.to, at(today), read)).length < A_DAY) return GO;
  return { kind: 'hold', until: at(addDays(today, 1), '09:00'), reason: 'cap' };
}

/** Leave and peace alone, from memory. */
export function peaceOf(push: Push, now: number, { directory }: Read): Verdict | undefined {
  const person = directory.person(push.to);
  if (!person) return undefined;
  const leave = leaveOn(person.leaves, dayOf(now));
  if (leave) {
    const other = leave.standIn ? directory.person(leave.standIn) : undefined;
    const there = other && other.roles.length > 0 && !leaveOn(other.leaves, dayOf(now));
    const secret = push.only || push.keptFrom?.includes(other?.id ?? '');
    // What came for somebody else goes no further, and what is said in a chat stays there.
    if (there && !secret && !push.behalf && !push.via) return { kind: 'standIn', to: other.id };
    return { kind: 'hold', until: backFrom(person.leaves ?? [], leave), reason: 'leave' };
  }
  // The night before he is back belongs to his leave: what waited comes with the morning's.
  const back = at(dayOf(now), '09:00');
  if (now < back && leaveOn(person.leaves, addDays(dayOf(now), -1)) && !push.behalf)
    return { kind: 'hold', until: back, reason: 'leave' };
  const until = mutedUntil(person.mute, now);
  return until === undefined ? undefined : { kind: 'hold', until, reason: 'mute' };
}

async function toHousehold(push: Push, now: number, read: Read): Promise<Verdict> {
  const mourning = isMourning(read.directory.household(push.to), dayOf(now));
  // A person's own answer to what the household asked is no push.
  if (mourning && (isPlanned(push) || push.kind !== 'nudge' || push.render)) {
    return { kind: 'skip', reason: 'bereaved' };
  }
  if (!isPlanned(push) || push.kind !== 'nudge') return GO;
  const monday = mondayOf(dayOf(now));
  if ((await sentSince(push.to, at(monday), read, ['nudge', 'policy'])).length < A_WEEK) return GO;
  return { kind: 'hold', until: at(addDays(monday, 7), '09:00'), reason: 'cap' };
}

/** The planned sends that a receiver got from an instant on; a picture goes with its text and is none of its own. */
async function sentSince(to: string, from: number, read: Read, kinds = ['nudge', 'digest']): Promise<Push[]> {
  return (await read.pushesTo(to, LOOKED)).filter(
    (p) =>
      p.to === to &&
      p.state === 'sent' &&
      !p.content?.image &&
      kinds.includes(p.kind) &&
      (isPlanned(p) || p.kind === 'policy') &&
      p.sentAt !== undefined &&
      Date.parse(p.sentAt) >= from,
  );
}

/** What a held send becomes: later, or skipped where it would say nothing then. `lasts`: it may be said whenever. */
export function held(
  push: Push,
  { until, reason }: Extract<Verdict, { kind: 'hold' }>,
  lasts: boolean,
): Partial<Push> {
  const over = push.expires !== undefined && push.expires < until;
  if (over && !lasts) return { state: 'skipped', reason };
  return { due: until, reason, ...(over ? { expires: until + LATER } : {}) };
}

/** One send out of several to the same person: the first carries what all of them say. */
export function mergedInto(first: Push, others: readonly Push[]): [Push, Push][] {
  const parts = others.flatMap((p) => {
    // One that had not been given to the stand-in yet is still its owner's.
    const behalf = p.behalf ?? (p.to === first.to ? undefined : p.to);
    return p.render ? [{ ...p.render, behalf }, ...(p.parts ?? [])] : (p.parts ?? []);
  });
  const expires = [first, ...others].map((p) => p.expires ?? Number.POSITIVE_INFINITY);
  const last = Math.max(...expires);
  const whole: Push = {
    ...first,
    parts: [...(first.parts ?? []), ...parts],
    exact: [first, ...others].some((p) => p.exact) || undefined,
    expires: Number.isFinite(last) ? last : undefined,
  };
  return [
    [first, whole],
    ...others.map((p): [Push, Push] => [
      p,
      {
        ...p,
        ...(p.to === first.to ? {} : { to: first.to, behalf: p.to }),
        state: 'skipped',
        reason: 'merged',
        into: first.number ?? first.id,
      },
    ]),
  ];
}
