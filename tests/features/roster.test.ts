import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Excel from 'exceljs';
import { afterAll, describe, expect, test } from 'vitest';
import { templateSheets } from '../../src/features/roster/write.ts';
import { householdKind } from '../../src/records/household.ts';
import { writeWorkbook } from '../../src/sheets/write.ts';
import type { Store } from '../../src/store/store.ts';
import { page, put, rosterBook, tryIn } from '../support/rosterBook.ts';
import { createWorld, WEDNESDAY } from '../support/world.ts';

const dir = mkdtempSync(join(tmpdir(), 'bangfu-roster-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let serial = 0;

const workbook = (store: Store, edit: (book: Excel.Workbook) => void) =>
  rosterBook(store, join(dir, `r${serial++}.xlsx`), edit);

test('what was exported changes nothing when it comes back; a new household comes in once', async () => {
  const world = await createWorld();
  try {
    const same = await tryIn(world.store, await workbook(world.store, () => undefined));
    expect(same).toMatchObject({ code: 0 });
    expect(same.said).toContain('户:新增0户,改动0户,不变13户');
    expect(same.said).toContain('不用写入');
    const file = await workbook(world.store, (book) => {
      put(page(book, '户'), 15, { 户主: '罗新来', 村: '枫树湾', 类别: '边缘易致贫户', 人数: 2 });
      put(page(book, '成员'), 200, {
        村: '枫树湾村',
        户主: '罗新来',
        关系: '户主',
        姓名: '罗新来',
        年龄: 40,
      });
      put(page(book, '帮扶'), 200, { 村: '枫树湾', 户主: '罗新来', 帮扶人: '冯立群', 开始: '2017年9月1日' });
      page(book, '户').getCell('A15').value = null;
    });
    expect((await tryIn(world.store, file, false)).said).toContain('没有写入');
    const first = await tryIn(world.store, file);
    expect(first.said).toContain('户:新增1户');
    const household = [...world.store.read.directory.households('V01')].find((h) => h.head === '罗新来');
    expect(household).toMatchObject({ category: '边缘易致贫户', helperId: 'U18', size: 2 });
    expect((await tryIn(world.store, file)).said).toContain('不用写入');
  } finally {
    await world.close();
  }
});

/** A workbook with these rows of members and nothing else. */
async function onlyMembers(rows: Record<string, string | number>[]): Promise<string> {
  const path = join(dir, `r${serial++}.xlsx`);
  await writeWorkbook(path, templateSheets(), WEDNESDAY);
  const book = new Excel.Workbook();
  await book.xlsx.readFile(path);
  for (const [i, row] of rows.entries()) put(page(book, '成员'), i + 2, row);
  await book.xlsx.writeFile(path);
  return path;
}

test('a sheet of members adds and puts right: who is not in it stays, and so does what its empty cells leave', async () => {
  const world = await createWorld();
  try {
    const { store } = world;
    const before = await store.read.get(householdKind, 'H01', 'V01');
    const wife = before?.members.find((m) => m.relation === '配偶');
    const born = { 户编号: 'H01', 关系: '孙女', 姓名: '罗小妹', 年龄: 0, 性别: '女' };
    const file = await onlyMembers([born, { 户编号: 'H01', 关系: '老伴', 务工地: '在家' }]);
    expect((await tryIn(store, file)).said).toContain('户:新增0户,改动1户');
    const after = await store.read.get(householdKind, 'H01', 'V01');
    expect(after?.members).toEqual([
      ...(before?.members.map((m) => (m === wife ? { ...m, workPlace: '在家' } : m)) ?? []),
      { relation: '孙女', name: '罗小妹', age: 0, sex: '女', tags: [] },
    ]);
    expect(after?.size).toBe((before?.members.length ?? 0) + 1);
    expect((await tryIn(store, file)).said).toContain('不用写入');
    // None of the two bears a name: the younger one is not taken for his brother.
    const brother = { 户编号: 'H01', 关系: '孙子', 年龄: 6 };
    await tryIn(store, await onlyMembers([brother]));
    await tryIn(store, await onlyMembers([{ ...brother, 年龄: 0 }]));
    const last = await store.read.get(householdKind, 'H01', 'V01');
    expect(last?.members.flatMap((m) => (m.relation === '孙子' ? [m.age] : []))).toEqual([6, 0]);
  } finally {
    await world.close();
  }
});

describe('each bad cell is named by sheet, row, column and reason, and nothing is written', () => {
  const cases: [string, (book: Excel.Workbook) => void, RegExp][] = [
    [
      'an unknown village',
      (b) => put(page(b, '户'), 2, { 村: '枫树弯' }),
      /“户”表 第2行 D列\(村\):没有叫“枫树弯”的村/,
    ],
    [
      'a duplicate id',
      (b) => put(page(b, '户'), 3, { 编号: 'H01', 村: '枫树湾' }),
      /“户”表 第3行 A列\(编号\):H01 和第2行重复/,
    ],
    [
      'a helper who does not exist',
      (b) => put(page(b, '帮扶'), 2, { 帮扶人: '无此人' }),
      /“帮扶”表 第2行 .列\(帮扶人\):没有叫“无此人”的人/,
    ],
    [
      'a formula',
      (b) => put(page(b, '户'), 2, { 人数: { formula: '1+2', result: 3 } }),
      /“户”表 第2行 .列\(人数\):是公式/,
    ],
    ['merged cells', (b) => page(b, '户').mergeCells('D2:D4'), /D2:D4 是合并的格子/],
    [
      'a day that is none',
      (b) => put(page(b, '帮扶'), 2, { 开始: '去年春天' }),
      /“帮扶”表 第2行 .列\(开始\):看不出是哪天/,
    ],
    [
      'an identity number',
      (b) => put(page(b, '户'), 2, { 备注: '证 110105194912310027 号' }),
      /“户”表 第2行 .列\(备注\):里面有身份证号/,
    ],
    ['a category of nobody', (b) => put(page(b, '户'), 2, { 类别: '富裕户' }), /“富裕户”不在这些里面/],
    [
      'a second primary helper',
      (b) => put(page(b, '帮扶'), 200, { 户编号: 'H01', 帮扶人: 'U22', 主责: '是' }),
      /已经有主责帮扶人/,
    ],
    [
      'two of one name in one village, without numbers',
      (b) => {
        for (const row of [100, 101])
          put(page(b, '户'), row, { 户主: '罗同名', 村: '枫树湾', 类别: '一般户' });
      },
      /“户”表 第101行 .列\(户主\):和第100行同名;是两户就请写编号/,
    ],
  ];
  test('in one file', async () => {
    const world = await createWorld();
    try {
      const before = await world.store.read.counters('V01', 'x');
      for (const [name, edit, says] of cases) {
        const { code, said } = await tryIn(world.store, await workbook(world.store, edit));
        expect(said, name).toMatch(says);
        expect(code, name).toBe(1);
      }
      expect([...world.store.read.directory.households()]).toHaveLength(13);
      expect(before).toEqual({});
    } finally {
      await world.close();
    }
  });
  test('a workbook of another kind', async () => {
    const world = await createWorld();
    try {
      const path = join(dir, 'other.xlsx');
      await writeWorkbook(
        path,
        [{ name: '工资', columns: [{ title: '谁', width: 9, kind: 'text' }], rows: [['我']] }],
        0,
      );
      expect((await tryIn(world.store, path)).said).toContain('没有认得的表');
      await writeWorkbook(path, templateSheets(), 0);
      expect((await tryIn(world.store, path)).said).toContain('不用写入');
    } finally {
      await world.close();
    }
  });
});
