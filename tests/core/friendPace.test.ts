import fc from 'fast-check';
import { expect, it } from 'vitest';
import { at, DAY, HOUR, MINUTE, timeOf } from '../../src/core/clock.ts';
import { nextAccept } from '../../src/core/friendPace.ts';

const PACE = { perHour: 10, perDay: 40 };
const chance = fc.double({ min: 0, max: 0.999, noNaN: true });

it('a request waits some minutes, and the night', () => {
  const noon = at('2017-09-13', '12:00');
  expect(nextAccept(noon, [], PACE, 0)).toBe(noon + 2 * MINUTE);
  expect(nextAccept(noon, [], PACE, 0.999)).toBeLessThanOrEqual(noon + 8 * MINUTE);
  expect(timeOf(nextAccept(at('2017-09-13', '23:10'), [], PACE, 0))).toMatch(/^08:/);
});

it('however many ask at once: never over the limits, never at night, never two at a time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 150 }), fc.nat(DAY), chance, (many, from, c) => {
      const asked = at('2017-09-13') + from;
      const times: number[] = [];
      for (let i = 0; i < many; i++) times.push(nextAccept(asked, times, PACE, c));
      for (const [i, t] of times.entries()) {
        expect(timeOf(t) >= '08:00' && timeOf(t) < '20:00').toBe(true);
        expect(t).toBeGreaterThanOrEqual((times[i - 1] ?? asked) + 2 * MINUTE - 1);
        expect(times.filter((x) => x > t - HOUR && x <= t).length).toBeLessThanOrEqual(PACE.perHour);
        expect(times.filter((x) => x > t - DAY && x <= t).length).toBeLessThanOrEqual(PACE.perDay);
      }
    }),
    { numRuns: 30 },
  );
});
