import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Excel from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../src/sheets/write.ts';
import { dump } from '../../src/store/dump.ts';
import { page, put, rosterBook, rowOf } from '../support/rosterBook.ts';
import { createWorld, type World } from '../support/world.ts';

const dir = mkdtempSync(join(tmpdir(), 'bangfu-roster-chat-'));
let world: World;
let serial = 0;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  await world.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(() => void world.heard());

const workbook = (edit: (book: Excel.Workbook) => void) =>
  rosterBook(world.store, join(dir, `r${serial++}.xlsx`), edit);

const heard = (to: string) =>
  world
    .heard()
    .filter((s) => s.to === to)
    .map((s) => (s.text ?? '').normalize('NFKC'))
    .join('\n');

/** Sends a file to the bot in private; what it answers. */
async function send(file: string, from = 'U03'): Promise<string> {
  await world.simulator.say({ from, file });
  await world.settled();
  return heard(from);
}

async function say(from: string, text: string): Promise<string> {
  await world.say(from, text);
  return heard(from);
}

const records = async (kind: string) => (await dump(world.store))[kind] as Record<string, unknown>[];
/** All that a roster holds, without what counts its versions. */
const register = async () =>
  JSON.stringify(
    [await records('households'), await records('people'), await records('assignments')],
    (key, value) => (key === 'rev' ? undefined : value),
  );

describe('a roster sent to the bot in private', () => {
  const edit = (book: Excel.Workbook) => {
    put(page(book, '户'), rowOf(page(book, '户'), '户主', '罗启明'), { 人数: 4, 组: '2组·新屋' });
    put(page(book, '户'), 100, { 户主: '罗新来', 村: '枫树湾', 类别: '边缘易致贫户', 人数: 2 });
    put(page(book, '成员'), 200, { 村: '枫树湾', 户主: '罗新来', 关系: '户主', 姓名: '罗新来', 年龄: 40 });
    put(page(book, '帮扶'), 200, { 村: '枫树湾', 户主: '罗新来', 帮扶人: '冯立群', 开始: '2017年9月1日' });
  };

  it('is tried out with counts and differences, written after 确认, and changes nothing the second time', async () => {
    const before = await register();
    const file = await workbook(edit);
    const tried = await send(file);
    expect(tried).toContain('先试了一遍,还没有写入');
    expect(tried).toContain('户:新增1户,改动1户,不变12户');
    expect(tried).toContain('帮扶关系:新增1条');
    expect(tried).toMatch(/- H01 罗启明:.*组 1组·老屋场→2组·新屋/);
    expect(tried).toContain('人数 3→4');
    expect(await register()).toBe(before);
    expect(await say('U03', '取消')).toContain('没有写入');
    expect(await register()).toBe(before);

    await send(file);
    expect(await say('U03', '确认')).toContain('写好了');
    const households = await records('households');
    expect(households.find((h) => h.id === 'H01')).toMatchObject({ size: 4, group: '2组·新屋' });
    expect(households.filter((h) => h.head === '罗新来')).toHaveLength(1);
    // Its helper knows it at once.
    expect(await say('U18', '我的户')).toContain('罗新来');

    const after = await register();
    expect(await send(file)).toContain('和现在的一样,不用写入');
    expect(await say('U03', '确认')).not.toContain('写好了');
    expect(await register()).toBe(after);
  });

  it('comes out again as the same workbook', async () => {
    await world.say('U03', '名册');
    const file = world.heard().find((s) => s.to === 'U03' && s.file)?.file ?? '';
    const tried = await send(file);
    expect(tried).toContain('和现在的一样,不用写入');
    expect(tried).toMatch(/户:新增0户,改动0户,不变1\d户/);
    expect(tried).toMatch(/帮扶关系:新增0条,改动0条/);
    const cells = async (path: string) => {
      const book = new Excel.Workbook();
      await book.xlsx.readFile(path);
      return book.worksheets.map((s) => [s.name, s.getSheetValues()]);
    };
    expect(await cells(file)).toEqual(await cells(await workbook(() => undefined)));
  });

  it('is the office’s alone, and is waited for ten minutes', async () => {
    const file = await workbook((b) => put(page(b, '户'), 2, { 备注: '试一下' }));
    expect(await send(file, 'U18')).toContain('名册由扶贫办来导入');
    expect(await send(file, 'U03')).toContain('还没有写入');
    const before = await register();
    await world.until('2017-09-13T10:11:00+08:00');
    expect(await say('U03', '确认')).not.toContain('写好了');
    expect(await register()).toBe(before);
  });

  it('tells the office which households nobody helps any more, at once and on Monday morning (A09)', async () => {
    const file = await workbook((b) => {
      const sheet = page(b, '帮扶');
      put(sheet, rowOf(sheet, '户编号', 'H06'), { 结束: '2017-09-13' });
    });
    await send(file);
    await say('U03', '确认');
    expect(await say('U03', '没人帮的户')).toMatch(
      /有1户还没有帮扶人:\n1\. H06 马树根.*\n定人发:交接 H06 → 姓名/,
    );
    expect(await say('U03', '有几户没帮扶人')).toContain('马树根');
    await world.until('2017-09-18T08:29:00+08:00');
    heard('U03');
    await world.until('2017-09-18T08:31:00+08:00');
    expect(heard('U03')).toContain('H06 马树根(上河口村2组)');
    await say('U03', '交接 H06 → 何大庆');
    expect(await say('U03', '确认')).toContain('交接好了');
    await world.until('2017-09-25T08:31:00+08:00');
    expect(heard('U03')).not.toContain('还没有帮扶人');
  });
});

describe('each bad cell is named in the chat, and nothing is written', () => {
  const bad: [string, (book: Excel.Workbook) => void, RegExp][] = [
    [
      'a formula',
      (b) => put(page(b, '户'), 2, { 人数: { formula: '1+2', result: 3 } }),
      /“户”表 第2行 .列\(人数\):是公式/,
    ],
    ['merged cells', (b) => page(b, '户').mergeCells('D2:D4'), /“户”表 第2行 D列:D2:D4 是合并的格子/],
    [
      'a day that is none',
      (b) => put(page(b, '帮扶'), 2, { 开始: '去年春天' }),
      /“帮扶”表 第2行 .列\(开始\):看不出是哪天/,
    ],
    [
      'a duplicate number',
      (b) => put(page(b, '户'), 3, { 编号: 'H01', 村: '枫树湾' }),
      /“户”表 第3行 A列\(编号\):H01 和第2行重复/,
    ],
    [
      'a helper who does not exist',
      (b) => put(page(b, '帮扶'), 2, { 帮扶人: '无此人' }),
      /“帮扶”表 第2行 .列\(帮扶人\):没有叫“无此人”的人/,
    ],
    [
      'an identity number',
      (b) => put(page(b, '户'), 2, { 备注: '证 110105194912310027 号' }),
      /第2行 .列\(备注\):里面有身份证号/,
    ],
    [
      'two of one name in one village',
      (b) => {
        for (const row of [150, 151])
          put(page(b, '户'), row, { 户主: '罗同名', 村: '枫树湾', 类别: '一般户' });
      },
      /“户”表 第151行 .列\(户主\):和第150行同名;是两户就请写编号/,
    ],
  ];
  it.each(bad)('%s', async (_, edit, says) => {
    const before = await register();
    expect(await send(await workbook(edit))).toMatch(says);
    expect(await say('U03', '确认')).not.toContain('写好了');
    expect(await register()).toBe(before);
  });

  it('a day written as text is a day', async () => {
    const sheetRow = (b: Excel.Workbook) => rowOf(page(b, '帮扶'), '户编号', 'H01');
    const file = await workbook((b) => put(page(b, '帮扶'), sheetRow(b), { 开始: '2017年3月20日' }));
    expect(await send(file)).toContain('不用写入');
  });

  it('a sheet of another kind, a zip that is no workbook, something else, a file far too large', async () => {
    const other = join(dir, 'wages.xlsx');
    const columns = [{ title: '谁', width: 9, kind: 'text' as const }];
    await writeWorkbook(other, [{ name: '工资', columns, rows: [['我']] }], 0);
    expect(await send(other)).toContain('没有认得的表。要有这些名字的表:村、人员、户、成员、帮扶');
    const zip = join(dir, 'pictures.xlsx');
    // An empty zip: its end record and nothing before it.
    writeFileSync(zip, Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex'));
    expect(await send(zip)).toMatch(/压缩包|不完整/);
    const text = join(dir, 'text.xlsx');
    writeFileSync(text, '户主,村\n罗启明,枫树湾\n');
    expect(await send(text)).toContain('这不是 Excel 表');
    const large = join(dir, 'large.xlsx');
    writeFileSync(large, 'PK');
    truncateSync(large, 50 * 1024 * 1024);
    expect(await send(large)).toContain('超过20 MB');
  });
});

it('two of one name in one village are asked about, never guessed', async () => {
  const file = await workbook((b) => {
    put(page(b, '户'), 160, {
      编号: 'H301',
      户主: '吴春桃',
      村: '上河口',
      组: '6组',
      类别: '一般户',
      人数: 1,
    });
    put(page(b, '帮扶'), 260, { 户编号: 'H301', 帮扶人: '苗青云', 开始: '2017-09-01' });
  });
  await send(file);
  expect(await say('U03', '确认')).toContain('写好了');
  const asked = await say('U19', '一口清 吴春桃');
  expect(asked).toMatch(/“吴春桃”是哪一户\?回数字:\n1 吴春桃\(上河口村4组\)\n2 吴春桃\(上河口村6组\)/);
  expect(asked).not.toContain('致贫原因');
  expect(await say('U19', '2')).toContain('吴春桃家,住上河口村6组,1人');
  expect(await say('U19', '走访 吴春桃 入户 都好')).toMatch(/哪一户/);
  expect(await say('U19', '取消')).toContain('没有存');
  expect(await say('U03', '交接 吴春桃 → 韦小兰')).toContain('有几户,请写编号:H05、H301');
});
