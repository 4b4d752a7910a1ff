import { BY_LABEL, type Field, TITLES } from './labels.ts';

/** One filled or empty sheet: its lines by what they are about, normalised. */
export interface Sheet {
  /** Words between the title and the first line. */
  preface: string;
  fields: Partial<Record<Field, string>>;
  /** Fields of which a sheet has one value only, and that were written twice with different ones. */
  twice: Field[];
  /** How many lines with a known name it has. */
  size: number;
}

/** Longer ones first, so that 户主姓名 is not read as 户主. */
const oneOf = (words: readonly string[]) =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((w) => [...w].join(' ?'))
    .join('|');

const LABEL = `(?:${oneOf(BY_LABEL.map(([label]) => label))})`;
/** What may stand before a line's name, and a number or a dot behind that. */
const BEFORE =
  '(?<=^|[\\n;,。、\\s】\\])]|\\p{Extended_Pictographic})[ ]*(?:[-*•·●]\\s*|\\(?\\d{1,2}[.、)]\\s*)?';
const MARKED = `${BEFORE}(?<label>${LABEL})\\s?(?:\\([^()\\n]{0,14}\\)\\s?)?[:=]`;
/** Names that are clear enough to do without a colon where they begin a line. */
const PLAIN = `(?<=^|\\n)(?<plain>${oneOf(['户主', '户主姓名', '走访方式', '走访日期', '在家人员', '两不愁', '三保障', '饮水', '发现问题', '帮扶措施', '下次走访'])})(?=[ \\n]|$)`;
const LINE = new RegExp(`${MARKED}|${PLAIN}`, 'gu');

const NAME = `(?:${oneOf(TITLES)})(?: ?(?:表|单|模板))?`;
/** The title in brackets, or alone on its line or before the first name. */
const TITLE = new RegExp(
  `(?<=^|\\n)[^\\n:;]{0,10}?(?:[【\\[<《「(] ?${NAME} ?[】\\]>》」)]|${NAME}(?=\\s*(?:[:;,\\n(]|$)|\\s+${LABEL}\\s?:))`,
  'gu',
);

/** These stand once in a sheet. */
const SINGLE: ReadonlySet<Field> = new Set(['household', 'by', 'date', 'mode', 'next']);
/** Only a hint of what to write: `(入户/电话)`, in a line of one value any brackets. */
const CHOICE = /^\([^()]*[/或][^()]*\)$/;
const BRACKETS = /^\([^()]*\)$/;
/** Only a line to write on, or brackets to write into. */
const NOTHING = /^[\s_~.…,;:()[\]【】]*$/;

/** The sheets of a normalised text, one behind each title; without a title the whole text is taken for one. */
export function readSheets(text: string): { titled: boolean; sheets: Sheet[] } {
  const titles = [...text.matchAll(TITLE)];
  const bodies = titles.map((m, i) => text.slice(m.index + m[0].length, titles[i + 1]?.index));
  return { titled: titles.length > 0, sheets: (titles.length > 0 ? bodies : [text]).map(readSheet) };
}

function readSheet(text: string): Sheet {
  const marks = [...text.matchAll(LINE)];
  const fields: Sheet['fields'] = {};
  const twice = new Set<Field>();
  for (const [i, mark] of marks.entries()) {
    const field = fieldOf(mark.groups?.label ?? mark.groups?.plain ?? '');
    const written = trimValue(text.slice(mark.index + mark[0].length, marks[i + 1]?.index));
    const value = CHOICE.test(written) || (SINGLE.has(field) && BRACKETS.test(written)) ? '' : written;
    const old = fields[field];
    if (old && value && old !== value && SINGLE.has(field)) twice.add(field);
    fields[field] = [old, value].filter(Boolean).join('\n');
  }
  const preface = trimValue(text.slice(0, marks[0]?.index ?? text.length));
  return { preface, fields, twice: [...twice], size: marks.length };
}

function fieldOf(label: string): Field {
  const plain = label.replaceAll(' ', '');
  return BY_LABEL.find(([l]) => l === plain)?.[1] ?? 'note';
}

/** A value without the marks and blanks around it; '' where nothing was written. */
function trimValue(value: string): string {
  const text = value.replace(/_{2,}/g, '').replace(/^[\s:;,、]+|[\s;,、]+$/g, '');
  return NOTHING.test(text) ? '' : text;
}

/** Nothing was written on it but what the register knows already. */
export function isEmpty({ fields }: Sheet): boolean {
  return Object.entries(fields).every(([field, value]) => field === 'skip' || !value);
}
