import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, dayOf, HOUR, MINUTE, timeOf } from '../../src/core/clock.ts';
import {
  afterQuiet,
  afterSend,
  earliest,
  nextSend,
  type Pace,
  type Sendable,
  type Sent,
} from '../../src/core/pace.ts';
import { nothingSent } from '../support/sent.ts';

const PACE: Pace = {
  targetMs: 1000,
  pushMinMs: 3000,
  pushMaxMs: 5000,
  perMinute: 40,
  pushesPerDay: 500,
  quietFrom: '21:00',
  quietTo: '07:30',
};
const MORNING = at('2017-09-13', '09:00');

const nothing = nothingSent(4000);
const reply = (to: string, due = MORNING): Sendable => ({ to, kind: 'reply', due, order: 0 });
const nudge = (to: string, due = MORNING): Sendable => ({ to, kind: 'nudge', due, order: 0 });

describe('quiet hours', () => {
  it.each([
    ['2017-09-13 20:59', '2017-09-13 20:59'],
    ['2017-09-13 21:00', '2017-09-14 07:30'],
    ['2017-09-13 23:59', '2017-09-14 07:30'],
    ['2017-09-14 00:00', '2017-09-14 07:30'],
    ['2017-09-14 07:29', '2017-09-14 07:30'],
    ['2017-09-14 07:30', '2017-09-14 07:30'],
    ['2017-12-31 22:00', '2018-01-01 07:30'],
  ])('%s → %s', (from, to) => {
    const instant = (s: string) => at(s.slice(0, 10), s.slice(11));
    expect(afterQuiet(instant(from), PACE)).toBe(instant(to));
  });

  it('may lie within one day, and be none', () => {
    const noon = { quietFrom: '12:00', quietTo: '14:00' };
    expect(afterQuiet(at('2017-09-13', '13:00'), noon)).toBe(at('2017-09-13', '14:00'));
    expect(afterQuiet(at('2017-09-13', '15:00'), noon)).toBe(at('2017-09-13', '15:00'));
    const none = { quietFrom: '00:00', quietTo: '00:00' };
    expect(afterQuiet(at('2017-09-13', '03:00'), none)).toBe(at('2017-09-13', '03:00'));
  });
});

describe('the earliest instant of one send', () => {
  const busy = Array.from({ length: 40 }, (_, i) => MORNING - 30_000 + i * 500);
  const night = at('2017-09-13', '22:00');
  const rows: [string, Sendable, Partial<Sent>, number, number][] = [
    ['a reply goes at once', reply('G2'), {}, MORNING, MORNING],
    ['not before it is due', reply('G2', MORNING + 5), {}, MORNING, MORNING + 5],
    [
      'a second after another to the same chat',
      reply('G2'),
      { lastTo: new Map([['G2', MORNING - 300]]) },
      MORNING,
      MORNING + 700,
    ],
    ['not kept by another chat', reply('G2'), { lastTo: new Map([['G3', MORNING]]) }, MORNING, MORNING],
    ['not kept by a push', reply('G2'), { lastPush: MORNING }, MORNING, MORNING],
    ['not kept by the night', reply('G2'), {}, night, night],
    ['kept by 40 sends in a minute', reply('G2'), { recent: busy }, MORNING, MORNING + 30_000],
    ['a push waits for the pause', nudge('U18'), { lastPush: MORNING - 1000 }, MORNING, MORNING + 3000],
    ['a push waits for the morning', nudge('U18'), {}, night, at('2017-09-14', '07:30')],
    ['an urgent one does not', { ...nudge('U18'), kind: 'urgent' }, {}, night, night],
    [
      '501st of a day: the next morning',
      nudge('U18'),
      { pushesToday: 500 },
      MORNING,
      at('2017-09-14', '07:30'),
    ],
    ['a reply is not counted', reply('U18'), { pushesToday: 500 }, MORNING, MORNING],
  ];
  it.each(rows)('%s', (_, item, sent, now, wanted) => {
    expect(earliest(item, { ...nothing, ...sent }, PACE, now)).toBe(wanted);
  });
});

describe('what is sent next', () => {
  it('nothing, when nothing waits', () => expect(nextSend([], nothing, PACE, MORNING)).toBeUndefined());

  it('a reply before a push that could go at the same time, an urgent one before both', () => {
    const items = [nudge('U18'), reply('G2'), { ...nudge('U04'), kind: 'urgent' }];
    expect(nextSend(items, nothing, PACE, MORNING)?.item).toBe(items[2]);
    expect(nextSend(items.slice(0, 2), nothing, PACE, MORNING)?.item).toBe(items[1]);
  });

  it('a chat in the order in which it was answered, also where a retry has to wait', () => {
    const items = [reply('G2', MORNING + 10_000), reply('G2'), reply('G3')];
    expect(nextSend(items, nothing, PACE, MORNING)?.item).toBe(items[2]);
    expect(nextSend(items.slice(0, 2), nothing, PACE, MORNING)).toEqual({
      item: items[0],
      at: MORNING + 10_000,
    });
  });
});

interface Logged extends Sendable {
  id: number;
  at: number;
}

/** Items come in at their due time; what `nextSend` gives is sent at the instant it gives, until nothing is left. */
function run(
  arrivals: readonly Sendable[],
  pace: Pace,
  draw: () => number,
): { log: Logged[]; waits: Waiting[] } {
  const coming = arrivals.map((item, id) => ({ ...item, id })).sort((a, b) => a.due - b.due || a.id - b.id);
  const present: (Sendable & { id: number })[] = [];
  const log: Logged[] = [];
  const waits: Waiting[] = [];
  let now = coming[0]?.due ?? 0;
  let sent: Sent = { ...nothing, pushGap: pace.pushMinMs, day: dayOf(now) };
  for (;;) {
    if (sent.day !== dayOf(now)) sent = { ...sent, day: dayOf(now), pushesToday: 0 };
    const next = nextSend(present, sent, pace, now);
    const arrival = coming[0];
    if (arrival && (!next || arrival.due <= next.at)) {
      now = Math.max(now, arrival.due);
      present.push(arrival);
      coming.shift();
      continue;
    }
    if (!next) return { log, waits };
    if (next.at > now) {
      now = next.at; // the program sleeps until then, and asks again: the day may have changed
      continue;
    }
    waits.push({ at: now, present: present.filter((p) => p !== next.item) });
    log.push({ ...next.item, at: now });
    present.splice(present.indexOf(next.item), 1);
    sent = afterSend(sent, next.item, now, pace.pushMinMs + draw() * (pace.pushMaxMs - pace.pushMinMs));
  }
}

interface Waiting {
  at: number;
  present: Sendable[];
}

function check(arrivals: readonly Sendable[], pace: Pace, { log, waits }: ReturnType<typeof run>): void {
  expect(log).toHaveLength(arrivals.length);
  const pushes = log.filter((s) => s.kind !== 'reply');
  const lastTo = new Map<string, number>();
  const day = new Map<string, number>();
  for (const [i, s] of log.entries()) {
    expect(s.at).toBeGreaterThanOrEqual(Math.max(s.due, log[i - 1]?.at ?? 0));
    expect(s.at - (lastTo.get(s.to) ?? -Infinity)).toBeGreaterThanOrEqual(pace.targetMs);
    const minute = log.slice(Math.max(0, i - pace.perMinute), i + 1);
    if (minute.length > pace.perMinute) expect(s.at - (minute[0]?.at ?? 0)).toBeGreaterThanOrEqual(MINUTE);
    const free = s.kind === 'reply' || s.kind === 'urgent';
    if (!free) {
      expect(timeOf(s.at) >= pace.quietTo && timeOf(s.at) < pace.quietFrom, timeOf(s.at)).toBe(true);
      day.set(dayOf(s.at), (day.get(dayOf(s.at)) ?? 0) + 1);
    }
    if (s.kind !== 'reply') {
      // A push goes only where every reply that waits is kept back by its own chat.
      for (const r of waits[i]?.present.filter((p) => p.kind === 'reply' && p.due <= s.at) ?? []) {
        if (s.kind !== 'urgent') expect(s.at - (lastTo.get(r.to) ?? -Infinity)).toBeLessThan(pace.targetMs);
      }
    }
    lastTo.set(s.to, s.at);
  }
  for (const [i, p] of pushes.entries()) {
    if (i > 0) expect(p.at - (pushes[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(pace.pushMinMs);
  }
  for (const n of day.values()) expect(n).toBeLessThanOrEqual(pace.pushesPerDay);
  for (const to of new Set(log.map((s) => s.to))) {
    const chat = log.filter((s) => s.to === to && s.kind === 'reply');
    expect(chat.map((s) => s.id)).toEqual(
      [...chat].sort((a, b) => a.due - b.due || a.id - b.id).map((s) => s.id),
    );
  }
}

const item = (span: number) =>
  fc.record({
    to: fc.constantFrom('G2', 'G3', 'U18', 'U19', 'H01'),
    kind: fc.constantFrom('reply', 'reply', 'nudge', 'digest', 'policy', 'urgent'),
    due: fc.integer({ min: 0, max: span }).map((ms) => MORNING + ms),
    order: fc.nat(5),
  });

describe('a long run keeps every rule', () => {
  it.each([
    ['a rush within a minute', MINUTE],
    ['an evening', 14 * HOUR],
    ['three days', 72 * HOUR],
  ])('%s', (_, span) => {
    fc.assert(
      fc.property(
        fc.array(item(span), { maxLength: 120 }),
        fc.record({
          perMinute: fc.integer({ min: 2, max: 40 }),
          pushesPerDay: fc.integer({ min: 40, max: 60 }),
        }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
        (arrivals, limits, chance) => {
          const pace = { ...PACE, ...limits };
          check(
            arrivals,
            pace,
            run(arrivals, pace, () => chance.next().value ?? 0),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('600 pushes of one morning take two days, 500 a day', () => {
    const arrivals = Array.from({ length: 600 }, (_, i) => ({ ...nudge(`U${i}`), order: i }));
    const result = run(arrivals, PACE, () => 0.5);
    check(arrivals, PACE, result);
    const days = result.log.map((s) => dayOf(s.at));
    expect(['2017-09-13', '2017-09-14'].map((d) => days.filter((x) => x === d).length)).toEqual([500, 100]);
    expect(timeOf(result.log[500]?.at ?? 0)).toBe('07:30');
  });
});
