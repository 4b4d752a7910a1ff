import { afterEach, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

/** The sorted sets that a message reads. */
async function setsReadBy(act: () => Promise<void>): Promise<string[]> {
  const sets: string[] = [];
  const watched = (store: Store): Store => ({
    ...store,
    read: {
      ...store.read,
      range: (villageId, set, span) => {
        sets.push(set);
        return store.read.range(villageId, set, span);
      },
    },
  });
  world.die();
  await world.start({ wrap: watched });
  await act();
  return sets;
}

it('one household’s card opens its own problems, not all that its village ever had', async () => {
  world = await createWorld();
  await world.say('U18', '问题 罗启明 屋顶漏雨 月底前');
  await world.say('U19', '问题 覃秀英 水管断了 月底前');
  world.heard();
  const sets = await setsReadBy(() => world.say('U18', '一口清 罗启明'));
  expect(world.heard().at(-1)?.text).toContain('屋顶漏雨');
  expect(sets).toContain('household:H01:problems');
  expect(sets).not.toContain('problems');
});

it('a handover reads what its helper owes, not all that his villages ever had', async () => {
  world = await createWorld();
  await world.say('U18', '问题 罗启明 屋顶漏雨 月底前 责任人冯立群');
  await world.say('H01', '意见 路灯不亮');
  const sets = await setsReadBy(async () => {
    await world.say('U03', '交接 罗启明 → 韦小兰');
    world.heard();
    await world.say('U03', '确认');
  });
  const told = world.heard().map((s) => s.text ?? '');
  expect(told.join('\n')).toContain('没办完的事2件');
  expect(sets).not.toContain('problems');
  expect(sets).not.toContain('requests');
});
