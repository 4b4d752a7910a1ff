import { describe, expect, it } from 'vitest';
import { addDays, mondayOf } from '../../src/core/clock.ts';
import { allFigures } from '../../src/features/digest/figures.ts';
import { rowsOf } from '../../src/features/ledger/ledger.ts';
import { LEDGERS } from '../../src/features/ledger/ledgers.ts';
import { change } from '../../src/records/change.ts';
import { balanceOf } from '../../src/records/flowBook.ts';
import { personKind } from '../../src/records/organisation.ts';
import { problemKind } from '../../src/records/problem.ts';
import { COUNTED, MODES } from '../../src/records/visit.ts';
import { recount } from '../../src/store/recount.ts';
import { verifyChains } from '../../src/store/verify.ts';
import { cutAt } from '../support/cut.ts';
import { until } from '../support/redis.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

const TODAY = '2017-09-13';
const MONDAY = mondayOf(TODAY);
const VILLAGES = ['V01', 'V02', 'V03', 'V04'];

async function withWorld(look: (world: World) => Promise<void>): Promise<void> {
  const world = await createWorld({ features: onlyPush('flowBook') });
  try {
    await look(world);
  } finally {
    await world.close();
  }
}

/** What stands in a ledger of one village from a day to another. */
async function ledger(world: World, name: string, villageId: string, from: string, to: string) {
  const found = LEDGERS.find((l) => l.name === name);
  if (!found) throw new Error(`no ledger ${name}`);
  const rows: unknown[][] = [];
  for await (const row of rowsOf(
    found,
    { villageIds: [villageId], from, to, today: TODAY },
    world.store.read,
  ))
    rows.push(row);
  return rows;
}

/** Counters, digest figures, ledgers and records say the same of each village's weeks, and the chains hold. */
async function agrees(world: World): Promise<void> {
  const { store } = world;
  expect(await recount(store)).toEqual([]);
  const visits = (await world.visits()).filter((v) => v.status === 'active');
  for (const monday of [addDays(MONDAY, -7), MONDAY]) {
    const sunday = addDays(monday, 6);
    for (const figures of await allFigures(VILLAGES, monday, TODAY, store.read)) {
      const { villageId, week, stand } = figures;
      const rows = await ledger(world, '走访', villageId, monday, sunday);
      expect(MODES.reduce((n, m) => n + week.visits[m], 0)).toBe(rows.length);
      expect(week.opened).toBe((await ledger(world, '问题', villageId, monday, sunday)).length);
      expect(week.asked).toBe((await ledger(world, '诉求', villageId, monday, sunday)).length);
      // A household was reached where it lives today, wherever that was.
      const { helped } = store.read.directory.base(villageId);
      const seen = helped.filter((h) =>
        visits.some(
          (v) => v.householdId === h.id && COUNTED.has(v.mode) && v.date >= monday && v.date <= sunday,
        ),
      );
      expect({ villageId, monday, reached: week.reached }).toEqual({
        villageId,
        monday,
        reached: seen.length,
      });
      expect(stand.base).toBe(helped.length);
      expect(stand.long.every((l) => helped.some((h) => h.id === l.householdId))).toBe(true);
    }
  }
  for (const v of VILLAGES) {
    const { off } = await balanceOf(v, '2017-09', '2017-09', store.read);
    expect(off ?? 0).toBe(0);
  }
  const chains = await verifyChains(store.raw.connections.read);
  expect(chains.filter((c) => c.broken)).toEqual([]);
}

async function move(world: World, words: string): Promise<string> {
  await world.say('U03', `迁村 ${words}`);
  await world.say('U03', '确认', { id: `yes|${words}` });
  return world
    .heard()
    .map((s) => s.text ?? '')
    .join('\n');
}

const livesIn = (world: World, id: string) => world.store.read.directory.household(id)?.villageId;

describe('a household that moves', () => {
  it('counts where it was visited, is reached where it lives, and every figure agrees, there and back', async () => {
    await withWorld(async (world) => {
      await world.until('2017-10-01T00:06:00+08:00');
      await world.until('2017-10-01T08:00:00+08:00');
      await world.say('U18', '走访 罗启明 入户 9月13日 老伴头晕好些了');
      await world.say('U18', '走访 罗启明 电话 9月6日 药快吃完了');
      await world.say('U18', '问题 罗启明 屋顶漏雨');
      await world.say('H01', '我屋里的蜂箱被偷了两个,想找人来看');
      await agrees(world);
      expect(await move(world, '罗启明 → 上河口村 2组')).toContain('迁好了');
      expect(livesIn(world, 'H01')).toBe('V02');
      await agrees(world);
      const { off, net } = await balanceOf('V01', '2017-10', '2017-10', world.store.read);
      expect({ off, net }).toEqual({ off: 0, net: -3 });
      expect((await balanceOf('V02', '2017-10', '2017-10', world.store.read)).off).toBe(0);
      await world.say('U18', '走访 罗启明 入户 搬过去看了');
      await world.say('U18', '撤回 S15');
      await world.say('U18', '更正 S16 入户');
      await agrees(world);
      expect(await move(world, '罗启明 → 白鹭村 2组')).toContain('迁好了');
      expect(await move(world, '马树根 → 枫树湾村 2组')).toContain('迁好了');
      await agrees(world);
      expect(await move(world, '罗启明 → 枫树湾村 1组')).toContain('迁好了');
      await agrees(world);
      // A new process sees the same.
      world.die();
      await world.start();
      expect(livesIn(world, 'H01')).toBe('V01');
      expect(world.store.read.directory.household('H01')?.former).toHaveLength(3);
      await agrees(world);
    });
  }, 120_000);

  it('is found by whoever remembers the old place, and may go on from there', async () => {
    await withWorld(async (world) => {
      const { read } = world.store;
      await world.say('U18', '问题 罗启明 屋顶漏雨');
      await move(world, '罗启明 → 白鹭村 1组');
      const [id = ''] = await read.range('V03', 'household:H01:problems');
      expect((await read.get(problemKind, id, 'V01'))?.villageId).toBe('V03');
      expect((await read.many(problemKind, [id], 'V01'))[0]?.villageId).toBe('V03');
      expect(await read.leftBehind(problemKind, id, 'V01')).toMatchObject({ movedTo: 'V03' });
      expect(await read.leftBehind(problemKind, id, 'V03')).toBeUndefined();
      world.heard();
      await world.say('U03', '迁村 罗启明 → 上河口村 2组');
      world.heard();
      await world.say('U03', '确认');
      expect(world.heard()[0]?.text).toContain('迁好了');
      expect(livesIn(world, 'H01')).toBe('V02');
    });
  }, 60_000);
});

describe('a move that is cut off', () => {
  const writes = ['plan', 'commit {v:V01}', 'commit {v:V02}', 'commit {p}', 'home'];
  const counts = (write: string) => writes.includes(write);
  const prepare = async (world: World) => {
    await world.say('U18', '走访 罗启明 入户 药还有半个月的量');
    await world.say('U18', '问题 罗启明 屋顶漏雨');
    await world.say('U03', '迁村 罗启明 → 上河口村 2组');
    world.heard();
  };

  it('writes the plan, the old village, the new one, its people, and the answer, in that order', async () => {
    const cut = cutAt(Infinity, false, counts);
    await withWorld(async (world) => {
      await prepare(world);
      world.die();
      await world.start({ wrap: cut.wrap });
      await world.say('U03', '确认');
    });
    expect(cut.writes).toEqual(writes);
  }, 60_000);

  const cases = writes.flatMap((write, i) => [
    { write, n: i + 1, side: 'before', behind: false },
    { write, n: i + 1, side: 'behind', behind: true },
  ]);
  it.each(cases)(
    'is whole after the next start: $side “$write”',
    async ({ n, behind }) => {
      const cut = cutAt(n, behind, counts);
      await withWorld(async (world) => {
        await prepare(world);
        world.die();
        await world.start({ wrap: cut.wrap });
        void world.say('U03', '确认', { id: 'yes' });
        await until(cut.isOff, 'the program is dead');
        world.die();
        await world.start({ wrap: (store) => store });
        await world.settled();
        const said = world.heard().filter((s) => s.to === 'U03' && s.text?.includes('迁好了'));
        expect(said).toHaveLength(1);
        expect(livesIn(world, 'H01')).toBe('V02');
        await agrees(world);
        await world.say('U18', '我的问题');
        const { events, problems } = await ofHousehold(world);
        expect({ events, problems }).toEqual({ events: 1, problems: 1 });
      });
    },
    60_000,
  );
});

/** How often it left the old village, and how many problems it has in all villages. */
async function ofHousehold(world: World) {
  const { read } = world.store;
  const all = await Promise.all(VILLAGES.map((v) => read.range(v, 'household:H01:problems')));
  const out = await read.counters('V01', 'flow:2017-09');
  return { events: out['villageOut:households'] ?? 0, problems: all.flat().length };
}

describe('a helper who changes his team', () => {
  it('leaves the figures of what he did where they were', async () => {
    await withWorld(async (world) => {
      await world.say('U18', '走访 罗启明 入户 老伴头晕好些了');
      const before = await allFigures(VILLAGES, MONDAY, TODAY, world.store.read);
      const { read } = world.store;
      const he = await read.get(personKind, 'U18');
      if (!he) throw new Error('no U18');
      const elsewhere = { ...he, villageIds: ['V04'], roles: ['deputy' as const] };
      const moved = change({
        kind: personKind,
        before: he,
        after: elsewhere,
        action: 'person.import',
        actor: 'U03',
      });
      await world.store.commit('{p}', { mark: 'team', now: world.now(), changes: [moved] });
      expect(await allFigures(VILLAGES, MONDAY, TODAY, read)).toEqual(before);
      await agrees(world);
      // He still helps the household, so he may still log for it; and after a handover the one who comes takes it on.
      await world.say('U18', '走访 罗启明 电话 药送到了');
      await world.say('U03', '交接 U18 → U22');
      await world.say('U03', '确认');
      await agrees(world);
      const [after] = await allFigures(['V01'], MONDAY, TODAY, read);
      expect(after?.week.visits).toMatchObject({ home: 1, phone: 1 });
      expect(after?.week.reached).toBe(before[0]?.week.reached);
      expect(after?.stand.base).toBe(before[0]?.stand.base);
    });
  }, 60_000);
});
