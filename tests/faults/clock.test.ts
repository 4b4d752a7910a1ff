import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWorld, onlyPush, type World } from '../support/world.ts';

/** A Saturday on which households of three villages fall due at nine. */
const DAY = '2017-09-16';
const at = (time: string) => `${DAY}T${time}:00+08:00`;

let world: World;
beforeEach(async () => {
  world = await createWorld({ features: onlyPush('overdue') });
  await world.until(at('08:30'));
  world.heard();
});
afterEach(() => world.close());

const told = () =>
  world
    .heard()
    .map((s) => s.to)
    .sort();

it('the clock jumps an hour forward over nine: the morning goes out once, and is not lost', async () => {
  await world.jump(at('09:30'));
  const first = told();
  expect(first.length).toBeGreaterThan(0);
  expect(new Set(first).size).toBe(first.length);
  await world.until(at('12:00'));
  expect(told()).toEqual([]);
});

it('it jumps back behind a morning that was sent: nobody is told twice', async () => {
  await world.until(at('09:30'));
  const first = told();
  expect(first.length).toBeGreaterThan(0);
  await world.jump(at('08:30'));
  expect(told()).toEqual([]);
  await world.until(at('09:30'));
  await world.until(at('12:00'));
  expect(told()).toEqual([]);
});

it('what is said while the clock is wrong is kept, numbered on and can be taken back', async () => {
  await world.jump(at('09:30'));
  await world.say('U18', '走访 罗启明 入户 早了说的', { room: 'G2', id: 'm1' });
  await world.jump(at('08:30'));
  await world.say('U18', '走访 罗启明 电话 回拨后说的', { room: 'G2', id: 'm2' });
  const visits = (await world.visits()).filter((v) => v.summary.includes('说的'));
  expect(visits.map((v) => v.summary)).toEqual(['早了说的', '回拨后说的']);
  await world.say('U18', '撤回', { room: 'G2' });
  const left = (await world.visits()).filter((v) => v.summary.includes('说的') && v.status === 'active');
  expect(left.map((v) => v.summary)).toEqual(['早了说的']);
});

it('an open question survives the jump back, and an answer to it counts', async () => {
  await world.say('U18', '走访 罗启明', { room: 'G2' });
  await world.jump(at('07:30'));
  const asked = world.heard().at(-1)?.text;
  await world.say('U18', '入户', { room: 'G2' });
  const next = world.heard().at(-1)?.text;
  expect(next).toBeDefined();
  expect(next).not.toBe(asked);
  expect([...world.store.home.dialogs().values()].map((d) => d.owner)).toEqual(['U18']);
});
