import type { Readable } from 'node:stream';
import type Excel from 'exceljs';
import { openEntry, type ZipEntry } from './zip.ts';

/** One sheet as exceljs reads it, row by row. */
export interface Page extends AsyncIterable<Excel.Row> {
  name: string;
  iterator: AsyncIterable<Buffer | string>;
}

/** The parts of exceljs's reader that are used one by one here. */
interface Parts {
  sharedStrings?: unknown;
  _parseRels(part: Readable): Promise<void>;
  _parseWorkbook(part: Readable): Promise<void>;
  _parseStyles(part: Readable): Promise<void>;
  _parseSharedStrings(part: Readable): AsyncIterable<unknown>;
  _parseWorksheet(part: Readable, number: string): Iterable<{ value: unknown }>;
}

const SHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/;

/**
 * The sheets of a workbook, one after the other. exceljs takes a zip as it streams by, and at times ends before its last
 * entries, without a word: names and styles are missing then. So each part is opened by the zip's directory, in the order
 * in which it is needed; a sheet that is not wanted is never unpacked.
 */
export async function* pagesOf(path: string, entries: readonly ZipEntry[]): AsyncGenerator<Page> {
  // Loaded when the first workbook comes: half a second that no start needs.
  const { stream } = (await import('exceljs')).default;
  const reader = new stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  }) as unknown as Parts;
  const named = new Map(entries.map((e) => [e.name, e]));

  /** A part as text: exceljs would decode each piece by itself and break characters between two. */
  async function part(name: string, work: (stream: Readable) => Promise<void>): Promise<void> {
    const entry = named.get(name);
    if (!entry) return;
    const stream = await openEntry(path, entry);
    stream.setEncoding('utf8');
    try {
      await work(stream);
    } finally {
      stream.destroy();
    }
  }

  await part('xl/_rels/workbook.xml.rels', (s) => reader._parseRels(s));
  await part('xl/workbook.xml', (s) => reader._parseWorkbook(s));
  await part('xl/styles.xml', (s) => reader._parseStyles(s));
  await part('xl/sharedStrings.xml', async (s) => {
    for await (const _ of reader._parseSharedStrings(s));
  });
  for (const entry of entries) {
    const number = SHEET.exec(entry.name)?.[1];
    if (!number) continue;
    const stream = await openEntry(path, entry);
    try {
      for (const { value } of reader._parseWorksheet(stream, number)) yield value as Page;
    } finally {
      stream.destroy();
    }
  }
}
