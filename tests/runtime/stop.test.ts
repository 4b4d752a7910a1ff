import { afterEach, expect, it } from 'vitest';
import { STOP_MS } from '../../src/app.ts';
import { CALM, isWary } from '../../src/core/caution.ts';
import { pushing } from '../support/fakes.ts';
import { until } from '../support/redis.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

let world: World | undefined;
afterEach(() => world?.close());

const states = async (w: World) =>
  (await w.pushes()).filter((p) => p.reason !== 'imported').map((p) => `${p.to} ${p.state}`);

it('a stop while a send never comes back ends in time; what was not begun goes out after the next start', {
  timeout: 60_000,
}, async () => {
  const w = await createWorld({ features: onlyPush('none'), live: true });
  w.simulator.hang('G2', 1);
  await w.simulator.say({ from: 'U18', room: 'G2', text: '走访 罗启明 入户 好' });
  await until(async () => (await states(w)).includes('G2 sending'), 'the send hangs');
  await w.simulator.say({ from: 'U19', text: '我的走访' });
  await until(async () => (await states(w)).includes('U19 waiting'), 'another waits behind it');
  const begun = performance.now();
  await w.app.stop();
  expect(performance.now() - begun).toBeLessThan(STOP_MS + 1000);
  expect((await states(w)).sort()).toEqual(['G2 sending', 'U19 waiting']);
  w.die();
  await w.start();
  await until(async () => (await states(w)).every((s) => s.endsWith('sent')), 'both are sent');
  w.die();
});

it('the minute of the sends survives a crash: a crash loop does not burst', async () => {
  world = await createWorld({ features: onlyPush('none'), pace: { perMinute: 2 } });
  for (let i = 0; i < 6; i++) {
    await world.say('U18', '我的走访');
    world.die();
    await world.start({ features: onlyPush('none') });
  }
  expect(world.heard()).toHaveLength(2);
  await world.until('2017-09-13T10:01:00+08:00');
  expect(world.heard()).toHaveLength(2);
  await world.until('2017-09-13T10:05:00+08:00');
  expect(world.heard()).toHaveLength(2);
});

it('refused in a row by several: pushes stop by themselves, answers go on, and after a restart too; then it comes back', async () => {
  const outbound = ['U18', 'U19', 'U20', 'U21', 'U22'].map((to) => ({
    to,
    kind: 'nudge' as const,
    content: { text: `给${to}` },
  }));
  const features = [...onlyPush('none'), pushing('test', outbound)];
  world = await createWorld({ features });
  for (const { to } of outbound) world.simulator.refuse(to, 1, true);
  await world.until('2017-09-14T09:00:00+08:00');
  expect(world.heard()).toEqual([]);
  expect(world.app.status().caution).toMatchObject({ refused: 5, pauseMs: 30 * 60_000 });
  await world.say('U03', '我的走访');
  expect(world.heard().map((s) => s.to)).toEqual(['U03']);
  world.die();
  await world.start({ features });
  await world.until('2017-09-14T09:29:00+08:00');
  expect(world.heard()).toEqual([]);
  await world.until('2017-09-14T09:31:00+08:00');
  expect(
    world
      .heard()
      .map((s) => s.to)
      .sort(),
  ).toEqual(outbound.map((o) => o.to));
  const wary = () => isWary(world?.app.status().caution ?? CALM, world?.now() ?? 0);
  expect(wary()).toBe(true);
  await world.until('2017-09-14T11:00:00+08:00');
  expect(wary()).toBe(false);
});
