import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, iso } from '../../src/core/clock.ts';
import { begin, nextStep, parseLadder, stepBy, stepsOf } from '../../src/core/ladder.ts';

const LADDER = parseLadder('T-3, T-1, T0 09:00, T+1 cc deputy, T+3 cc leader');
const asked = at('2017-09-13', '17:00');
const times = (text: string, due: string | null, usual?: string) =>
  stepsOf(parseLadder(text), { asked, due, usual: () => usual }).map((s) => iso(s.at).slice(5, 16));

describe('a ladder', () => {
  it('is read as it is written', () => {
    expect(LADDER).toEqual([
      { from: 'due', days: -3 },
      { from: 'due', days: -1 },
      { from: 'due', days: 0, time: '09:00' },
      { from: 'due', days: 1, cc: 'deputy' },
      { from: 'due', days: 3, cc: 'leader' },
    ]);
  });

  it.each(['T-3d', 'X+1', 'T+1 cc boss', 'T 9:00'])('says which rung it cannot read: %s', (text) => {
    expect(() => parseLadder(`T-1, ${text}`)).toThrow(text);
  });

  it('stands at nine in the morning, or at the very time', () => {
    expect(times('T-3, T0 09:00', '2017-09-20')).toEqual(['09-17T09:00', '09-20T09:00']);
    expect(times('T, T-1h', '2017-09-15T15:00:00+08:00')).toEqual(['09-15T14:00', '09-15T15:00']);
    expect(times('A+3, A+6 cc up', null)).toEqual(['09-16T09:00', '09-19T09:00']);
    expect(times('T-3, A+3', null)).toEqual(['09-16T09:00']);
  });

  it('moves to the evening where that is the usual hour (D30)', () => {
    expect(times('T-1, T0 09:00', '2017-09-20', '19:30')).toEqual(['09-19T19:30', '09-20T09:00']);
  });

  it('goes to those above only when a holiday is over; an ordinary weekend and one’s own day stay', () => {
    expect(times('T0 09:00, T+1 cc deputy', '2017-09-30')).toEqual(['09-30T09:00', '10-09T09:00']);
    expect(times('T0 09:00', '2017-10-03')).toEqual(['10-03T09:00']);
    expect(times('T+1 cc deputy', '2017-09-15')).toEqual(['09-16T09:00']);
    expect(times('T+1 cc deputy', '2099-09-30')).toEqual(['10-01T09:00']);
  });

  it('takes up no step that was due before it began', () => {
    expect(begin(LADDER, { asked, due: '2017-09-14' }, asked)).toEqual({
      step: 2,
      nextStepAt: at('2017-09-14', '09:00'),
    });
    expect(begin(LADDER, { asked, due: '2017-09-01' }, asked)).toEqual({ step: 5, nextStepAt: undefined });
  });

  it('has its next step always ahead of the instant by which the others were taken', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 60 * 24 }), (days, hours) => {
        const due = iso(asked + days * 86_400_000).slice(0, 10);
        const now = asked + hours * 3600_000;
        const steps = stepsOf(LADDER, { asked, due });
        const taken = stepBy(steps, now);
        const next = nextStep(steps, taken);
        expect(next === undefined || next > now).toBe(true);
        expect(steps.slice(0, taken).every((s) => s.at <= now)).toBe(true);
      }),
    );
  });
});
