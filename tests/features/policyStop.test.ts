import { afterEach, expect, it } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

it('stops a push that is withdrawn while it goes out: who has it not yet does not get it', async () => {
  world = await createWorld();
  await world.until('2017-09-20T09:30:00+08:00');
  await world.say('U03', '推送 P07 枫树湾 明天上午9点');
  await world.say('U03', '确认');
  world.simulator.refuse('H02', 1, true);
  await world.until('2017-09-21T09:00:00+08:00');
  const state = async (to: string) =>
    (await world.pushes()).find((p) => p.kind === 'policy' && p.to === to && p.slot?.includes('09-21'));
  expect((await state('H01'))?.state).toBe('sent');
  expect((await state('H02'))?.state).toBe('waiting');
  await world.say('U03', '撤回 P07 日子要改');
  await world.say('U03', '确认');
  await world.until('2017-09-21T12:00:00+08:00');
  expect(await state('H02')).toMatchObject({ state: 'skipped', reason: 'withdrawn' });
});
