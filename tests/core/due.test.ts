import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, DAY, HOUR, iso, MINUTE } from '../../src/core/clock.ts';
import { dueSlots, nextSlot } from '../../src/core/due.ts';

const NINE = '0 9 * * *';
const day = (d: number, time: string) => at(`2017-09-${d}`, time);

/** `13 09:00` of the slots that a push has at an instant, when it ran last at another. */
function slots(last: number, now: number, grace = 12 * HOUR, cron = NINE) {
  const { run, skipped } = dueSlots(cron, last, now, grace);
  const short = (ms: number) => iso(ms).slice(8, 16).replace('T', ' ');
  return { run: run && short(run), skipped: skipped.map(short) };
}

describe('the next slot', () => {
  it('is read in Shanghai, whatever the zone of the machine', () => {
    expect(iso(nextSlot(NINE, day(13, '08:59')))).toBe('2017-09-13T09:00:00+08:00');
    expect(iso(nextSlot('0 0 1 * *', day(13, '08:59')))).toBe('2017-10-01T00:00:00+08:00');
  });

  it('lies behind the instant: a slot does not come twice', () => {
    expect(iso(nextSlot(NINE, day(13, '09:00')))).toBe('2017-09-14T09:00:00+08:00');
  });

  it('knows week days: Friday at five', () => {
    expect(iso(nextSlot('0 17 * * 5', day(13, '08:00')))).toBe('2017-09-15T17:00:00+08:00');
  });
});

describe('what is due', () => {
  it.each([
    ['nothing before the slot', day(13, '08:00'), day(13, '08:59'), undefined, []],
    ['the slot at its time', day(13, '08:00'), day(13, '09:00'), '13 09:00', []],
    ['nothing after it ran', day(13, '09:00'), day(13, '23:00'), undefined, []],
    ['a missed one within its grace', day(13, '08:00'), day(13, '20:59'), '13 09:00', []],
    ['at the last instant of its grace', day(13, '08:00'), day(13, '21:00'), '13 09:00', []],
    ['not past its grace', day(13, '08:00'), day(13, '21:01'), undefined, ['13 09:00']],
    [
      'only the latest of several',
      day(13, '08:00'),
      day(16, '10:00'),
      '16 09:00',
      ['13 09:00', '14 09:00', '15 09:00'],
    ],
    [
      'none of several that are too old',
      day(13, '08:00'),
      day(15, '22:00'),
      undefined,
      ['13 09:00', '14 09:00', '15 09:00'],
    ],
  ])('%s', (_, last, now, run, skipped) => {
    expect(slots(last, now)).toEqual({ run, skipped });
  });

  it('names no more than a month of a long stop', () => {
    const { run, skipped } = dueSlots(NINE, day(13, '08:00'), day(13, '10:00') + 400 * DAY, HOUR);
    expect(run).toBeDefined();
    expect(skipped).toHaveLength(31);
    expect(skipped.at(-1)).toBe((run ?? 0) - DAY);
  });

  it('every slot is run or skipped once, however the looks fall', () => {
    const start = at('2017-09-01');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 * 24 * 60 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 24 }),
        (pauses, graceHours) => {
          let now = start;
          let last = start;
          const seen: number[] = [];
          for (const minutes of pauses) {
            now += minutes * MINUTE;
            const due = dueSlots(NINE, last, now, graceHours * HOUR);
            seen.push(...due.skipped, ...(due.run === undefined ? [] : [due.run]));
            if (due.run !== undefined) expect(now - due.run).toBeLessThanOrEqual(graceHours * HOUR);
            last = due.run ?? due.skipped.at(-1) ?? last;
          }
          const all: number[] = [];
          for (let s = nextSlot(NINE, start); s <= now; s += DAY) all.push(s);
          expect(seen).toEqual(all);
        },
      ),
      { numRuns: 100 },
    );
  });
});
