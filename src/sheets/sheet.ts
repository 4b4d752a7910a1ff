/** What a column holds: it decides how its cells are written (a real date, a real number) and read back. */
export type CellKind = 'text' | 'day' | 'number' | 'money';

export interface Column {
  title: string;
  /** In characters of the standard font; a Chinese character takes two. */
  width: number;
  kind: CellKind;
}

/** A day is written as `YYYY-MM-DD`, money in yuan; null and undefined leave the cell empty. */
export type CellValue = string | number | null | undefined;

/** One sheet of a workbook to be written. Rows may come one by one: nothing but the current ones is held in memory. */
export interface Sheet {
  /** At most 31 characters; `\ / ? * [ ] :` become blanks. */
  name: string;
  columns: readonly Column[];
  rows: Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>;
  /** Lines above the head (a title, a period), across the whole width. */
  above?: readonly string[];
  /** A sheet that is printed, signed and filed: A4 upright, without a filter, the table's last page with room for these. */
  sign?: readonly string[];
}

/** `A`, `Z`, `AA`: a column as Excel names it, from 1. */
export function columnLetter(n: number): string {
  let letters = '';
  for (let left = n; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return letters;
}
