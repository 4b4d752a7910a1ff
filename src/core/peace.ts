import { addDays, at, type Day, dayOf, timeOf } from './clock.ts';

/** Days away, first and last included. */
export interface Leave {
  from: Day;
  to: Day;
  standIn?: string;
}

/** When somebody is left in peace: every day between two times (`HH:MM`), or until an instant, ms. */
export interface Mute {
  daily?: { from: string; to: string };
  until?: number;
}

/** The leave that a day lies in. */
export function leaveOn(leaves: readonly Leave[] | undefined, day: Day): Leave | undefined {
  return leaves?.find((l) => l.from <= day && day <= l.to);
}

/** When somebody is back, ms: nine o'clock behind his leave and those that follow on it. */
export function backFrom(leaves: readonly Leave[], leave: Leave): number {
  let to = leave.to;
  for (let next = leaveOn(leaves, addDays(to, 1)); next; next = leaveOn(leaves, addDays(to, 1))) to = next.to;
  return at(addDays(to, 1), '09:00');
}

/** Until when somebody is left in peace at an instant, ms; undefined where he is not. */
export function mutedUntil(mute: Mute | undefined, now: number): number | undefined {
  const until = mute?.until !== undefined && mute.until > now ? mute.until : undefined;
  const daily = mute?.daily && dailyUntil(mute.daily, now);
  if (until === undefined) return daily;
  return (mute?.daily && dailyUntil(mute.daily, until)) ?? Math.max(until, daily ?? until);
}

function dailyUntil({ from, to }: NonNullable<Mute['daily']>, now: number): number | undefined {
  const time = timeOf(now);
  const day = dayOf(now);
  if (from === to) return undefined;
  if (from < to) return time >= from && time < to ? at(day, to) : undefined;
  if (time >= from) return at(addDays(day, 1), to);
  return time < to ? at(day, to) : undefined;
}
