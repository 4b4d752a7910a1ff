import { afterEach, beforeEach, expect, it } from 'vitest';
import { change } from '../../src/records/change.ts';
import { householdKind } from '../../src/records/household.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const to = (who: string) => world.heard().filter((s) => s.to === who && s.text !== undefined);
const day = (d: string, time = '10:00') => `2017-09-${d}T${time}:00+08:00`;

it('tells a person of all that is his in one message a morning, visits and tasks together', async () => {
  await world.say('U03', '提醒 冯立群 9月17日前 交药费单');
  world.heard();
  await world.until(day('14', '12:00'));
  const mine = to('U18');
  expect(mine).toHaveLength(1);
  expect(mine[0]?.text).toContain('罗启明');
  expect(mine[0]?.text).toContain('交药费单');
  const merged = (await world.pushes()).filter((p) => p.to === 'U18' && p.reason === 'merged');
  expect(merged.map((p) => [p.state, typeof p.into])).toEqual([['skipped', 'string']]);
  await world.say('U18', '发送记录');
  expect(to('U18')[0]?.text).toContain('和别的事并成一条发了');
});

it('sends what is his to the one who stands in, with whose it is, and tells why', async () => {
  await world.say('U18', '请假 9月14日到16日 谭振宇代');
  await world.say('U03', '提醒 冯立群 9月17日前 交药费单');
  world.heard();
  await world.until(day('14', '12:00'));
  const heard = world.heard();
  expect(heard.filter((s) => s.to === 'U18')).toEqual([]);
  const other = heard.filter((s) => s.to === 'U08').map((s) => s.text);
  expect(other).toHaveLength(1);
  expect(other[0]).toContain('冯立群请假');
  expect(other[0]).toContain('交药费单');
  await world.say('U03', '为什么没发 T7');
  expect(to('U03')[0]?.text).toContain('转给了代办的人');
});

it('keeps what waits for somebody away until he is back, in one message, also over a restart', async () => {
  await world.say('U18', '请假 9月14日到16日');
  await world.say('U03', '提醒 冯立群 9月17日前 交药费单');
  world.heard();
  await world.until(day('15'));
  world.die();
  await world.start();
  await world.until(day('16', '23:00'));
  expect(to('U18')).toEqual([]);
  await world.until(day('17', '12:00'));
  const mine = to('U18');
  // One for all that waited; the list of the day's walk comes by itself.
  expect(mine.filter((m) => m.text?.includes('T7'))).toHaveLength(1);
  expect(mine[0]?.text).toContain('罗启明');
  expect(mine[0]?.text).toContain('今天到期');
});

it('comes at once when somebody is back before his time', async () => {
  await world.say('U18', '请假 9月14日到20日');
  await world.until(day('14', '12:00'));
  await world.say('U03', '为什么没发 T5');
  world.heard();
  await world.say('U18', '销假');
  const texts = to('U18').map((s) => s.text);
  expect(texts).toHaveLength(2);
  expect(texts.join()).toContain('罗启明');
});

it('holds what falls into his peace and sends it afterwards', async () => {
  await world.say('U18', '免打扰 早上8点到上午10点半');
  world.heard();
  await world.until(day('14', '10:29'));
  expect(to('U18')).toEqual([]);
  const held = (await world.pushes()).filter((p) => p.to === 'U18' && p.state === 'waiting');
  expect(held.map((p) => p.reason)).toEqual(['mute']);
  await world.until(day('14', '10:31'));
  expect(to('U18')).toHaveLength(1);
});

it('plans nothing for a house in mourning, and says why', async () => {
  const read = world.store.read;
  const before = await read.get(householdKind, 'H01', 'V01');
  if (!before) throw new Error('no H01');
  const after = { ...before, bereavedSince: '2017-09-13' };
  const mourning = change({ kind: householdKind, before, after, action: 'household.bereaved', actor: 'U03' });
  await world.store.commit(world.store.slotOf(mourning), {
    mark: 'm',
    now: world.now(),
    changes: [mourning],
  });
  await world.until(day('17', '12:00'));
  const texts = world
    .heard()
    .flatMap((s) => (s.text?.includes('过了走访时间') || s.text?.includes('该走了') ? [s.text] : []));
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.join()).not.toContain('罗启明');
  const skipped = (await world.pushes()).filter((p) => p.reason === 'bereaved');
  expect(skipped.some((p) => p.to === 'U18' && p.state === 'skipped')).toBe(true);
});

it('speaks of a house again when its mourning is over, without anybody’s word', async () => {
  const read = world.store.read;
  const before = await read.get(householdKind, 'H01', 'V01');
  if (!before) throw new Error('no H01');
  // 七七 of the first of August ends on the 19th of September.
  const after = { ...before, bereavedSince: '2017-08-01' };
  const mourning = change({ kind: householdKind, before, after, action: 'household.bereaved', actor: 'U03' });
  await world.store.commit(world.store.slotOf(mourning), {
    mark: 'm7',
    now: world.now(),
    changes: [mourning],
  });
  const named = () =>
    world.sent.filter((s) =>
      /罗启明(.|\n)*(该走了|走访时间)|(该走了|走访时间)(.|\n)*罗启明/.test(s.text ?? ''),
    );
  await world.until(day('19', '08:59'));
  expect(named()).toEqual([]);
  await world.until(day('23', '12:00'));
  expect(named().length).toBeGreaterThan(0);
});

it('plans no more than three messages a day to one person; the fourth comes the next morning', async () => {
  for (const hour of ['11', '12', '13', '14', '15'])
    await world.say('U03', `任务 苗青云 9月20日 交第${hour}张表`);
  for (const [i, hour] of ['11', '12', '13', '14', '15'].entries())
    await world.say('U03', `催办 T${7 + i} 提前6天${hour}:00`);
  world.heard();
  await world.until(day('14', '23:00'));
  expect(to('U19')).toHaveLength(3);
  const held = (await world.pushes()).filter((p) => p.to === 'U19' && p.reason === 'cap');
  expect(held.every((p) => p.state === 'waiting')).toBe(true);
  expect(held.length).toBeGreaterThan(0);
  await world.until(day('15', '12:00'));
  expect(to('U19')).toHaveLength(1);
});

it('lets a circle of two bots end after a few rounds, and not a person who talks on', async () => {
  for (let i = 0; i < 20; i++) await world.say('U20', `[自动回复]您好,我正在开会,${i}分钟后回复`);
  expect(to('U20').length).toBeLessThan(8);
  for (let i = 0; i < 20; i++)
    await world.say('X9', `您好,我是小秘书${i},请问有什么可以帮您`, { room: 'G3' });
  expect(world.heard().length).toBeLessThan(8);
  await world.say('U20', '我的户');
  expect(to('U20')).toHaveLength(1);
  for (let i = 1; i < 12; i++) await world.say('U18', `走访 罗启明 9月${i}日 电话 都好`);
  expect(to('U18').length).toBeGreaterThanOrEqual(11);
});
