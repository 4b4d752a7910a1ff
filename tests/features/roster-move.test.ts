import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Excel from 'exceljs';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { importRoster, resumeImports } from '../../scripts/roster/import.ts';
import { recount } from '../../src/store/recount.ts';
import type { Store } from '../../src/store/store.ts';
import { page, put, rosterBook, rowOf } from '../support/rosterBook.ts';
import { createWorld, onlyPush, WEDNESDAY, type World } from '../support/world.ts';

const dir = mkdtempSync(join(tmpdir(), 'bangfu-roster-move-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let world: World;
let serial = 0;
beforeEach(async () => {
  world = await createWorld({ features: onlyPush('none') });
});
afterEach(() => world.close());

const workbook = (edit: (book: Excel.Workbook) => void) =>
  rosterBook(world.store, join(dir, `r${serial++}.xlsx`), edit);
/** 罗启明 moves, has one more head and another helper; the village alone of 马树根 is changed. */
const edit = (book: Excel.Workbook) => {
  const row = (head: string) => rowOf(page(book, '户'), '户主', head);
  put(page(book, '户'), row('罗启明'), { 村: '上河口村', 组: '2组', 人数: 4 });
  put(page(book, '户'), row('马树根'), { 村: '白鹭村' });
  // The helper of before stays in the file with his end: one row a time.
  put(page(book, '帮扶'), rowOf(page(book, '帮扶'), '户编号', 'H01'), { 结束: '2017年9月13日' });
  put(page(book, '帮扶'), 200, { 户编号: 'H01', 帮扶人: '苗青云', 开始: '2017年9月13日' });
};

const settings = { now: () => WEDNESDAY, print: () => undefined, progress: () => undefined };
async function tryIn(store: Store, file: string, yes = true): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const print = (text: string) => lines.push(text);
  const code = await importRoster(store, file, { ...settings, print, agreed: async () => yes });
  return { code, said: lines.join('\n') };
}

const household = (id: string) => world.store.read.directory.household(id);

it('shows a changed village as a move before it is written, writes it, and changes nothing the second time', async () => {
  await world.say('U18', '走访 罗启明 入户 好些了');
  await world.say('U18', '问题 罗启明 屋顶漏雨');
  const file = await workbook(edit);
  const dry = await tryIn(world.store, file, false);
  expect(dry.said).toContain('迁村2户(以前的走访留在老村):');
  expect(dry.said).toContain('H01 罗启明:枫树湾村1组·老屋场→上河口村2组');
  expect(dry.said).toContain('跟着走没办完的事');
  expect(dry.said).toContain('H06 马树根:上河口村2组→白鹭村2组,白鹭村没有“2组”这个组,请核对');
  expect(household('H01')?.villageId).toBe('V01');
  expect((await tryIn(world.store, file)).said).toContain('写好了');
  expect(household('H01')).toMatchObject({ villageId: 'V02', group: '2组', size: 4, helperId: 'U19' });
  expect(household('H06')).toMatchObject({ villageId: 'V03', helperId: 'U12' });
  const { read } = world.store;
  expect(await read.range('V02', 'household:H01:problems')).toHaveLength(1);
  expect(await read.range('V01', 'household:H01:problems')).toHaveLength(0);
  expect(await recount(world.store)).toEqual([]);
  expect((await tryIn(world.store, file)).said).toContain('不用写入');
  const again = await tryIn(world.store, await workbook(() => undefined));
  expect(again.said).toContain('不用写入');
  // Back where it came from, and a visit is logged there.
  const back = await workbook((book) =>
    put(page(book, '户'), rowOf(page(book, '户'), '户主', '罗启明'), { 村: '枫树湾村', 组: '1组·老屋场' }),
  );
  expect((await tryIn(world.store, back)).said).toContain('写好了');
  expect(household('H01')).toMatchObject({ villageId: 'V01', helperId: 'U19' });
  await world.say('U19', '走访 罗启明 入户 回来了');
  expect((await world.visits()).at(-1)).toMatchObject({ householdId: 'H01', villageId: 'V01' });
  expect(await recount(world.store)).toEqual([]);
}, 90_000);

it('is tried out and written the same way when the file is sent to the bot', async () => {
  const file = await workbook(edit);
  world.heard();
  await world.simulator.say({ from: 'U03', file });
  await world.settled();
  expect(world.heard().at(-1)?.text).toContain('迁村2户');
  await world.say('U03', '确认');
  expect(world.heard().at(-1)?.text).toContain('写好了');
  expect(household('H01')).toMatchObject({ villageId: 'V02', size: 4, helperId: 'U19' });
  expect(await recount(world.store)).toEqual([]);
}, 60_000);

it('refuses a new village without its group, and one of a household that is not there any more', async () => {
  const file = await workbook((book) =>
    put(page(book, '户'), rowOf(page(book, '户'), '户主', '罗启明'), { 村: '上河口村', 组: null }),
  );
  expect((await tryIn(world.store, file)).said).toContain('H01 罗启明换了村,要写是哪个组');
  expect(household('H01')?.villageId).toBe('V01');
}, 60_000);

it('ends a move that was cut off between its villages, before anything else is read', async () => {
  const file = await workbook(edit);
  let commits = 0;
  const cut: Store = {
    ...world.store,
    async commit(slot, c) {
      if (slot === '{v:V02}' && ++commits === 1) throw new Error('the process is gone');
      return world.store.commit(slot, c);
    },
  };
  await expect(tryIn(cut, file)).rejects.toThrow('the process is gone');
  world.die();
  await world.start();
  await resumeImports(world.store, settings);
  expect(household('H01')).toMatchObject({ villageId: 'V02', size: 4, helperId: 'U19' });
  expect(household('H06')).toMatchObject({ villageId: 'V03' });
  expect(await recount(world.store)).toEqual([]);
}, 60_000);
