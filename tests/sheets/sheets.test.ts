import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Excel from 'exceljs';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { afterAll, describe, expect, test } from 'vitest';
import { type Found, readWorkbook } from '../../src/sheets/read.ts';
import { columnLetter, type Sheet } from '../../src/sheets/sheet.ts';
import { writeWorkbook } from '../../src/sheets/write.ts';

const dir = mkdtempSync(join(tmpdir(), 'bangfu-sheets-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const AT = Date.parse('2017-09-13T08:00:00+08:00');
let serial = 0;
const fresh = () => join(dir, `f${serial++}.xlsx`);

const COLUMNS: Sheet['columns'] = [
  { title: '户主', width: 12, kind: 'text' },
  { title: '日期', width: 12, kind: 'day' },
  { title: '人数', width: 8, kind: 'number' },
  { title: '金额', width: 12, kind: 'money' },
];

async function all(path: string, limits?: Parameters<typeof readWorkbook>[2]): Promise<Found[]> {
  const found: Found[] = [];
  for await (const one of readWorkbook(path, undefined, limits)) found.push(one);
  return found;
}

async function by(fill: (page: Excel.Worksheet) => void): Promise<string> {
  const path = fresh();
  const workbook = new Excel.Workbook();
  fill(workbook.addWorksheet('户'));
  await workbook.xlsx.writeFile(path);
  return path;
}

const values = (found: readonly Found[]) =>
  found.flatMap((f) => (f.kind === 'row' ? [f.cells.map((c) => c.value ?? null)] : []));

/** A zip of one file that is not packed. */
function storedZip(name: string, text: string): Buffer {
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(text.length, 4);
  sizes.writeUInt32LE(text.length, 8);
  const nameLength = Buffer.from([name.length, 0, 0, 0]);
  const local = Buffer.concat([Buffer.from('504b030414000000000000000000', 'hex'), sizes, nameLength]);
  const head = Buffer.from('504b01021400140000000000000000', 'hex');
  const entry = Buffer.concat([head, Buffer.alloc(1), sizes, nameLength, Buffer.alloc(14)]);
  const body = Buffer.concat([local, Buffer.from(name + text)]);
  const directory = Buffer.concat([entry, Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, directory, end]);
}

describe('writing', () => {
  test('another reader finds real dates and numbers under the head', async () => {
    const path = fresh();
    const rows = [['罗启明', '2017-09-13', 2, 1234.5]];
    await writeWorkbook(path, [{ name: '走访', columns: COLUMNS, rows }], AT);
    const [sheet] = await readExcelFile(path);
    const [head, first] = sheet?.data ?? [];
    expect(head).toEqual(['户主', '日期', '人数', '金额']);
    expect(first).toEqual(['罗启明', new Date('2017-09-13T00:00:00Z'), 2, 1234.5]);
  });

  test('long words go on in the next line of a row that is high enough, in every program; the table has its lines', async () => {
    const path = fresh();
    const long = '今天去他家了,人在屋,'.repeat(4);
    await writeWorkbook(
      path,
      [{ name: '走访', columns: COLUMNS, rows: [['短'], [long], ['一\n二\n三']], sign: ['户主签字'] }],
      AT,
    );
    const workbook = new Excel.Workbook();
    await workbook.xlsx.readFile(path);
    const page = workbook.getWorksheet('走访');
    const heights = [2, 3, 4, 5].map((n) => page?.getRow(n).height);
    expect(heights).toEqual([15, 120, 45, 34]);
    expect(page?.getCell('A3').alignment).toMatchObject({ wrapText: true, vertical: 'top' });
    expect(page?.getCell('D2').border.bottom?.style).toBe('thin');
    expect(page?.getCell('A9').border?.top).toBeUndefined();
    expect(page?.pageSetup.orientation).toBe('portrait');
    expect([page?.getCell('A5').value, page?.getCell('B5').value]).toEqual(['户主签字', null]);
  });

  test('the head is frozen and repeated, the page is A4 landscape', async () => {
    const path = fresh();
    await writeWorkbook(
      path,
      [{ name: '走访', columns: COLUMNS, rows: [], above: ['枫树湾村走访台账'] }],
      AT,
    );
    const workbook = new Excel.Workbook();
    await workbook.xlsx.readFile(path);
    const page = workbook.getWorksheet('走访');
    expect(page?.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 });
    expect(page?.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', printTitlesRow: '2:2' });
    expect(page?.getCell('A1').value).toBe('枫树湾村走访台账');
  });

  test('rows that fail leave no file, and no half of one', async () => {
    const path = fresh();
    async function* rows() {
      yield ['罗启明'];
      throw new Error('the store is gone');
    }
    await expect(writeWorkbook(path, [{ name: '户', columns: COLUMNS, rows: rows() }], AT)).rejects.toThrow(
      'the store is gone',
    );
    expect(readdirSync(dir).filter((f) => path.endsWith(f) || f.endsWith('.part'))).toEqual([]);
  });

  test('whatever is written is read back', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 }).map((s) => s.replace(/[\s\p{C}]/gu, ''));
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true });
    const row = fc.tuple(
      text.map((t) => `户${t}`),
      day.map((d) => d.toISOString().slice(0, 10)),
      fc.integer(),
      fc.integer({ min: 0, max: 1e9 }).map((n) => n / 100),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const path = fresh();
        await writeWorkbook(path, [{ name: '户', columns: COLUMNS, rows }], AT);
        expect(values(await all(path)).slice(1)).toEqual(rows);
      }),
      { numRuns: 25 },
    );
  });
});

describe('reading', () => {
  test('rich text is text, a formula and an error are told with their place', async () => {
    const path = await by((page) => {
      page.getCell('A2').value = { richText: [{ text: '罗' }, { font: { bold: true }, text: '启明' }] };
      page.getCell('C2').value = { formula: 'SUM(D2:D3)', result: 4 };
      page.getCell('D2').value = { error: '#REF!' };
      page.getCell('E2').value = { text: '看这里', hyperlink: 'https://example.org' };
      page.getCell('F2').value = new Date('2017-09-13T00:00:00Z');
      page.getCell('F2').numFmt = 'yyyy"年"m"月"d"日"';
    });
    const row = (await all(path)).find((f) => f.kind === 'row');
    expect(row).toMatchObject({ sheet: '户', row: 2 });
    expect(row?.kind === 'row' && row.cells).toEqual([
      { value: '罗启明' },
      {},
      { value: 4, flaw: 'formula' },
      { flaw: 'error' },
      { value: '看这里' },
      { value: '2017-09-13' },
    ]);
  });

  test('Chinese characters stay whole in a long file, shared between sheets or not', async () => {
    const names = Array.from({ length: 9000 }, (_, i) => `${'罗'.repeat(i % 7)}启明${i}号`);
    const shared = await by((page) => {
      for (const name of names) page.addRow([name]);
    });
    const own = fresh();
    const columns = [{ title: '户主', width: 10, kind: 'text' as const }];
    await writeWorkbook(own, [{ name: '户', columns, rows: names.map((n) => [n]) }], AT);
    expect(values(await all(shared)).flat()).toEqual(names);
    expect(
      values(await all(own))
        .flat()
        .slice(1),
    ).toEqual(names);
  });

  test('every sheet of many has its name', async () => {
    const path = fresh();
    const sheets = ['村', '人员', '户', '成员', '帮扶', '说明'].map((name) => ({
      name,
      columns: COLUMNS,
      rows: [],
    }));
    await writeWorkbook(path, sheets, AT);
    const found = (await all(path)).flatMap((f) => (f.kind === 'sheet' ? [f.sheet] : []));
    expect(found).toEqual(sheets.map((s) => s.name));
  });

  test('merged cells are told, also where thousands of rows stand before them', async () => {
    const path = await by((page) => {
      for (let i = 1; i <= 3000; i++) page.addRow([`户${i}`, '枫树湾村']);
      page.mergeCells('B3:B5');
      page.mergeCells('A10:B10');
    });
    expect((await all(path)).filter((f) => f.kind === 'merged')).toEqual([
      { kind: 'merged', sheet: '户', range: 'B3:B5' },
      { kind: 'merged', sheet: '户', range: 'A10:B10' },
    ]);
  });

  test.each<[string, (path: string) => void, RegExp]>([
    ['no Excel file at all', (p) => writeFileSync(p, 'hello, this is text'), /不是 Excel 表/],
    ['an empty file', (p) => writeFileSync(p, ''), /不是 Excel 表/],
    ['an old .xls', (p) => writeFileSync(p, Buffer.from('d0cf11e0a1b11ae1', 'hex')), /\.xls/],
    [
      'a 50 MB file',
      (p) => {
        writeFileSync(p, 'PK');
        truncateSync(p, 50 * 1024 * 1024);
      },
      /50 MB,最多 40 MB/,
    ],
    ['the beginning of a zip', (p) => writeFileSync(p, Buffer.from('504b030414000000', 'hex')), /没有传完/],
  ])('%s is refused in plain words', async (_, make, says) => {
    const path = fresh();
    make(path);
    await expect(all(path)).rejects.toThrow(says);
  });

  test('a zip that is no workbook is refused', async () => {
    const path = fresh();
    writeFileSync(path, storedZip('a.txt', 'hello'));
    await expect(all(path)).rejects.toThrow(/压缩包,不是 Excel/);
  });

  test('what is small packed and huge unpacked is refused before it is unpacked', async () => {
    const path = await by((page) => page.addRow(['罗启明']));
    await expect(all(path, { maxFile: 1e6, maxUnpacked: 1000 })).rejects.toThrow(/内容太多/);
  });

  test('a file cut off in the middle is refused', async () => {
    const path = await by((page) => {
      for (let i = 0; i < 2000; i++) page.addRow([`户${i}`, Math.sin(i)]);
    });
    truncateSync(path, 9000);
    await expect(all(path)).rejects.toThrow(/没有传完|坏了/);
  });
});

test('columns are named as Excel names them', () => {
  expect([1, 26, 27, 52, 703].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'AAA']);
});
