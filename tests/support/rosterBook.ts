import Excel from 'exceljs';
import { importRoster } from '../../scripts/roster/import.ts';
import { rosterSheets } from '../../src/features/roster/write.ts';
import { writeWorkbook } from '../../src/sheets/write.ts';
import type { Store } from '../../src/store/store.ts';
import { WEDNESDAY } from './world.ts';

/** The roster's own workbook, changed by a test, at `path`. */
export async function rosterBook(
  store: Store,
  path: string,
  edit: (book: Excel.Workbook) => void,
): Promise<string> {
  await writeWorkbook(path, rosterSheets(store.read), WEDNESDAY);
  const book = new Excel.Workbook();
  await book.xlsx.readFile(path);
  edit(book);
  await book.xlsx.writeFile(path);
  return path;
}

export function page(book: Excel.Workbook, name: string): Excel.Worksheet {
  const found = book.getWorksheet(name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found;
}

/** Puts cells into a row, by their heads. */
export function put(sheet: Excel.Worksheet, row: number, cells: Record<string, Excel.CellValue>): void {
  const heads = sheet.getRow(1).values as string[];
  for (const [head, value] of Object.entries(cells)) sheet.getCell(row, heads.indexOf(head)).value = value;
}

/** The row whose cell under a head is this. */
export function rowOf(sheet: Excel.Worksheet, head: string, value: string): number {
  const column = (sheet.getRow(1).values as string[]).indexOf(head);
  for (let row = 2; row <= sheet.rowCount; row++) if (sheet.getCell(row, column).value === value) return row;
  throw new Error(`no ${value} under ${head}`);
}

/** Imports a workbook as the terminal does, answered with 确认 or not; the exit code and what was printed. */
export async function tryIn(store: Store, file: string, yes = true): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await importRoster(store, file, {
    now: () => WEDNESDAY,
    print: (text) => lines.push(text),
    progress: () => undefined,
    agreed: async () => yes,
  });
  return { code, said: lines.join('\n') };
}
