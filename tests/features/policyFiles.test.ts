import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Excel from 'exceljs';
import { afterEach, describe, expect, it } from 'vitest';
import { readBookSheet } from '../../src/features/policy/bookSheet.ts';
import { readFolder } from '../../src/policy-files.ts';

const BOOK = fileURLToPath(new URL('../../src/features/policy/book/', import.meta.url));
const NOW = Date.parse('2017-09-13T08:00:00+08:00');
const folders: string[] = [];
const folder = () => {
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-book-'));
  folders.push(dir);
  return dir;
};
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

describe('a book from a folder', () => {
  it('is the one that comes with the program where none is named', () => {
    expect(readFolder(undefined, NOW)).toHaveLength(40);
  });

  it('names every wrong file with its field', () => {
    const dir = folder();
    for (const id of ['P01', 'P02', 'P03']) cpSync(join(BOOK, `${id}.md`), join(dir, `${id}.md`));
    const good = readFileSync(join(BOOK, 'P02.md'), 'utf8');
    writeFileSync(join(dir, 'P02.md'), good.replace(/## 来源[\s\S]*?(?=\n## )/, ''));
    writeFileSync(
      join(dir, 'P03.md'),
      good.replace(/^version: 1$/m, 'version: 1\nvalidTo: 2017-01-01').replace('P02', 'P03'),
    );
    writeFileSync(join(dir, 'P09.md'), readFileSync(join(BOOK, 'P01.md'), 'utf8'));
    const read = () => readFolder(dir, NOW);
    expect(read).toThrow(/P02\.md.*sources/);
    expect(read).toThrow(/P03\.md.*validTo: ended on 2017-01-01/);
    expect(read).toThrow(/P09\.md: P01 is also in P01\.md/);
  });
});

it('names the bad cells of a workbook and takes the good rows', async () => {
  const file = join(folder(), 'book.xlsx');
  const workbook = new Excel.Workbook();
  const sheet = workbook.addWorksheet('政策表');
  sheet.addRow(['编号', '标题', '正文', '去哪办', '来源', '群众这样问', '到期']);
  sheet.addRow([
    'P50',
    '高龄补贴',
    '满80岁的老人可以申请。',
    '乡民政所',
    '县里文件',
    '高龄补贴怎么领',
    '2018-12-31',
  ]);
  sheet.addRow(['五十', '高龄补贴', '字'.repeat(201), '乡民政所', '', '怎么领', '年底']);
  await workbook.xlsx.writeFile(file);
  const book = await readBookSheet(file);
  expect(book.entries.map((e) => e.read.id)).toEqual(['P50']);
  expect(book.wrong).toEqual([
    expect.stringContaining('政策表!A3 编号'),
    expect.stringContaining('政策表!G3 到期'),
    expect.stringContaining('政策表!C3 正文: 有201个字'),
    expect.stringContaining('政策表!E3 来源: 不能空'),
  ]);
});
