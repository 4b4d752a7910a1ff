import { afterEach, describe, expect, it } from 'vitest';
import type { Feature } from '../../src/features/define.ts';
import { features } from '../../src/features/index.ts';
import type { Planned } from '../../src/features/pushJob.ts';
import type { PushKind } from '../../src/records/push.ts';
import { cutAt } from '../support/cut.ts';
import { pushing } from '../support/fakes.ts';
import { until } from '../support/redis.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const silent: Feature[] = features.map((f) => ({ ...f, pushes: [] }));
const open = async (more: Feature[], options: WorldOptions = {}) => {
  world = await createWorld({ ...options, features: [...silent, ...more] });
};
const plan = (to: string, text: string, kind: PushKind = 'nudge', more: Partial<Planned> = {}): Planned => ({
  to,
  kind,
  content: { text },
  ...more,
});
const nine = () => world.until('2017-09-14T09:00:00+08:00');
const heard = () =>
  world.heard().map((s) => `${new Date(s.at + 8 * 3_600_000).toISOString().slice(11, 19)} ${s.to} ${s.text}`);
const states = async () =>
  (await world.pushes())
    .filter((p) => p.kind !== 'reply' && p.reason !== 'imported')
    .map((p) => `${p.to} ${p.state} ${p.reason ?? ''}`.trim());

describe('a send whose outcome nobody knows', () => {
  it.each(['nudge', 'urgent'] as const)('a %s is sent once more, not a third time', async (kind) => {
    await open([pushing('test', [plan('U18', '该走访了', kind)])], { sendTimeoutMs: 100 });
    world.simulator.hang('U18', 1, true);
    await nine();
    expect(heard()).toEqual(['09:00:00 U18 该走访了', '09:00:00 U18 该走访了']);
    expect(await states()).toEqual(['U18 sent']);
    world.simulator.hang('U18', 2, true);
    await world.until('2017-09-15T09:00:00+08:00');
    expect(heard()).toHaveLength(2);
    expect(await states()).toContain('U18 failed unknownOutcome');
  });

  it('an answer is sent once more', async () => {
    await open([], { sendTimeoutMs: 100 });
    world.simulator.hang('G2', 1, true);
    await world.say('U18', '走访 罗启明 入户 好', { room: 'G2' });
    expect(heard()).toHaveLength(2);
  });

  it.each(['policy', 'digest', 'correction'] as const)('a %s is never repeated', async (kind) => {
    await open([pushing('test', [plan('G2', '新政策', kind)])], { sendTimeoutMs: 100 });
    world.simulator.hang('G2', 1, true);
    await nine();
    expect(heard()).toEqual(['09:00:00 G2 新政策']);
    expect(await states()).toEqual(['G2 failed unknownOutcome']);
    await world.until('2017-09-14T20:00:00+08:00');
    expect(heard()).toEqual([]);
  });

  it.each([
    ['nudge', 2, 'U18 sent'],
    ['policy', 1, 'U18 failed unknownOutcome'],
  ] as const)('a %s that a crash cut off behind the send', async (kind, times, state) => {
    const job = [...silent, pushing('test', [plan('U18', '该走访了', kind)])];
    await open(job);
    const cut = cutAt(1, false, (write) => write === 'update sent');
    world.die();
    await world.start({ wrap: cut.wrap });
    void nine();
    await until(cut.isOff, 'the program is dead');
    world.die();
    await world.start({ wrap: (store) => store });
    expect(heard()).toHaveLength(times);
    expect(await states()).toEqual([state]);
  });
});

describe('a send that the channel refuses', () => {
  it('is tried again with growing pauses while others go on', async () => {
    await open([pushing('test', [plan('U18', '甲'), plan('U19', '乙')])]);
    world.simulator.refuse('U18', 3, true);
    await world.until('2017-09-14T10:00:00+08:00');
    expect(heard()).toEqual(['09:00:00 U19 乙', '09:01:12 U18 甲']);
    expect(await states()).toEqual(['U18 sent', 'U19 sent']);
  });

  it('ends in the failed list where trying again does not help', async () => {
    await open([pushing('test', [plan('U18', '甲'), plan('U19', '乙')])]);
    world.simulator.refuse('U18', 1, false);
    await world.until('2017-09-14T20:00:00+08:00');
    expect(heard()).toEqual(['09:00:00 U19 乙']);
    expect(await states()).toEqual(['U18 failed refused', 'U19 sent']);
    expect(await world.store.raw.connections.read.zrange('bf:{a:test}:failed', '0', '-1')).toEqual([
      expect.stringContaining('U18'),
    ]);
  });

  it('is given up after half an hour', async () => {
    await open([pushing('test', [plan('U18', '甲')])]);
    world.simulator.refuse('U18', 6, true);
    await world.until('2017-09-14T20:00:00+08:00');
    expect(heard()).toEqual([]);
    expect(await states()).toEqual(['U18 failed refusedAgain']);
  });

  it('is not overtaken by a later one to the same person', async () => {
    const first = pushing('first', [plan('U18', '甲', 'policy')]);
    const later = pushing('later', [plan('U18', '乙', 'policy')], { cron: '1 9 14 9 *' });
    await open([first, later]);
    world.simulator.refuse('U18', 3, true);
    await world.until('2017-09-14T10:00:00+08:00');
    expect(heard()).toEqual(['09:01:12 U18 甲', '09:01:12 U18 乙']);
  });

  it('keeps the answers of its chat in order, also over a restart', async () => {
    await open([]);
    world.simulator.refuse('G2', 2, true);
    await world.say('U18', '走访 罗启明 入户 好', { room: 'G2' });
    await world.say('U18', '我的走访', { room: 'G2' });
    world.die();
    await world.start();
    await world.say('U18', '帮助', { room: 'G2' });
    await world.say('U19', '我的走访', { room: 'G3' });
    expect(heard().map((t) => t.slice(9, 11))).toEqual(['G3']);
    await world.until('2017-09-13T10:05:00+08:00');
    const g2 = heard();
    expect(g2).toHaveLength(3);
    expect(g2[0]).toContain('已记 S15');
    expect(g2[1]).toContain('S15 罗启明');
  });
});

describe('a push that is not worth sending any more', () => {
  it('is skipped when its time is over', async () => {
    const expires = Date.parse('2017-09-14T12:00:00+08:00');
    await open([pushing('test', [plan('U18', '甲', 'nudge', { expires })])]);
    await world.simulator.login(false);
    await world.until('2017-09-14T12:00:01+08:00');
    await world.simulator.login(true);
    await world.app.wake();
    expect(heard()).toEqual([]);
    expect(await states()).toEqual(['U18 skipped expired']);
  });

  it('is skipped when the work was done meanwhile', async () => {
    let left: string | null = '还有一户';
    const items = [{ to: 'U18', kind: 'nudge', data: {} } as const];
    await open([pushing('test', items, { render: async () => left })]);
    await nine();
    left = null;
    await world.until('2017-09-15T09:00:00+08:00');
    expect(heard()).toEqual(['09:00:00 U18 还有一户']);
    expect(await states()).toEqual(['U18 sent', 'U18 skipped done']);
  });

  it('fails alone where it cannot be written or nobody knows its receiver', async () => {
    const broken = pushing('broken', [{ to: 'U18', kind: 'nudge', data: {} }], {
      render: async () => {
        throw new Error('a bug');
      },
    });
    await open([broken, pushing('test', [plan('U99', '甲'), plan('U19', '乙')])]);
    await nine();
    expect(heard()).toEqual(['09:00:00 U19 乙']);
    expect((await states()).sort()).toEqual(['U18 failed notWritten', 'U19 sent', 'U99 failed notBound']);
  });
});

describe('a long text', () => {
  const lines = Array.from(
    { length: 120 },
    (_, i) => `${i + 1}、罗启明家的情况已经看过,屋顶不漏,老人的药还有半个月的量,别的没有什么`,
  );
  const long = lines.join('\n');

  it('goes out in pieces that end with a line, paced like sends', async () => {
    await open([pushing('test', [plan('U18', long)])], {
      pace: { targetMs: 1000, pushMinMs: 3000, pushMaxMs: 5000 },
    });
    await world.until('2017-09-14T09:10:00+08:00');
    const pieces = world.heard();
    expect(pieces.length).toBeGreaterThan(2);
    for (const { text = '' } of pieces) {
      expect(text.length).toBeLessThanOrEqual(1800);
      expect(text.trimEnd().endsWith('别的没有什么')).toBe(true);
    }
    const whole = pieces.map((p) => p.text).join('');
    expect(whole.split('\n').map((l) => Number.parseInt(l, 10))).toEqual(lines.map((_, i) => i + 1));
    for (const [i, { at }] of pieces.entries())
      if (i > 0) expect(at - (pieces[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(3000);
    expect(await states()).toEqual(['U18 sent']);
  });

  it('goes on where it was refused: what is out is not repeated', async () => {
    await open([pushing('test', [plan('U18', long)])], {
      pace: { targetMs: 1000, pushMinMs: 3000, pushMaxMs: 3000 },
    });
    await world.until('2017-09-14T09:00:01+08:00');
    const [first] = world.heard();
    world.simulator.refuse('U18', 1, true);
    await world.until('2017-09-14T09:10:00+08:00');
    const rest = world.heard();
    expect(
      [first, ...rest]
        .map((p) => p?.text)
        .join('')
        .split('\n'),
    ).toHaveLength(lines.length);
  });
});
