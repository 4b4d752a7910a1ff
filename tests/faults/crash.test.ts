import { describe, expect, it } from 'vitest';
import { type Cut, cutAt } from '../support/cut.ts';
import { until } from '../support/redis.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

type Act = (world: World) => Promise<void>;
const nothing: Act = async () => undefined;

/** Lets the program die where the cut says, and starts the next one on the same store. */
async function dying(cut: Cut, act: Act, look: Act, prepare = nothing): Promise<void> {
  const world = await createWorld({ features: onlyPush('overdue') });
  try {
    await prepare(world);
    world.die();
    await world.start({ wrap: cut.wrap });
    world.heard();
    void act(world);
    await until(cut.isOff, 'the program is dead');
    world.die();
    await world.start({ wrap: (store) => store });
    await look(world);
  } finally {
    await world.close();
  }
}

async function writesOf(act: Act, prepare = nothing): Promise<string[]> {
  const cut = cutAt();
  const world = await createWorld({ features: onlyPush('overdue') });
  await prepare(world);
  world.die();
  await world.start({ wrap: cut.wrap });
  await act(world);
  await world.close();
  return cut.writes;
}

const both = <T extends object>(rows: T[]) =>
  rows.flatMap((row) => [
    { ...row, side: 'before', behind: false },
    { ...row, side: 'behind', behind: true },
  ]);

describe('a visit in one village, cut off', () => {
  const act: Act = (world) => world.say('U18', '走访 罗启明 入户 好', { room: 'G2', id: 'm1' });
  const writes = ['journal', 'commit {v:V01}', 'home', 'update sending', 'update sent'];

  it('makes these writes', async () => expect(await writesOf(act)).toEqual(writes));

  it.each(both(writes.map((write, i) => ({ write, n: i + 1 }))))('$side “$write”', async ({ n, behind }) => {
    await dying(cutAt(n, behind), act, async (world) => {
      const visits = (await world.visits()).filter((v) => v.source.messageId === 'm1');
      expect(visits.map((v) => v.id)).toHaveLength(1);
      const replies = world.heard().map((s) => s.text ?? '');
      // Sent, but not yet noted as sent: nobody knows, so the answer comes once more.
      expect(replies).toHaveLength(writes[n - 1] === 'update sent' && !behind ? 2 : 1);
      for (const text of replies) expect(text).toMatch(new RegExp(`^已记 ${visits[0]?.id}.罗启明`));
      expect((await world.pushes()).filter((p) => p.state === 'waiting' || p.state === 'sending')).toEqual(
        [],
      );
    });
  });
});

describe('a message of several villages, cut off', () => {
  const act: Act = (world) => world.say('U03', '走访 罗启明 石长顺 吴春桃 入户 好', { id: 'm1' });
  const writes = [
    'journal',
    'plan',
    'commit {v:V01}',
    'commit {v:V02}',
    'home',
    'update sending',
    'update sent',
  ];

  it('makes these writes', async () => expect(await writesOf(act)).toEqual(writes));

  it.each(both(writes.slice(0, 5).map((write, i) => ({ write, n: i + 1 }))))(
    '$side “$write”',
    async ({ n, behind }) => {
      await dying(cutAt(n, behind), act, async (world) => {
        const visits = (await world.visits()).filter((v) => v.source.messageId === 'm1');
        expect(visits.map((v) => v.householdId).sort()).toEqual(['H01', 'H04', 'H05']);
        const replies = world.heard().map((s) => s.text ?? '');
        expect(replies).toHaveLength(1);
        for (const { id } of visits) expect(replies[0]).toContain(id);
      });
    },
  );
});

describe('the morning of the overdue ladder, cut off', () => {
  const isCommit = (write: string) => !write.startsWith('update');
  const planned = async (world: World, day: string) =>
    (await world.pushes())
      .filter((p) => p.slot.startsWith(day))
      .map((p) => `${p.to} ${p.state}`)
      .sort();

  it.each([
    { day: '2017-09-16', villages: 3, people: 5 },
    { day: '2017-09-19', villages: 1, people: 1 },
  ])('tells everybody once, with households of $villages villages', async ({ day, villages, people }) => {
    const eve: Act = (world) => world.until(`${day}T08:00:00+08:00`);
    const morning: Act = (world) => world.until(`${day}T09:30:00+08:00`);
    const writes = (await writesOf(morning, eve)).filter(isCommit);
    expect(writes.filter((w) => w.startsWith('commit'))).toHaveLength(villages);
    for (const { n, behind } of both(writes.map((_, i) => ({ n: i + 1 })))) {
      const where = `died ${behind ? 'behind' : 'before'} ${writes[n - 1]}`;
      const look: Act = async (world) => {
        await morning(world);
        const told = world
          .heard()
          .map((s) => s.to)
          .sort();
        expect(new Set(told).size, where).toBe(people);
        expect(told, where).toHaveLength(people);
        expect(await planned(world, day), where).toEqual(told.map((to) => `${to} sent`));
      };
      await dying(cutAt(n, behind, isCommit), morning, look, eve);
    }
  });

  it('leaves a trace also where the next start comes a day too late', async () => {
    const eve: Act = (world) => world.until('2017-09-19T08:00:00+08:00');
    const morning: Act = (world) => world.until('2017-09-19T09:30:00+08:00');
    const cut = cutAt(1, true, (write) => write.startsWith('commit'));
    const world = await createWorld({ features: onlyPush('overdue') });
    await eve(world);
    world.die();
    await world.start({ wrap: cut.wrap });
    void morning(world);
    await until(cut.isOff, 'the program is dead');
    world.die();
    await world.until('2017-09-20T09:30:00+08:00');
    await world.start({ wrap: (store) => store });
    const slot = (await world.pushes()).filter((p) => p.slot.startsWith('2017-09-19'));
    expect(slot.map((p) => `${p.to} ${p.state} ${p.reason}`)).toEqual(['U05 skipped expired']);
    await world.close();
  });
});
