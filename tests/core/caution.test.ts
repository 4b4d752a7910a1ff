import fc from 'fast-check';
import { expect, it } from 'vitest';
import { afterAccepted, afterRefusal, CALM, type Caution, isWary, slowness } from '../../src/core/caution.ts';
import { HOUR, MINUTE } from '../../src/core/clock.ts';

const refuse = (n: number, to = (i: number) => `U${i % 3}`, from: Caution = CALM, at = 0) =>
  Array.from({ length: n }).reduce<Caution>((c, _, i) => afterRefusal(c, to(i), at), from);

it('one receiver who refuses is no sign of a ban', () => {
  const c = refuse(20, () => 'G2');
  expect(slowness(c, 0)).toBe(1);
  expect(isWary(c, 0)).toBe(false);
});

it('three refusals in a row slow it down, five stop the pushes for half an hour', () => {
  expect(slowness(refuse(2), 0)).toBe(1);
  expect(slowness(refuse(3), 0)).toBe(4);
  expect(refuse(4).heldUntil).toBe(0);
  expect(refuse(5).heldUntil).toBe(30 * MINUTE);
  expect(isWary(refuse(5), 0)).toBe(true);
});

it('one that goes out ends the row', () => {
  expect(refuse(2, undefined, afterAccepted(refuse(2), 1))).toMatchObject({ refused: 2, heldUntil: 0 });
});

it('after a pause the first refusal doubles it, up to six hours; an hour of sends ends it', () => {
  let c = refuse(5);
  const pauses: number[] = [];
  for (let i = 0; i < 5; i++) {
    c = afterRefusal(c, 'U1', c.heldUntil + 1);
    pauses.push(c.pauseMs / HOUR);
  }
  expect(pauses).toEqual([1, 2, 4, 6, 6]);
  const trial = c.heldUntil + MINUTE;
  c = afterAccepted(c, trial);
  expect(isWary(c, trial)).toBe(true);
  expect(slowness(c, trial)).toBe(4);
  expect(afterAccepted(c, c.slowUntil)).toBe(CALM);
});

it('a hold is never shortened by what happens in it, and never longer than six hours from now', () => {
  const step = fc.record({ ok: fc.boolean(), to: fc.constantFrom('a', 'b'), wait: fc.nat(2 * HOUR) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = 0;
      let c: Caution = CALM;
      for (const { ok, to, wait } of steps) {
        now += wait;
        const next = ok ? afterAccepted(c, now) : afterRefusal(c, to, now);
        if (now < c.heldUntil) expect(next.heldUntil).toBeGreaterThanOrEqual(c.heldUntil);
        expect(next.heldUntil - now).toBeLessThanOrEqual(6 * HOUR);
        c = next;
      }
    }),
  );
});
