import { stat } from 'node:fs/promises';
import type Excel from 'exceljs';
import { UserError } from '../errors.ts';
import { pagesOf } from './pages.ts';
import { watchMerges } from './pieces.ts';
import { listZip, type ZipEntry } from './zip.ts';

/** A cell as it was found. */
export interface Cell {
  /** Text without blanks around it, a number, a day as `YYYY-MM-DD` where the cell is formatted as a date; undefined: empty. */
  value?: string | number | boolean;
  /** It is a formula (`value` is what was last worked out), or shows an error such as `#REF!`. */
  flaw?: 'formula' | 'error';
}

/** One row of a sheet, or what is told at the end of one: cells that are merged (`B3:B5`). */
export type Found =
  | { kind: 'sheet'; sheet: string }
  | { kind: 'row'; sheet: string; row: number; cells: readonly Cell[] }
  | { kind: 'merged'; sheet: string; range: string };

export interface ReadLimits {
  /** Of the file, bytes. */
  maxFile: number;
  /** Of everything in it when unpacked, bytes: a small zip can hold a very large one. */
  maxUnpacked: number;
}

export const LIMITS: ReadLimits = { maxFile: 40 * 1024 * 1024, maxUnpacked: 1024 * 1024 * 1024 };

/**
 * Reads a workbook row by row, sheet by sheet, in the order of the file; empty rows are left out. Nothing but the current
 * rows and the shared texts is held in memory.
 * @param wanted sheets that are not wanted are told (`kind: 'sheet'`) and passed over
 * @throws UserError, in words for the sender, where the file is no workbook, damaged, or too large
 */
export async function* readWorkbook(
  path: string,
  wanted: (sheet: string) => boolean = () => true,
  limits: ReadLimits = LIMITS,
): AsyncGenerator<Found> {
  const entries = await check(path, limits);
  try {
    yield* read(path, entries, wanted);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('文件坏了,读到一半读不下去。请用 Excel 或 WPS 打开,另存一份再发。', { cause: error });
  }
}

async function check(path: string, { maxFile, maxUnpacked }: ReadLimits): Promise<ZipEntry[]> {
  const { size } = await stat(path);
  const mega = (n: number) => Math.round(n / 1024 / 1024);
  if (size > maxFile)
    throw new UserError(`文件有 ${mega(size)} MB,最多 ${mega(maxFile)} MB。请按村分成几个文件。`);
  const entries = await listZip(path);
  const names = new Set(entries.map((e) => e.name));
  if (!names.has('xl/workbook.xml') || !names.has('xl/_rels/workbook.xml.rels'))
    throw new UserError('这是个压缩包,不是 Excel 表。请发 .xlsx 文件本身。');
  if (entries.reduce((sum, e) => sum + e.size, 0) > maxUnpacked)
    throw new UserError('表里的内容太多了。请按村分成几个文件。');
  return entries;
}

async function* read(
  path: string,
  entries: readonly ZipEntry[],
  wanted: (sheet: string) => boolean,
): AsyncGenerator<Found> {
  for await (const page of pagesOf(path, entries)) {
    const sheet = page.name.trim();
    const merges = watchMerges(page);
    yield { kind: 'sheet', sheet };
    if (!wanted(sheet)) continue;
    for await (const row of page) {
      const cells = cellsOf(row);
      if (cells.some((c) => c.value !== undefined || c.flaw)) {
        yield { kind: 'row', sheet, row: row.number, cells };
      }
    }
    for (const range of merges()) yield { kind: 'merged', sheet, range };
  }
}

function cellsOf(row: Excel.Row): Cell[] {
  const cells: Cell[] = [];
  row.eachCell({ includeEmpty: false }, (cell, column) => {
    cells[column - 1] = cellOf(cell.value);
  });
  return Array.from(cells, (c) => c ?? EMPTY);
}

const EMPTY: Cell = {};

function cellOf(value: Excel.CellValue): Cell {
  if (value === null || value === undefined) return EMPTY;
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'number') return Number.isFinite(value) ? { value } : EMPTY;
  if (typeof value === 'boolean') return { value };
  if (value instanceof Date) return dayCell(value);
  if ('error' in value) return { flaw: 'error' };
  if ('formula' in value || 'sharedFormula' in value) {
    const { result } = value as { result?: Excel.CellValue };
    return { value: cellOf(result).value, flaw: 'formula' };
  }
  if ('richText' in value) return textCell(value.richText.map((part) => part.text ?? '').join(''));
  if ('text' in value) return cellOf(value.text as Excel.CellValue);
  return EMPTY;
}

function textCell(text: string): Cell {
  const value = text.replace(/[\u00a0\u3000]/g, ' ').trim();
  return value === '' ? EMPTY : { value };
}

/** exceljs reads a date as if it were UTC: its day is the day that the cell shows. */
function dayCell(date: Date): Cell {
  return Number.isNaN(date.getTime()) ? { flaw: 'error' } : { value: date.toISOString().slice(0, 10) };
}
