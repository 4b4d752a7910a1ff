import { day } from '../../records/kind.ts';
import { entrySchema } from '../../records/policy.ts';
import { type Cell, readWorkbook } from '../../sheets/read.ts';
import { columnLetter } from '../../sheets/sheet.ts';
import type { BookEntry } from './book.ts';

/** Columns of a book in Excel by their heads; lists are divided by 、 or a new line. */
const COLUMNS = {
  编号: 'id',
  版本: 'version',
  标题: 'title',
  类别: 'category',
  正文: 'plain',
  谁能: 'who',
  谁不能: 'whoNot',
  怎么办: 'steps',
  带什么: 'papers',
  去哪办: 'contact',
  谁公布: 'announcedBy',
  本地要填: 'localValues',
  时间: 'season',
  关键词: 'keywords',
  群众这样问: 'questions',
  干部注意: 'caveats',
  来源: 'sources',
  开始: 'validFrom',
  到期: 'validTo',
} as const;
type Column = (typeof COLUMNS)[keyof typeof COLUMNS];
const LISTS: readonly Column[] = [
  'who',
  'whoNot',
  'steps',
  'papers',
  'localValues',
  'keywords',
  'questions',
  'caveats',
  'sources',
];
const HEADS = Object.entries(COLUMNS) as [string, Column][];

/** A book as it was read from a workbook: good entries with their row, and each bad cell by its name. */
export interface SheetBook {
  entries: { from: string; read: BookEntry }[];
  /** `政策表!F12 来源: 不能空` */
  wrong: string[];
}

/** Reads the first sheet of a workbook whose first row has the heads above. @throws UserError where it is no workbook. */
export async function readBookSheet(path: string): Promise<SheetBook> {
  const book: SheetBook = { entries: [], wrong: [] };
  let first: string | undefined;
  let heads: (Column | undefined)[] | undefined;
  for await (const found of readWorkbook(path)) {
    first ??= found.sheet;
    if (found.sheet !== first) continue;
    if (found.kind === 'merged') book.wrong.push(`${found.sheet}!${found.range}: 有合并的格子,请拆开`);
    if (found.kind !== 'row') continue;
    if (heads === undefined) {
      heads = found.cells.map((c) => COLUMNS[String(c.value ?? '') as keyof typeof COLUMNS]);
      const missing = HEADS.filter(([, column]) => NEEDED.includes(column) && !heads?.includes(column));
      if (missing.length > 0)
        book.wrong.push(
          `${found.sheet}!第${found.row}行: 表头少了${missing.map(([head]) => head).join('、')}`,
        );
      continue;
    }
    readRow(found, heads, book);
  }
  if (heads === undefined) book.wrong.push('表是空的');
  return book;
}

const NEEDED: readonly Column[] = ['id', 'title', 'plain', 'contact', 'sources', 'questions'];

function readRow(
  { sheet, row, cells }: { sheet: string; row: number; cells: readonly Cell[] },
  heads: readonly (Column | undefined)[],
  book: SheetBook,
): void {
  const at = (column: Column) => {
    const i = heads.indexOf(column);
    const head = HEADS.find(([, c]) => c === column)?.[0] ?? column;
    return i < 0 ? `${sheet}!第${row}行 ${head}` : `${sheet}!${columnLetter(i + 1)}${row} ${head}`;
  };
  const before = book.wrong.length;
  const bad = (column: Column, why: string) => book.wrong.push(`${at(column)}: ${why}`);
  const text = (column: Column): string => {
    const cell = cells[heads.indexOf(column)];
    if (cell?.flaw === 'error') bad(column, '格子里是错误值');
    return cell?.value === undefined ? '' : String(cell.value);
  };
  const id = /^[pP]-?0*(\d{1,6})$/.exec(text('id'))?.[1];
  if (!id) bad('id', `“${text('id')}”不是 P01 这样的编号`);
  const version = Number(text('version') || '1');
  if (!Number.isInteger(version) || version < 1) bad('version', `“${text('version')}”不是版本号`);
  const days = (column: 'validFrom' | 'validTo') => {
    const value = text(column);
    if (value !== '' && !day.safeParse(value).success) bad(column, `“${value}”不是日子,写成 2018-12-31`);
    return value || undefined;
  };
  const list = (column: Column) =>
    text(column)
      .split(/[、\n]/)
      .map((part) => part.trim())
      .filter(Boolean);
  const entry = entrySchema.safeParse({
    title: text('title'),
    category: text('category') || '其他',
    plain: text('plain'),
    contact: text('contact'),
    announcedBy: text('announcedBy') || '乡里',
    season: text('season') || undefined,
    ...Object.fromEntries(LISTS.map((column) => [column, list(column)])),
    keywords: list('keywords').length > 0 ? list('keywords') : [text('title')].filter(Boolean),
    localValues: list('localValues').map((what) => ({ what })),
    // What other places pay is no column: nobody here shall take it for ours (M 9).
    elsewhere: [],
  });
  const span = { validFrom: days('validFrom'), validTo: days('validTo') };
  for (const issue of entry.error?.issues ?? []) {
    const column = issue.path[0] as Column;
    bad(column, issue.code === 'too_big' ? `有${[...text(column)].length}个字,最多200` : '不能空');
  }
  if (entry.success && id && book.wrong.length === before)
    book.entries.push({
      from: `${sheet}!第${row}行`,
      read: { id: `P${id.padStart(2, '0')}`, version, entry: entry.data, ...span },
    });
}
