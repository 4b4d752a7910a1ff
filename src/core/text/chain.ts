import { addDays, type Day } from '../clock.ts';
import { parseRange } from './dayRange.ts';
import { findDay, parseDay } from './days.ts';
import { display, normalize } from './normalize.ts';

/** A 接龙 taken apart: what stands before its first number, and its items; empty ones are left out. */
export interface Chain {
  /** As typed, without the word 接龙. */
  title: string;
  items: ChainItem[];
}

export interface ChainItem {
  /** The number that the item bears; its place in the list where the numbers are not in order. */
  no: number;
  /** As typed, without its number. */
  typed: string;
}

/** The days that a title names: one, or the first and last of a range. */
export interface Span {
  from: Day;
  to: Day;
}

const HEAD = /^[#＃\s]*(?:走访|走訪)?接[龙龍][\s:：,，、]*/;
/** `1. `, `1、`, `1)`, `(1)`, `1 `; a dot before a digit is a date (9.13). */
const NUMBER = /^[-*•]?\s*[(（]?\s*(\d{1,3})\s*(?:[.．。](?!\d)|[、)）:：,，]|\s+(?=\D)|$)\s*/;
/** `1.9.13 罗启明`, `1 9月13日 罗启明`: the number, then a date. */
const NUMBER_AND_DATE = /^(\d{1,3})(?:[.．]|\s+)(?=\d)/;

/** `1罗启明`: the number and a name, where the numbers go on; not `1月…`, `2户…`. */
const NUMBER_AND_NAME = /^(\d{1,3})(?=[\p{Script=Han}])(?![年月日号周点时分组户人个家元块万千百次天岁队村])/u;

/** Takes a 接龙 apart line by line; what has no number goes on with the item above. */
export function parseChain(message: string, today: Day): Chain {
  const title: string[] = [];
  const items: ChainItem[] = [];
  for (const line of display(message).replace(HEAD, '').split('\n')) {
    const typed = line.trim();
    const last = items.at(-1);
    const mark = numberAt(typed, last?.no ?? 0, today);
    if (mark) items.push(mark);
    else if (last) last.typed = `${last.typed} ${typed}`.trim();
    else if (typed !== '' && !/^例\s*[:：.。、]?/.test(typed)) title.push(typed);
  }
  const ordered = items.every((item, i) => item.no > (items[i - 1]?.no ?? 0));
  const numbered = ordered ? items : items.map((item, i) => ({ ...item, no: i + 1 }));
  return { title: title.join('\n'), items: numbered.filter(({ typed }) => /[\p{L}\p{N}]/u.test(typed)) };
}

/** The item that a line begins; a number in a circle is known only in its normalised form. */
function numberAt(typed: string, before: number, today: Day): ChainItem | null {
  for (const line of [typed, normalize(typed)]) {
    const mark = NUMBER.exec(line);
    if (mark) return { no: Number(mark[1]), typed: line.slice(mark[0].length) };
    const glued = NUMBER_AND_NAME.exec(line);
    if (glued && Number(glued[1]) === before + 1)
      return { no: before + 1, typed: line.slice(glued[0].length) };
    const dated = NUMBER_AND_DATE.exec(line);
    const rest = dated ? line.slice(dated[0].length) : '';
    if (!dated || Number(dated[1]) !== before + 1) continue;
    const day = findDay(normalize(rest), { today, prefer: 'nearest' });
    if (day?.index === 0) return { no: before + 1, typed: rest };
  }
  return null;
}

/** The days of a title: `(9月11日-17日)`, `9月13日走访`, `上周走访`; they are not the days of its lines. */
export function spanOf(title: string, today: Day): Span | null {
  const text = normalize(title);
  const context = { today, prefer: 'nearest' as const };
  for (const [written] of text.matchAll(/\d[\d年月日号./~—–到至-]*|上+个?(?:周|星期|礼拜|月)/g)) {
    const phrase = written.replace(/[./~—–到至-]+$/, '');
    const range = parseRange(phrase, context);
    if (range && 'from' in range) return range;
    const day = parseDay(phrase, context);
    if (day && 'day' in day) return { from: day.day, to: day.day };
  }
  const word = findDay(text, context);
  if (!word || !('day' in word) || /周|星期|礼拜/.test(text.slice(word.index, word.index + word.length)))
    return null;
  return word.day <= addDays(today, 1) ? { from: word.day, to: word.day } : null;
}
