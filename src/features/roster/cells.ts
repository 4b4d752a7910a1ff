import { maskNumbers } from '../../core/text/mask.ts';
import type { CellKind, CellValue } from '../../sheets/sheet.ts';

/** What a cell was read as, or why it could not be. */
export type CellRead<V> = { value: V } | { wrong: string };

/** One column of a roster as data: how its cells are read and written. */
export interface Field<V> {
  title: string;
  /** Other heads that people write. */
  also?: readonly string[];
  width: number;
  kind: CellKind;
  /** Must be filled for something new. */
  must?: true;
  read(cell: string | number | boolean): CellRead<V>;
  write(value: V): CellValue;
}

type Look = Pick<Field<never>, 'title' | 'width'> & Partial<Pick<Field<never>, 'also' | 'must'>>;

/** Written into a cell where what was there shall go; an empty cell leaves it as it is. */
export const NONE = '无';

const plain = (cell: string | number | boolean) =>
  typeof cell === 'boolean' ? (cell ? '是' : '否') : String(cell);

/** Identity and bank card numbers never come in, whatever column they stand in (M44). */
function clean(cell: string | number | boolean): CellRead<string> {
  const text = plain(cell);
  if (/\d[\d\s-]{13,}/.test(text) && maskNumbers(text).found.length > 0)
    return { wrong: '里面有身份证号或银行卡号,不能存,请删掉' };
  return text.length > 500 ? { wrong: '太长了,最多500个字' } : { value: text };
}

export function text(look: Look): Field<string> {
  return {
    ...look,
    kind: 'text',
    read(cell) {
      const read = clean(cell);
      return 'value' in read && read.value === NONE ? { value: '' } : read;
    },
    write: (value) => value,
  };
}

/** Several in one cell: `因病、缺劳力`. */
export function list(look: Look): Field<string[]> {
  return {
    ...look,
    kind: 'text',
    read(cell) {
      const read = clean(cell);
      if ('wrong' in read) return read;
      return {
        value:
          read.value === NONE
            ? []
            : read.value
                .split(/[、,,;;\n]+/)
                .map((s) => s.trim())
                .filter(Boolean),
      };
    },
    write: (value) => value.join('、'),
  };
}

/** A word of a dictionary, in any way to say it. */
export function oneOf(
  look: Look,
  find: (said: string) => string | undefined,
  words: readonly string[],
): Field<string> {
  return {
    ...look,
    kind: 'text',
    read(cell) {
      const word = find(plain(cell));
      return word
        ? { value: word }
        : { wrong: `“${plain(cell).slice(0, 12)}”不在这些里面:${words.join('、')}` };
    },
    write: (value) => value,
  };
}

export function whole(look: Look, from: number, to: number): Field<number> {
  return {
    ...look,
    kind: 'number',
    read(cell) {
      const n = typeof cell === 'number' ? cell : /^\d+$/.test(plain(cell)) ? Number(cell) : Number.NaN;
      if (Number.isInteger(n) && n >= from && n <= to) return { value: n };
      return { wrong: `要写${from}到${to}的整数,现在是“${plain(cell).slice(0, 12)}”` };
    },
    write: (value) => value,
  };
}

export function yesNo(look: Look): Field<boolean> {
  return {
    ...look,
    kind: 'text',
    read(cell) {
      const said = plain(cell).toLowerCase();
      if (/^(是|有|对|1|y|yes|√|✓|已参保|已参加)$/.test(said)) return { value: true };
      if (/^(否|无|没有|不是|0|n|no|×|未参保|未参加)$/.test(said)) return { value: false };
      return { wrong: `写“是”或“否”,现在是“${said.slice(0, 12)}”` };
    },
    write: (value) => (value ? '是' : '否'),
  };
}

/** Excel's own number of days, where a date came without its format. */
const EPOCH = 25569;

/** A day: a real date, or one written as text (2017-09-13, 2017.9.13, 2017年9月13日, 20170913). */
export function day(look: Look): Field<string> {
  return {
    ...look,
    kind: 'day',
    read(cell) {
      const value = typeof cell === 'number' ? ofNumber(cell) : ofText(plain(cell));
      return value ? { value } : { wrong: `看不出是哪天:“${plain(cell).slice(0, 12)}”,请写成 2017-09-13` };
    },
    write: (value) => value,
  };
}

function ofNumber(n: number): string | undefined {
  if (n >= 19000101 && n <= 21001231) return ofText(String(n));
  if (n < 10_000 || n > 80_000) return undefined;
  return new Date((Math.floor(n) - EPOCH) * 86_400_000).toISOString().slice(0, 10);
}

function ofText(text: string): string | undefined {
  const m =
    /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!m) return undefined;
  const value = `${m[1]}-${m[2]?.padStart(2, '0')}-${m[3]?.padStart(2, '0')}`;
  const ms = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value) ? value : undefined;
}
