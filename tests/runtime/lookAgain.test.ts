import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Excel from 'exceljs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importRoster } from '../../scripts/roster/import.ts';
import { StoreDownError } from '../../src/errors.ts';
import { change } from '../../src/records/change.ts';
import { householdKind } from '../../src/records/household.ts';
import { createGate } from '../../src/runtime/gate.ts';
import { createLookAgain, LOOK_EVERY } from '../../src/runtime/lookAgain.ts';
import type { Store } from '../../src/store/store.ts';
import { page, put, rosterBook, rowOf } from '../support/rosterBook.ts';
import { freshStore } from '../support/store.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

const dir = mkdtempSync(join(tmpdir(), 'bangfu-look-again-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let world: World;
/** The store of another process: an import at the terminal. */
let other: Store;
beforeEach(async () => {
  world = await createWorld({ features: onlyPush('none') });
  other = await freshStore(world.url, dir);
});
afterEach(async () => {
  other.close();
  await world.close();
});

async function imports(edit: (book: Excel.Workbook) => void): Promise<void> {
  const file = await rosterBook(other, join(dir, 'r.xlsx'), edit);
  const now = () => world.now();
  const quiet = { now, print: () => undefined, progress: () => undefined, agreed: async () => true };
  expect(await importRoster(other, file, quiet)).toBe(0);
}

/** What is said after it is long enough ago that somebody looked. */
async function later(from: string, text: string): Promise<string> {
  await world.jump(new Date(world.now() + LOOK_EVERY).toISOString());
  world.heard();
  await world.say(from, text);
  return world
    .heard()
    .filter((s) => s.to === from)
    .map((s) => s.text ?? '')
    .join('\n');
}

const row = (book: Excel.Workbook, head: string) => rowOf(page(book, '户'), '户主', head);

describe('a program beside which a roster is imported', () => {
  it('knows new households, people and villages without a restart', async () => {
    expect(await later('U18', '走访 向招弟 入户 好')).toContain('没有找到叫“向招弟”的户');
    await imports((book) => {
      put(page(book, '村'), 100, { 村名: '新桥村', 组: '1组、2组' });
      put(page(book, '户'), 100, {
        户主: '向招弟',
        村: '枫树湾村',
        组: '2组·竹园',
        类别: '在册未脱贫',
        人数: 2,
      });
      put(page(book, '户'), 101, { 户主: '滕老七', 村: '新桥村', 组: '1组', 类别: '在册未脱贫', 人数: 1 });
      put(page(book, '帮扶'), 200, { 村: '枫树湾村', 户主: '向招弟', 帮扶人: '冯立群' });
      put(page(book, '帮扶'), 201, { 村: '新桥村', 户主: '滕老七', 帮扶人: '冯立群' });
      put(page(book, '户'), row(book, '罗启明'), { 户主: '罗启名' });
    });
    expect(await later('U18', '我的户')).toContain('您帮的3户');
    expect(await later('U18', '走访 向招弟 入户 好')).toContain('已记 S15');
    expect(await later('U18', '走访 罗启名 入户 好')).toContain('已记 S16');
    expect(await later('U03', '走访率 新桥')).toContain('新桥村');
    expect(await later('U18', '走访 滕老七 入户 好')).toContain('已记 S17');
  }, 90_000);

  it('follows a household that the import moved to another village', async () => {
    await world.say('U18', '问题 罗启明 屋顶漏雨');
    await imports((book) => put(page(book, '户'), row(book, '罗启明'), { 村: '上河口村', 组: '2组' }));
    expect(await later('U18', '走访 罗启明 入户 搬好了')).toContain('已记 S15');
    expect((await world.visits()).at(-1)).toMatchObject({ id: 'S15', villageId: 'V02' });
    expect(world.store.read.directory.household('H01')).toMatchObject({ villageId: 'V02', helperId: 'U18' });
    expect(await later('U18', '我的问题')).not.toContain('没有没销号');
  }, 60_000);

  it('looks at once where what it read turns out to have changed, and then the message takes effect once', async () => {
    await later('U03', '帮助');
    const before = await other.read.get(householdKind, 'H01', 'V01');
    if (!before) throw new Error('no H01');
    const moved = { ...before, head: '罗启新' };
    const one = change({
      kind: householdKind,
      before,
      after: moved,
      action: 'household.import',
      actor: 'import',
    });
    await other.commit('{v:V01}', { mark: 'rename', now: world.now(), changes: [one] });
    // Within the two seconds nobody has looked yet: the write is refused, and the second try knows.
    await world.say('U18', '补充 罗启明 资金渠道 县财政专项');
    expect(world.heard().at(-1)?.text).not.toContain('没处理好');
    expect(world.store.read.directory.household('H01')?.head).toBe('罗启新');
    expect(await other.read.get(householdKind, 'H01', 'V01')).toMatchObject({
      head: '罗启新',
      fundSource: '县财政专项',
    });
  }, 60_000);
});

describe('looking again', () => {
  it('asks at most every two seconds, and takes what it wrote itself for no news', async () => {
    const asked: number[] = [];
    let at = 0;
    const store = {
      stale: async () => {
        asked.push(at);
        return [];
      },
    } as unknown as Store;
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined } as never;
    const lookAgain = createLookAgain({ store, clock: { now: () => at }, log }, createGate());
    for (const next of [0, 1000, 1999, 2000, 2500, -5000, 4000]) {
      at = next;
      await lookAgain();
    }
    expect(asked).toEqual([0, 2000, -5000, 4000]);
    await lookAgain(true);
    expect(asked).toHaveLength(5);
    await world.say('U03', '期限 医保 12月20日 全乡');
    await world.say('U18', '去世 罗启明 母亲');
    await world.say('U18', '确认');
    expect(await world.store.stale()).toEqual([]);
    expect((await other.stale()).length).toBeGreaterThan(0);
  }, 60_000);

  it('does no harm while the store is away, and looks at the next occasion', async () => {
    let away = true;
    let asked = 0;
    const store = {
      stale: async () => {
        asked += 1;
        if (away) throw new StoreDownError('away');
        return [];
      },
    } as unknown as Store;
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined } as never;
    const lookAgain = createLookAgain({ store, clock: { now: () => 0 }, log }, createGate());
    await lookAgain();
    away = false;
    await lookAgain();
    expect(asked).toBe(2);
  });
});
