import { describe, expect, it } from 'vitest';
import { at } from '../../src/core/clock.ts';
import { nextSend, type Pace, type Sendable } from '../../src/core/pace.ts';
import { nothingSent } from '../support/sent.ts';

const PACE: Pace = {
  targetMs: 0,
  pushMinMs: 0,
  pushMaxMs: 0,
  perMinute: 0,
  pushesPerDay: 0,
  quietFrom: '21:00',
  quietTo: '07:30',
};
const MORNING = at('2017-09-13', '09:00');
const nothing = nothingSent(0);
const nudge = (to: string, due = MORNING): Sendable => ({ to, kind: 'nudge', due, order: 0 });

describe('pushes to one person', () => {
  const first = { ...nudge('U18', MORNING + 10_000), attempts: 1 };
  const second = nudge('U18');
  const next = (...items: Sendable[]) => nextSend(items, nothing, PACE, MORNING);

  it('a later one does not overtake one that was refused and comes again', () => {
    expect(next(first, second)).toEqual({ item: first, at: first.due });
  });

  it('what is urgent, and what goes to others, does not wait for it', () => {
    const urgent = { ...second, kind: 'urgent' };
    const other = nudge('U19');
    expect(next(first, urgent)?.item).toBe(urgent);
    expect(next(first, other)?.item).toBe(other);
  });

  it('one that is held on purpose, or was never tried, keeps no other back', () => {
    expect(next({ ...first, reason: 'onLeave' }, second)?.item).toBe(second);
    expect(next({ ...first, attempts: 0 }, second)?.item).toBe(second);
  });
});
