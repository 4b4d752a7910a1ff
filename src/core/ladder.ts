import { afterHoliday } from './calendar.ts';
import { addDays, at, type Day, dayOf, HOUR } from './clock.ts';

/** Who hears of a rung besides those who owe it: those above them, or the household that it is about. */
export type Cc = 'deputy' | 'leader' | 'up' | 'household';

/** One rung of a ladder: so many days or hours from the day it is due (or was asked), and who hears of it. */
export interface Rung {
  from: 'due' | 'asked';
  days: number;
  /** Hours from the very time that was said; absent: at a time of the day. */
  hours?: number;
  /** `HH:MM`; absent: the usual hour of the village. */
  time?: string;
  cc?: Cc;
}

export type Ladder = readonly Rung[];

/** What a ladder is hung on: when it was asked (ms), and the day or instant (ISO) by which it is due, where there is one. */
export interface Hung {
  asked: number;
  due?: string | null;
  /** The hour at which this village is reminded on a day: the evening in its busy season (D30). */
  usual?: (day: Day) => string | undefined;
}

/** A rung with its instant, ms. */
export interface Step {
  rung: Rung;
  at: number;
}

const USUAL = '09:00';
/** The very time of what has only a day. */
const DAY_BEGINS = '09:00';
const RUNG =
  /^(?<from>[TA])(?:(?<n>[+-]?\d+)(?<hours>h)?)?(?:\s+(?<time>\d\d:\d\d))?(?:\s+cc\s+(?<cc>deputy|leader|up|household))?$/;

/**
 * Reads a ladder as it is written in a setting: `T-3, T-1, T0 09:00, T+1 cc deputy, T+3 cc leader`. `T` is the day it is
 * due, `A` the day it was asked; `T` alone the very time, `T-1h` an hour before. Throws with the rung that it cannot read.
 */
export function parseLadder(text: string): Ladder {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const groups = RUNG.exec(part)?.groups;
      if (!groups) throw new Error(`no rung of a ladder: ${part}`);
      const { from, n, hours, time, cc } = groups;
      const exact = n === undefined || hours !== undefined;
      return {
        from: from === 'A' ? 'asked' : 'due',
        days: exact ? 0 : Number(n),
        ...(exact ? { hours: Number(n ?? 0) } : {}),
        ...(time === undefined ? {} : { time }),
        ...(cc === undefined ? {} : { cc: cc as Cc }),
      };
    });
}

/**
 * The steps of a ladder in the order of their instants. A rung from the day it is due falls away where none was said. What
 * goes to those above waits until a holiday is over; a reminder of one's own work does not, its day may lie in it.
 */
export function stepsOf(ladder: Ladder, hung: Hung): Step[] {
  const steps = ladder.flatMap((rung) => {
    const when = instantOf(rung, hung);
    return when === undefined ? [] : [{ rung, at: when }];
  });
  return steps.sort((a, b) => a.at - b.at);
}

function instantOf(rung: Rung, { asked, due, usual }: Hung): number | undefined {
  const base = rung.from === 'asked' ? dayOf(asked) : dayIn(due);
  if (base === undefined) return undefined;
  if (rung.hours !== undefined) return exactTime(due, base) + rung.hours * HOUR;
  const day = addDays(base, rung.days);
  const open = rung.cc && rung.cc !== 'household' ? afterHoliday(day) : day;
  return at(open, rung.time ?? usual?.(open) ?? USUAL);
}

/** The day of a due that is a day or an instant. */
export function dayIn(due: string | null | undefined): Day | undefined {
  if (!due) return undefined;
  return due.length > 10 ? dayOf(Date.parse(due)) : due;
}

function exactTime(due: string | null | undefined, day: Day): number {
  return due && due.length > 10 ? Date.parse(due) : at(day, DAY_BEGINS);
}

/** How many steps are due by an instant. */
export function stepBy(steps: readonly Step[], now: number): number {
  return steps.filter((s) => s.at <= now).length;
}

/** When the step after so many is due; undefined at the ladder's end. */
export function nextStep(steps: readonly Step[], taken: number): number | undefined {
  return steps[taken]?.at;
}

/** Where a ladder stands that is begun (or moved) now: steps that were due before are not taken up any more. */
export function begin(ladder: Ladder, hung: Hung, now: number): { step: number; nextStepAt?: number } {
  const steps = stepsOf(ladder, hung);
  const step = stepBy(steps, now);
  return { step, nextStepAt: nextStep(steps, step) };
}
