import type { Cell, Found } from '../../sheets/read.ts';
import { columnLetter } from '../../sheets/sheet.ts';
import type { Field } from './cells.ts';
import type { Flaws } from './flaws.ts';
import { type Fields, type Rows, SHEET_KEYS, SHEETS, type SheetKey } from './sheets.ts';

/** A row of a known sheet; cells that were empty or wrong are left out. */
export type Row = {
  [K in SheetKey]: { key: K; sheet: string; row: number; wrong: boolean; data: Rows[K]; at: Place };
}[SheetKey];

/** Where a field of the row stands: for a flaw that only shows when it is compared with something else. */
export type Place = (field: string) => { column?: string; title?: string };

/** Reads the sheets of one pass over a file. */
export interface RowReader {
  /** Which sheet of the roster this is; undefined for one of another kind. */
  keyOf(sheet: string): SheetKey | undefined;
  take(found: Found): Row | undefined;
  /** Heads that no column has, by sheet: they are passed over. */
  readonly unknown: ReadonlyMap<string, readonly string[]>;
}

interface Column {
  key: string;
  field: Field<unknown>;
}

interface Head {
  key: SheetKey;
  row: number;
  columns: (Column | undefined)[];
  at: Place;
}

const bare = (head: string) => head.normalize('NFKC').replace(/[\s*:]/g, '');
/** Lines above the head: a title, a date. */
const HEAD_WITHIN = 6;

export function createRowReader(flaws: Flaws): RowReader {
  const heads = new Map<string, Head>();
  const headless = new Set<string>();
  const unknown = new Map<string, string[]>();

  const keyOf = (sheet: string) =>
    SHEET_KEYS.find((k) => [SHEETS[k].name, ...SHEETS[k].also].some((n) => bare(n) === bare(sheet)));

  function headIn(sheet: string, key: SheetKey, row: number, cells: readonly Cell[]): void {
    const fields = Object.entries(SHEETS[key].fields as Fields<Record<string, unknown>>);
    const columns = cells.map((cell) => {
      const head = typeof cell.value === 'string' ? bare(cell.value) : '';
      const found = fields.find(([, f]) => [f.title, ...(f.also ?? [])].some((t) => bare(t) === head));
      return found && { key: found[0], field: found[1] as Field<unknown> };
    });
    const known = columns.filter((c) => c !== undefined);
    if (known.length < 2) {
      if (row >= HEAD_WITHIN && !headless.has(sheet)) {
        headless.add(sheet);
        flaws.add({
          sheet,
          row: 1,
          reason: `没找到表头,要有这些列:${fields.map(([, f]) => f.title).join('、')}`,
        });
      }
      return;
    }
    const at: Place = (name) => {
      const i = columns.findIndex((c) => c?.key === name);
      return i < 0 ? {} : { column: columnLetter(i + 1), title: columns[i]?.field.title };
    };
    const twice = known.find((c, i) => known.findIndex((o) => o.key === c.key) < i);
    if (twice) flaws.add({ sheet, row, ...at(twice.key), reason: `“${twice.field.title}”有两列,请留一列` });
    heads.set(sheet, { key, row, columns, at });
    const extra = cells.flatMap((c, i) =>
      columns[i] === undefined && c.value !== undefined ? [String(c.value)] : [],
    );
    if (extra.length > 0) unknown.set(sheet, extra);
  }

  function read(head: Head, sheet: string, row: number, cells: readonly Cell[]): Row | undefined {
    const data: Record<string, unknown> = {};
    let wrong = false;
    let filled = false;
    for (const [i, column] of head.columns.entries()) {
      const cell = cells[i];
      if (!column || !cell || (cell.value === undefined && !cell.flaw)) continue;
      filled = true;
      const result = cell.flaw ? { wrong: REASONS[cell.flaw] } : column.field.read(cell.value ?? '');
      if ('value' in result) data[column.key] = result.value;
      else {
        wrong = true;
        flaws.add({
          sheet,
          row,
          column: columnLetter(i + 1),
          title: column.field.title,
          reason: result.wrong,
        });
      }
    }
    return filled ? ({ key: head.key, sheet, row, wrong, data, at: head.at } as Row) : undefined;
  }

  return {
    keyOf,
    unknown,
    take(found) {
      if (found.kind === 'sheet') return undefined;
      const key = keyOf(found.sheet);
      if (!key) return undefined;
      const head = heads.get(found.sheet);
      if (found.kind === 'merged') {
        merged(found.sheet, found.range, head, flaws);
        return undefined;
      }
      if (!head) {
        headIn(found.sheet, key, found.row, found.cells);
        return undefined;
      }
      return read(head, found.sheet, found.row, found.cells);
    },
  };
}

const REASONS = {
  formula: '是公式,请复制后“粘贴为数值”',
  error: '是公式的错误(如 #REF!),请改成真正的内容',
} as const;

/** Merged cells below the head hide what belongs to the rows; a title above it may be as wide as it likes. */
function merged(sheet: string, range: string, head: Head | undefined, flaws: Flaws): void {
  const m = /^([A-Z]+)(\d+):[A-Z]+(\d+)$/.exec(range);
  if (!m || (head && Number(m[3]) <= head.row)) return;
  flaws.add({
    sheet,
    row: Number(m[2]),
    column: m[1],
    reason: `${range} 是合并的格子,请取消合并,每一行都填上`,
  });
}
