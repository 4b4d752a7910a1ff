import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type Excel from 'exceljs';
import { type CellKind, type CellValue, type Column, columnLetter, type Sheet } from './sheet.ts';

const FORMATS: Record<CellKind, string> = {
  text: '@',
  day: 'yyyy-mm-dd',
  number: 'General',
  money: '#,##0.00',
};
const ALIGNED: Record<CellKind, Partial<Excel.Alignment>> = {
  text: { vertical: 'top', wrapText: true },
  day: { vertical: 'top', horizontal: 'center' },
  number: { vertical: 'top', horizontal: 'right' },
  money: { vertical: 'top', horizontal: 'right' },
};
const A4 = 9;
/** The lines of a printed table. */
const BOXED: Partial<Excel.Borders> = Object.fromEntries(
  ['top', 'left', 'bottom', 'right'].map((side) => [side, { style: 'thin', color: { argb: 'FF9A9A9A' } }]),
);
/** Points of a line of words; Excel takes no row higher than 409. */
const LINE = 15;
const MOST_LINES = 27;
/** Points: room for a name and a fingerprint. */
const SIGNED = 34;
/** Rows after which the zip may catch up: the writer itself knows no back pressure. */
const PAUSE = 500;
/** Days from Excel's day 0 to 1970-01-01. */
const EPOCH = 25569;

/**
 * Writes a workbook row by row, whole or not at all: it is complete under `path` when this resolves (an older file there is
 * replaced). Each sheet has a frozen head that is repeated on every page, and prints on A4 landscape (what is signed:
 * upright), one page wide, with its lines; long words go on in the next line of their cell instead of being cut off.
 * @param at the instant that the file names as its own, ms
 * @throws whatever `rows` or the disk throws; nothing is left at `path` then
 */
export async function writeWorkbook(path: string, sheets: readonly Sheet[], at: number): Promise<void> {
  const draft = `${path}.part`;
  const file = createWriteStream(draft, { mode: 0o600 });
  try {
    await writeTo(file, sheets, at);
    await rename(draft, path);
  } catch (error) {
    file.destroy();
    await rm(draft, { force: true });
    throw error;
  }
}

/** The same workbook in memory: for one that is small enough to be sent in a chat. */
export async function workbookBytes(sheets: readonly Sheet[], at: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const memory = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  await writeTo(memory, sheets, at);
  return Buffer.concat(chunks);
}

async function writeTo(stream: Writable, sheets: readonly Sheet[], at: number): Promise<void> {
  // Loaded when the first workbook is written: half a second that no start needs.
  const excel = (await import('exceljs')).default;
  const written = finished(stream);
  // Awaited below; a disk that is full must not end the process before.
  written.catch(() => undefined);
  const created = new Date(at);
  const workbook = new excel.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: false,
    zip: { zlib: { level: 6 } },
  } as ConstructorParameters<typeof Excel.stream.xlsx.WorkbookWriter>[0]);
  Object.assign(workbook, { created, modified: created, creator: 'bangfu', lastModifiedBy: 'bangfu' });
  for (const sheet of sheets) await writeSheet(workbook, sheet, stream);
  await workbook.commit();
  await written;
}

async function writeSheet(
  workbook: Excel.stream.xlsx.WorkbookWriter,
  sheet: Sheet,
  file: { errored: Error | null },
): Promise<void> {
  const { columns, above = [], sign = [] } = sheet;
  const head = above.length + 1;
  const page = workbook.addWorksheet(sheetName(sheet.name), {
    views: [{ state: 'frozen', xSplit: 0, ySplit: head }],
    pageSetup: {
      paperSize: A4,
      orientation: sign.length > 0 ? 'portrait' : 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${head}:${head}`,
      margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C第 &P 页,共 &N 页' },
  });
  page.columns = columns.map(({ width, kind }) => ({
    width,
    style: { numFmt: FORMATS[kind], alignment: ALIGNED[kind] },
  }));
  for (const [i, line] of above.entries()) {
    const row = page.addRow([line]);
    row.getCell(1).font = { bold: i === 0, size: i === 0 ? 14 : 11 };
    row.getCell(1).numFmt = '@';
    row.getCell(1).alignment = { vertical: 'middle' };
    if (columns.length > 1) page.mergeCells(row.number, 1, row.number, columns.length);
    row.commit();
  }
  const titles = page.addRow(columns.map((c) => c.title));
  titles.eachCell((cell) => {
    cell.font = { bold: true };
    cell.numFmt = '@';
    cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
    cell.border = BOXED;
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEDED' } };
  });
  titles.height = heightOf(
    columns.map((c) => `${c.title} `),
    columns,
  );
  titles.commit();
  // Only now: with the first row that is written the columns' own styles go out, and those must not box the empty rows below.
  for (const [i, { kind }] of columns.entries())
    page.getColumn(i + 1).style = { numFmt: FORMATS[kind], alignment: ALIGNED[kind], border: BOXED };
  let rows = 0;
  for await (const values of sheet.rows) {
    const cells = columns.map(({ kind }, i) => stored(values[i], kind));
    const row = page.addRow(cells);
    row.height = heightOf(cells, columns);
    row.commit();
    if (++rows % PAUSE === 0) await breathe();
    if (file.errored) throw file.errored;
  }
  if (sign.length > 0) addSignatures(page, sign, columns.length);
  else if (rows > 0)
    page.autoFilter = { from: `A${head}`, to: `${columnLetter(columns.length)}${head + rows}` };
  page.commit();
}

/**
 * How high a row must be for all of its words, points. Programs that open the file differ in whether they reckon it
 * themselves; a phone's does not.
 */
function heightOf(cells: readonly (string | number | null)[], columns: readonly Column[]): number {
  let most = 1;
  for (const [i, cell] of cells.entries()) {
    // Nearly every cell ends here.
    if (typeof cell !== 'string') continue;
    if (cell.length * 2 <= (columns[i]?.width ?? 0) && !cell.includes('\n')) continue;
    const room = Math.max(1, (columns[i]?.width ?? 0) - 1);
    const lines = cell.split('\n').reduce((n, line) => n + Math.max(1, Math.ceil(widthOf(line) / room)), 0);
    most = Math.max(most, lines);
  }
  return Math.min(most, MOST_LINES) * LINE;
}

/** In characters of the standard font: what is not of the Latin alphabet takes two. */
const widthOf = (line: string) => {
  let width = 0;
  for (const c of line) width += c > '\u00ff' ? 2 : 1;
  return width;
};

/** Lines to sign on, each high enough for a pen, kept together below the table. */
function addSignatures(page: Excel.Worksheet, labels: readonly string[], width: number): void {
  for (const label of labels) {
    const row = page.addRow([label]);
    row.height = SIGNED;
    page.mergeCells(row.number, 2, row.number, width);
    for (let i = 1; i <= width; i++) {
      row.getCell(i).numFmt = '@';
      row.getCell(i).alignment = { vertical: 'middle', wrapText: true };
      row.getCell(i).border = BOXED;
    }
    row.commit();
  }
}

/** A day becomes Excel's own number of days: it carries no time zone that could move it. */
function stored(value: CellValue, kind: CellKind): string | number | null {
  if (value === null || value === undefined || value === '') return null;
  if (kind === 'day') {
    const ms = Date.parse(`${value}T00:00:00Z`);
    return Number.isNaN(ms) ? String(value) : ms / 86_400_000 + EPOCH;
  }
  if (kind === 'text') return cleanText(String(value));
  return typeof value === 'number' && Number.isFinite(value) ? value : cleanText(String(value));
}

/** XML cannot hold these, and Excel refuses a file that does. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const cleanText = (text: string) => text.replace(NOT_XML, '').slice(0, 32_000);

const sheetName = (name: string) => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
