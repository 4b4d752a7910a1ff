import { afterEach, expect, it } from 'vitest';
import { envelope } from '../../scripts/sample/records.ts';
import { iso } from '../../src/core/clock.ts';
import { change } from '../../src/records/change.ts';
import { flowBookKind, standingIn } from '../../src/records/flowBook.ts';
import { assignmentKind } from '../../src/records/household.ts';
import { createWorld, onlyPush, WEDNESDAY, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const TUESDAY = '2017-09-19T08:00:00+08:00';
const audit = { action: 'test', actor: 'U03' };
const put = (mark: string, ...changes: ReturnType<typeof change>[]) =>
  world.store.commit('{v:V01}', { mark, now: WEDNESDAY, changes });
const said = (to: string) =>
  world
    .heard()
    .filter((s) => s.to === to)
    .map((s) => s.text?.normalize('NFKC') ?? '')
    .join('\n');

/** What a reader and a room were sent since the last look. */
function both(reader: string, room: string): [string, string] {
  const all = world.heard();
  const of = (to: string) =>
    all
      .filter((s) => s.to === to)
      .map((s) => s.text?.normalize('NFKC') ?? '')
      .join('\n');
  return [of(reader), of(room)];
}

it('names the households that nobody helps, in private only, with words that then help', async () => {
  world = await createWorld({ features: onlyPush('villageDigest') });
  const own = [...world.store.read.directory.assignments('V01')].filter((a) => a.householdId === 'H01');
  const before = own.find((a) => a.primary && !a.end);
  if (!before) throw new Error('nobody helps H01');
  await put(
    'end',
    change({ kind: assignmentKind, before, after: { ...before, end: '2017-09-12' }, ...audit }),
  );
  await world.until(TUESDAY);
  const [reader, room] = both('U04', 'G2');
  expect(reader).toContain('没有帮扶人1户:罗启明。定人回:交接 H01 → 姓名');
  expect(reader.length).toBeLessThan(600);
  expect(room).toContain('枫树湾村周报');
  expect(room).not.toContain('没有帮扶人');
  await world.say('U03', '交接 H01 → 谭振宇');
  await world.say('U03', '确认');
  expect(world.store.read.directory.household('H01')?.helperId).toBeDefined();
});

it('says that nobody is helped where a rate of other days is asked of such a village', async () => {
  world = await createWorld();
  const open = [...world.store.read.directory.assignments('V01')].filter((a) => !a.end);
  const ended = open.map((before) =>
    change({ kind: assignmentKind, before, after: { ...before, end: '2017-09-12' }, ...audit }),
  );
  await put('end', ...ended);
  await world.say('U04', '走访率 8月');
  const text = said('U04');
  expect(text).toContain('枫树湾村(2017年8月1日—8月31日):名册上还没有有帮扶人的户');
  expect(text).not.toContain('NaN');
});

it.each([
  [-2, '多2人'],
  [1, '少1人'],
])('says where the books do not balance: %i', async (by, words) => {
  world = await createWorld({ features: onlyPush('villageDigest') });
  const { households, persons } = standingIn('V01', world.store.read.directory);
  const book = { ...envelope('2017-09', iso(WEDNESDAY)), villageId: 'V01', month: '2017-09' };
  const opening = { ...book, households, persons: persons + by };
  await put('book', change({ kind: flowBookKind, after: opening, ...audit }));
  await world.until(TUESDAY);
  const [reader, room] = both('U04', 'G2');
  expect(reader).toContain(`枫树湾村9月人口账不平,${words}。看账回:进出 枫树湾 9月`);
  expect(room).not.toContain('人口账');
  await world.say('U04', '进出 枫树湾 9月');
  expect(said('U04')).toContain(`${persons + by}人`);
});

it('says nothing of books that balance or that nobody opened', async () => {
  world = await createWorld({ features: onlyPush('villageDigest') });
  await world.until(TUESDAY);
  expect(both('U04', 'G2').join()).not.toMatch(/人口账|没有帮扶人/);
});
