import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { KINDS } from '../../src/records/kinds.ts';
import { brokenAt, readEntry } from '../../src/store/audit.ts';
import { dump } from '../../src/store/dump.ts';
import { forget } from '../../src/store/forget.ts';
import { EMPTIED, FATES } from '../../src/store/forgetKinds.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

/** All that Redis holds, sealed values opened: what a household could still be found by. */
async function everything(): Promise<string> {
  const { connections, seal } = world.store.raw;
  const { read } = connections;
  const out: string[] = [];
  const unsealed = (value: string, k: string): string =>
    value.replace(/[0-9a-f]{8}\.[A-Za-z0-9+/=]{40,}/g, (s) => {
      try {
        return seal.open(s, k);
      } catch {
        return s;
      }
    });
  for (const k of await read.keys('*')) {
    const type = await read.type(k);
    if (type === 'string') out.push(unsealed((await read.get(k)) ?? '', k));
    if (type === 'hash') out.push(...Object.values(await read.hgetall(k)).map((v) => unsealed(v, k)));
    if (type === 'stream')
      for (const [, fields] of await read.xrange(k, '-', '+')) out.push(...fields.map((f) => unsealed(f, k)));
  }
  // Hashes hold any four digits by chance.
  return out.join('\n').replace(/[0-9a-f]{32,}/g, '#');
}

/** A household with everything that can be kept about one. */
async function lived(): Promise<void> {
  world = await createWorld();
  const photo = join(mkdtempSync(join(tmpdir(), 'bangfu-photo-')), 'a.jpg');
  writeFileSync(photo, Buffer.from('ffd8ffe000104a464946', 'hex'));
  await world.say('U19', '走访 吴春桃 入户 门口晒着苞谷');
  await world.simulator.say({ from: 'U19', image: photo });
  await world.settled();
  await world.say('U19', '更正 门口晒着糯谷穗');
  await world.say('U19', '问题 吴春桃 灶屋漏雨');
  await world.say('U19', '收入 吴春桃 卖蜂蜡 3333');
  await world.say('U19', '需要 吴春桃 尿素两包');
  await world.say('U19', '添人 吴春桃 孙子 吴小满 2017年9月生');
  await world.say('U19', '提交 上河口走了三户\n吴春桃家红苋菜卖不掉');
  await world.say('H05', '问 我屋里的牛能不能卖给合作社');
  await world.say('H05', '意见 路灯不亮');
  await world.say('U03', '生成绑定码 H05');
  await world.say('U19', '走访 吴春桃');
}

describe('a household that is forgotten', () => {
  it.each([
    ['in its village', false],
    ['also where it lived before', true],
  ])('is nowhere any more by name or word %s, its counts stay, and the chain holds', async (_, moved) => {
    await lived();
    if (moved) {
      await world.say('U03', '迁村 吴春桃 → 枫树湾村 1组');
      await world.say('U03', '确认');
      await world.say('U19', '走访 吴春桃 入户 灶屋漏雨修好了');
    }
    const WORDS = [
      '吴春桃',
      '苞谷',
      '糯谷穗',
      '灶屋漏雨',
      '牛能不能卖',
      '路灯不亮',
      '3333',
      '蜂蜡',
      '尿素',
      '吴小满',
      '红苋菜',
    ];
    const before = await everything();
    for (const word of ['吴春桃', '苞谷', '灶屋漏雨']) expect(before).toContain(word);
    const was = await dump(world.store);
    const [photo] = (was.visits as { householdId: string; photos?: string[] }[]).flatMap((v) =>
      v.householdId === 'H05' ? (v.photos ?? []) : [],
    );
    expect(photo).toBeDefined();
    expect(await world.store.files.find('photos', photo ?? '')).toBeDefined();

    const book = join(mkdtempSync(join(tmpdir(), 'bangfu-roster-')), 'a.xlsx');
    writeFileSync(book, '吴春桃');
    const roster = (await world.store.files.keep('rosters', book)) ?? '';

    const done = await forget(world.store, 'H05', world.now(), 'U03');
    expect(done).toMatchObject({ photos: 1, phones: 1 });
    expect(await world.store.files.find('rosters', roster)).toBeUndefined();

    const after = await everything();
    for (const word of WORDS) expect(after, word).not.toContain(word);
    expect(await world.store.files.find('photos', photo ?? '')).toBeUndefined();
    const is = await dump(world.store);
    const counted = (d: typeof is) =>
      (d.visits as { id: string; householdId: string; date: string; mode: string; counted: boolean }[])
        .filter((v) => v.householdId === 'H05')
        .map(({ id, date, mode, counted: c }) => [id, date, mode, c]);
    expect(counted(is)).toEqual(counted(was));
    const household = (d: typeof is) =>
      (d.households as Record<string, unknown>[]).find((h) => h.id === 'H05');
    expect(household(is)).toMatchObject({
      size: household(was)?.size,
      category: household(was)?.category,
      status: 'forgotten',
      members: [],
    });
    // Nothing of anybody else has changed.
    const others = (d: typeof is) =>
      (d.visits as { householdId: string }[]).filter((v) => v.householdId !== 'H05');
    expect(others(is)).toEqual(others(was));

    const { read } = world.store.raw.connections;
    const village = household(was)?.villageId as string;
    for (const chain of [`bf:{v:${village}}:audit`, 'bf:{v:V02}:audit', 'bf:{p}:audit']) {
      const entries = (await read.xrange(chain, '-', '+')).map(([id, f]) => readEntry(chain, id, f));
      expect(brokenAt(entries)).toBeNull();
    }
    const last = (is.audit as { record: string; action: string; actor: string }[]).filter(
      (a) => a.action === 'household.forget' && a.record === 'household:H05',
    );
    expect(last).toMatchObject([{ actor: 'U03' }]);
  });

  it('is not spoken of, and its phone is a stranger, after the next start', async () => {
    await lived();
    await forget(world.store, 'H05', world.now(), 'U03');
    world.die();
    await world.start();
    world.heard();
    await world.say('H05', '谁帮我');
    await world.say('U19', '我的户');
    await world.until('2017-09-20T21:00:00+08:00');
    const said = world
      .heard()
      .map((s) => s.text ?? '')
      .join('\n');
    expect(said).toContain('还不认识您');
    expect(said).not.toContain('吴春桃');
    expect(said).not.toContain('已删除');
  });

  it('can be forgotten twice, and one that is not there is said to be none', async () => {
    await lived();
    await forget(world.store, 'H05', world.now(), 'U03');
    world.die();
    await world.start();
    expect(await forget(world.store, 'H05', world.now() + 1, 'U03')).toMatchObject({ photos: 0, phones: 0 });
    expect(await forget(world.store, 'H99', world.now(), 'U03')).toBeUndefined();
  });
});

describe('what is forgotten of each kind of record', () => {
  it('is decided for every kind there is', () => {
    expect(Object.keys(FATES).sort()).toEqual([...KINDS.keys()].sort());
    const emptied = Object.keys(FATES).filter((name) => FATES[name] === 'emptied');
    expect(EMPTIED.map((e) => e.kind.name).sort()).toEqual(emptied.sort());
  });

  it('is never nothing where a kind names a household and holds what has to be sealed', () => {
    for (const [name, kind] of KINDS) {
      const about = 'householdId' in (kind.schema as unknown as { shape: object }).shape;
      if (about && kind.sensitive.length > 0) expect(FATES[name], name).not.toBe('kept');
    }
  });
});
