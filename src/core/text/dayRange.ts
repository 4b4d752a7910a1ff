import { addDays, type Day, mondayOf } from '../clock.ts';
import { N, small } from './dayRule.ts';
import { type DayRead, parseDay } from './days.ts';
import {
  addMonths,
  type DayContext,
  inferYear,
  lastOfMonth,
  monthAway,
  monthOf,
  realDay,
  yearOf,
} from './dayYear.ts';
import { normalize } from './normalize.ts';

/** Both days belong to the range. */
export type DayRange = { from: Day; to: Day } | { invalid: 'noSuchDay'; text: string };

const SEPARATOR = / ?(?:[-~—–]+|到|至) ?/g;

/**
 * A range that a text names when it is nothing else: `9月11日-17日`, `9.11-9.17`, `11-17号`, `周一到周五`, `本周`, `上个月`,
 * `9月份`, `去年`, `最近两周` (up to today). A range that runs backwards is none.
 */
export function parseRange(text: string, context: DayContext): DayRange | null {
  const whole = normalize(text).replace(/[,。.;!]+$/, '');
  return period(whole, context) ?? between(whole, context);
}

/** Words for a stretch of days as they stand within a sentence, the longest first. */
const WITHIN = new RegExp(
  [
    `(?<!\\d)${N}月${N}[日号]?(?:[-~—]+|到|至)(?:${N}月)?${N}[日号]?`,
    `20\\d\\d年(?:${N}月份?)?`,
    '(?:上上|上|这|本)(?:一?个)?(?:周|星期|礼拜|月)',
    '[今本去前]年',
    '(?:最近|近)(?:\\d{1,3}|[一二两三四五六七八九十半]{1,3})个?(?:天|周|星期|礼拜|月)',
    `(?<![\\d一二三四五六七八九十])${N}月份?(?!底|初|\\d)`,
  ].join('|'),
);

/** The range that a sentence names somewhere (`把上个月的走访台账给我`), with the words for it. */
export function findRange(text: string, context: DayContext): { said: string; range: DayRange } | null {
  const said = WITHIN.exec(normalize(text))?.[0];
  const range = said === undefined ? null : parseRange(said, context);
  return said !== undefined && range ? { said, range } : null;
}

const WEEKS: Readonly<Record<string, number>> = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1 };
const YEARS: Readonly<Record<string, number>> = { 今: 0, 本: 0, 去: -1, 前: -2, 明: 1 };

function period(text: string, context: DayContext): DayRange | null {
  const { today } = context;
  const [, week] = /^(上上|上|这|本|下)(?:一?个)?(?:周|星期|礼拜)$/.exec(text) ?? [];
  if (week !== undefined) {
    const monday = addDays(mondayOf(today), (WEEKS[week] ?? 0) * 7);
    return { from: monday, to: addDays(monday, 6) };
  }
  const [, month] = /^(上上|上|这|本|下)(?:一?个)?月$/.exec(text) ?? [];
  if (month !== undefined) return wholeMonth(monthAway(today, WEEKS[month] ?? 0));
  const [, year] = /^([今本去前明])年$/.exec(text) ?? [];
  if (year !== undefined) return wholeYear(yearOf(today) + (YEARS[year] ?? 0));
  const [, written] = /^(20\d\d)年$/.exec(text) ?? [];
  if (written !== undefined) return wholeYear(Number(written));
  return namedMonth(text, context) ?? recent(text, today);
}

function wholeMonth(month: { year: number; month: number }): DayRange {
  const last = lastOfMonth(month);
  return { from: `${last.slice(0, 8)}01`, to: last };
}

function wholeYear(year: number): DayRange {
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** 9月, 九月份, 2017年9月. */
function namedMonth(text: string, context: DayContext): DayRange | null {
  const [, year, name] = new RegExp(`^(?:(20\\d\\d)年)?(${N})月份?$`).exec(text) ?? [];
  const month = small(name);
  if (name === undefined || month === null || month < 1 || month > 12) return null;
  if (year !== undefined) return wholeMonth({ year: Number(year), month });
  const first = inferYear(month, 1, context);
  return first === null ? null : wholeMonth({ year: yearOf(first), month: monthOf(first) });
}

/** 最近7天, 近两周, 最近一个月: today is the last day. */
function recent(text: string, today: Day): DayRange | null {
  const [, n = '', unit] =
    /^(?:最近|近)(\d{1,3}|[一二两三四五六七八九十半]{1,3})个?(天|周|星期|礼拜|月)$/.exec(text) ?? [];
  if (unit === undefined) return null;
  if (n === '半') return unit === '月' ? { from: addDays(today, -14), to: today } : null;
  const count = small(n.replace('两', '二'));
  if (count === null || count < 1) return null;
  const from = unit === '月' ? addMonths(today, -count) : addDays(today, -count * (unit === '天' ? 1 : 7));
  return { from: addDays(from, 1), to: today };
}

/** Two days with - or 到 between; each hyphen is tried, for 2017-09-11 has some of its own. */
function between(text: string, context: DayContext): DayRange | null {
  for (const match of text.matchAll(SEPARATOR)) {
    const first = text.slice(0, match.index);
    const second = text.slice(match.index + match[0].length);
    // 11-17号: the first number is a day of the month too.
    const bare = new RegExp(`^${N}$`).test(first) && /[日号]$/.test(second);
    const from = parseDay(bare ? `${first}号` : first, context);
    if (from === null) continue;
    const to = lastDay(second, from, {
      ...context,
      rolls: /^\S{1,3}号?$/.test(first) && !/[月./-]/.test(first),
    });
    if (to === null) continue;
    if ('invalid' in from || 'invalid' in to) return { invalid: 'noSuchDay', text };
    if ('day' in from && 'day' in to && from.day <= to.day) return { from: from.day, to: to.day };
  }
  return null;
}

/**
 * The second day is read from the first on: 12月28日-1月3日 ends in the next year, 9月11日-17日 in the same month, and only
 * where no month was said (28-3号) in the next one: `rolls`.
 */
function lastDay(text: string, from: DayRead, context: DayContext & { rolls: boolean }): DayRead | null {
  if (!('day' in from)) return parseDay(text, context);
  const after: DayContext = { today: from.day, prefer: 'future' };
  const date = small(new RegExp(`^(${N})[日号]?$`).exec(text)?.[1] ?? '-');
  if (date !== null && context.rolls) return parseDay(`${date}号`, after);
  if (date !== null) {
    const day = realDay(yearOf(from.day), monthOf(from.day), date);
    return day === null ? { invalid: 'noSuchDay', text } : { day };
  }
  const read = parseDay(text, context);
  const later = read !== null && 'day' in read && read.day < from.day && !/[今昨明前后上下本这年]/.test(text);
  return later ? parseDay(text, after) : read;
}
