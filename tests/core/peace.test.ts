import fc from 'fast-check';
import { expect, it } from 'vitest';
import { at, DAY, iso, MINUTE } from '../../src/core/clock.ts';
import { backFrom, leaveOn, mutedUntil } from '../../src/core/peace.ts';

const T = at('2017-09-13');

it('knows the days of a leave, first and last included, and when he is back', () => {
  const leaves = [
    { from: '2017-09-13', to: '2017-09-14' },
    { from: '2017-09-15', to: '2017-09-15', standIn: 'U1' },
  ];
  expect(leaveOn(leaves, '2017-09-12')).toBeUndefined();
  expect(leaveOn(leaves, '2017-09-15')?.standIn).toBe('U1');
  expect(leaveOn(undefined, '2017-09-15')).toBeUndefined();
  expect(iso(backFrom(leaves, { from: '2017-09-13', to: '2017-09-14' }))).toBe('2017-09-16T09:00:00+08:00');
});

it('ends a peace behind the instant and where it is no peace any more', () => {
  const time = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((m) => iso(T + m * MINUTE).slice(11, 16));
  fc.assert(
    fc.property(
      time,
      time,
      fc.integer({ min: 0, max: 3 * 24 * 60 }),
      fc.option(fc.integer({ min: 0, max: 4 * 24 * 60 })),
      (from, to, m, u) => {
        const now = T + m * MINUTE;
        const mute = { daily: { from, to }, ...(u === null ? {} : { until: T + u * MINUTE }) };
        const until = mutedUntil(mute, now);
        if (until === undefined) return;
        expect(until).toBeGreaterThan(now);
        expect(until - now).toBeLessThanOrEqual(6 * DAY);
        expect(mutedUntil(mute, until)).toBeUndefined();
      },
    ),
  );
});
