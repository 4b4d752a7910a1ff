import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, iso } from '../../src/core/clock.ts';
import type { Feature } from '../../src/features/define.ts';
import { features } from '../../src/features/index.ts';
import type { PushJob } from '../../src/features/pushJob.ts';
import { pushing } from '../support/fakes.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const silent: Feature[] = features.map((f) => ({ ...f, pushes: [] }));
const open = async (...more: Feature[]) => {
  world = await createWorld({ features: [...silent, ...more] });
};
const daily = (name = 'daily', more: Partial<PushJob> = {}) =>
  pushing(name, [{ to: 'U18', kind: 'nudge', content: { text: name } }], more);
const heard = () => world.heard().map((s) => `${iso(s.at).slice(8, 16)} ${s.text}`);
const slots = async () =>
  (await world.pushes())
    .filter((p) => p.slot > '2017-09-13T09:30' && !p.slot.includes('T03:30')) // the nightly housekeeping is not ours
    .map((p) => `${p.slot.slice(8, 16)} ${p.state} ${p.reason ?? ''}`.trim());
const off = async (until: string) => {
  world.die();
  await world.until(until);
  await world.start();
};

describe('a slot that came while the program was off', () => {
  it('is caught up within its grace', async () => {
    await open(daily());
    await off('2017-09-14T20:00:00+08:00');
    expect(heard()).toEqual(['14T20:00 daily']);
    expect(await slots()).toEqual(['14T09:00 sent']);
  });

  it('is skipped past its grace, and the reason is kept', async () => {
    await open(daily());
    await off('2017-09-14T21:01:00+08:00');
    expect(heard()).toEqual([]);
    expect(await slots()).toEqual(['14T09:00 skipped missed']);
  });

  it('runs alone where several were missed', async () => {
    await open(daily());
    await off('2017-09-17T10:00:00+08:00');
    expect(heard()).toEqual(['17T10:00 daily']);
    expect((await slots()).sort()).toEqual([
      '14T09:00 skipped missed',
      '15T09:00 skipped missed',
      '16T09:00 skipped missed',
      '17T09:00 sent',
    ]);
  });

  it('runs once, however often the program starts', async () => {
    await open(daily());
    await off('2017-09-14T09:10:00+08:00');
    await off('2017-09-14T09:20:00+08:00');
    await off('2017-09-14T09:30:00+08:00');
    expect(heard()).toEqual(['14T09:10 daily']);
  });

  it('caught up at night, it goes out in the morning', async () => {
    await open(daily('daily', { grace: 20 * HOUR }));
    await off('2017-09-14T22:00:00+08:00');
    expect(heard()).toEqual([]);
    expect(await slots()).toEqual(['14T09:00 waiting']);
    await world.until('2017-09-15T08:00:00+08:00');
    expect(heard()).toEqual(['15T07:30 daily']);
  });

  it('that was before its push first came into the program is nobody’s', async () => {
    await open();
    world.die();
    await world.until('2017-09-14T10:00:00+08:00');
    await world.start({ features: [...silent, daily()] });
    expect(heard()).toEqual([]);
    await world.until('2017-09-15T10:00:00+08:00');
    expect(heard()).toEqual(['15T09:00 daily']);
  });
});

describe('quiet hours', () => {
  it('hold a nudge till half past seven, and let answers and what is urgent through', async () => {
    const night = { cron: '0 22 * * *' };
    const urgent = pushing('fire', [{ to: 'U19', kind: 'urgent', content: { text: 'fire' } }], night);
    await open(daily('daily', night), urgent);
    await world.until('2017-09-13T22:30:00+08:00');
    await world.say('U18', '我的走访');
    expect(heard().map((t) => t.slice(0, 13))).toEqual(['13T22:00 fire', expect.stringMatching(/^13T22:30/)]);
    await world.until('2017-09-14T07:29:00+08:00');
    expect(heard()).toEqual([]);
    await world.until('2017-09-14T07:30:00+08:00');
    expect(heard()).toEqual(['14T07:30 daily']);
  });
});

describe('several at once', () => {
  it('two wake-ups at the same moment run a slot once', async () => {
    world = await createWorld({ features: onlyPush('overdue') });
    await world.until('2017-09-19T08:59:59+08:00');
    world.heard();
    // As at every full minute: the heartbeat and the timer.
    let both: Promise<unknown> | undefined;
    world.die();
    await world.start({
      wrap: (store) => ({
        ...store,
        async commit(slot, c) {
          const first = both === undefined && c.mark.startsWith('push|');
          const outcome = await store.commit(slot, c);
          if (first) both = world.app.wake();
          return outcome;
        },
      }),
    });
    await world.until('2017-09-19T09:00:00+08:00');
    await both;
    await world.settled();
    expect(world.heard().map((s) => s.to)).toEqual(['U05']);
  });

  it('one that fails keeps no other from running, and is tried again', async () => {
    let works = false;
    const broken = pushing('broken', async () => {
      if (!works) throw new Error('a bug');
      return [{ to: 'U19', kind: 'nudge', content: { text: 'broken' } }];
    });
    await open(broken, daily());
    await world.until('2017-09-14T09:00:00+08:00');
    expect(heard()).toEqual(['14T09:00 daily']);
    works = true;
    await world.until('2017-09-14T09:05:00+08:00');
    expect(heard()).toEqual(['14T09:05 broken']);
  });
});

describe('the next thing to do', () => {
  const next = () => {
    const ms = world.app.nextWake(world.now());
    return ms === undefined ? undefined : iso(ms).slice(8, 16);
  };

  it('is the earliest slot, or what waits in the outbox', async () => {
    await open(daily(), daily('early', { cron: '30 6 * * *' }));
    await world.until('2017-09-14T04:00:00+08:00');
    expect(next()).toBe('14T06:30');
    await world.until('2017-09-14T06:30:00+08:00');
    expect(next()).toBe('14T07:30');
    await world.until('2017-09-14T07:30:00+08:00');
    expect(next()).toBe('14T09:00');
  });

  it('is no send while the account is logged out', async () => {
    await open(daily());
    await world.simulator.login(false);
    await world.until('2017-09-14T09:00:00+08:00');
    expect(next()).toMatch(/^15T/);
    await world.simulator.login(true);
    expect(next()).toBe('14T09:00');
  });

  it('the housekeeping of the night where nothing else is planned', async () => {
    await open();
    expect(next()).toBe('14T03:30');
  });

  it('and a housekeeping that a long stop has missed leaves no record of a send', async () => {
    await open();
    world.die();
    await world.until('2017-09-20T10:00:00+08:00');
    await world.start();
    expect((await world.pushes()).filter((p) => p.reason === 'missed')).toEqual([]);
  });

  it('is not at once again where the store is away', async () => {
    await open(daily());
    world.die();
    const away = async () => {
      throw new Error('away');
    };
    await world.start({
      wrap: (store) => ({ ...store, home: { ...store.home, update: away } }),
    });
    await world.until('2017-09-14T09:00:00+08:00');
    const now = world.now();
    expect(world.app.nextWake(now)).toBeGreaterThanOrEqual(now + 1000);
  });
});
