import { daysBetween } from '../clock.ts';
import { readNumber } from './chineseNumber.ts';
import {
  dayOrNone,
  type Groups,
  N,
  NO_SUCH_DAY,
  NUMBER_END,
  PLACE_END,
  type Reading,
  type Rule,
  rule,
  small,
  UNIT,
} from './dayRule.ts';
import { inferMonth, inferYear, monthAway, realDay, yearOf } from './dayYear.ts';

/** Days of the moon's year that nobody means by the sun's when they are said so: they are feasts. */
const LUNAR_FEASTS = '(?:八月十五)(?![日号\\d])';

const DAY_END = `(?:号${PLACE_END}|日(?![内后均常游用]|[之以][内后])|${NUMBER_END})`;

/** 2017年, 17年, 二〇一七年, 今年. */
const YEAR =
  '(?:(?<year>(?:19|2[01])\\d\\d|\\d\\d|[一二][〇零一二三四五六七八九]{3}|[一二][一二三四五六七八九])年|(?<said>今年|本年|明年|去年|前年|后年))';

const SAID_YEARS: Readonly<Record<string, number>> = {
  今年: 0,
  本年: 0,
  明年: 1,
  去年: -1,
  前年: -2,
  后年: 2,
};

/** A year as written, or by its word; two digits are of this century. */
export function yearSaid({ year, said }: Groups, today: string): number | null {
  if (said !== undefined) return yearOf(today) + (SAID_YEARS[said] ?? 0);
  const number = year === undefined ? null : readNumber(year);
  return number !== null && number < 100 ? 2000 + number : number;
}

/** How far a year of two digits (17.9.14) may be away. */
const NEAR_YEARS = 10;

/** Before a number like 9.13: what makes it an amount, a version, part of a longer number. */
const NUMBER_START = '(?<![\\d.\\-/:¥$a-zA-Z第约共产价重长宽高深涨跌差剩买卖缺欠花])';

/** Behind it: a unit, or a second number with a unit (3.5-4.5斤). */
const PAIR_END = `(?!\\d|[${UNIT}一二三四五六七八九十]|(?:[-~—]|至|到)[\\d.]+[${UNIT}])`;

/** Days by the numbers of the calendar: 2017年9月14日, 2017-09-14, 17.9.14, 9月13日, 九月十三, 9.13, 9/14, 13号. */
export const calendarRules: readonly Rule[] = [
  rule(`(?<![\\d.])${YEAR}的?(?<month>${N})月份?(?<day>${N})${DAY_END}`, (groups, { today }) =>
    withYear(yearSaid(groups, today), groups),
  ),
  rule(
    '(?<![\\d.\\-/])(?<year>(?:19|2[01])\\d\\d)(?<sep>[-./])(?<month>\\d{1,2})\\k<sep>(?<day>\\d{1,2})[日号]?(?!\\d|[-./]\\d)',
    (groups) => withYear(Number(groups.year), groups),
  ),
  rule(
    '(?<![\\d.\\-/:a-zA-Z])(?<year>\\d\\d)(?<sep>[-./])(?<month>\\d{1,2})\\k<sep>(?<day>\\d{1,2})[日号]?(?!\\d|[-./]\\d)',
    shortYear,
  ),
  rule(`(?<!\\d)(?<year>20\\d\\d)(?<month>0[1-9]|1[0-2])(?<day>[0-3]\\d)(?!\\d|[${UNIT}])`, (groups) => {
    const found = withYear(Number(groups.year), groups);
    return found !== null && 'day' in found ? found : null;
  }),
  rule(
    `(?<![\\d.闰年历])(?!${LUNAR_FEASTS})(?<month>${N})月份?(?<day>${N})${DAY_END}`,
    ({ month, day }, context) => {
      const [m, d] = [small(month), small(day)];
      return m === null || d === null ? null : dayOrNone(inferYear(m, d, context));
    },
  ),
  rule(
    `${NUMBER_START}(?<month>\\d{1,2})(?<sep>[./-])(?<day>\\d{1,2})(?:(?<=\\.\\d+|/\\d+)[日号])?(?!\\k<sep>\\d)${PAIR_END}`,
    ({ month, day }, context) => pair(Number(month), Number(day), context),
  ),
  rule(
    `(?<![\\d月第.\\-/年a-zA-Z一二三四五六七八九十百])(?<day>${N})(?:号${PLACE_END}|日(?![内后均常游用]|[之以][内后]))`,
    ({ day }, context) => {
      const d = small(day);
      if (d === null || d > 39) return null;
      return dayOrNone(d > 31 ? null : inferMonth(d, context));
    },
  ),
  rule(
    `(?<which>上上个?月|上个?月|本月|这个?月|当月|下个?月|下下个?月)的?(?<day>${N})${DAY_END}`,
    ({ which, day }, { today }) => {
      const { year, month } = monthAway(today, monthsAway(which));
      const d = small(day);
      return d === null ? null : dayOrNone(realDay(year, month, d));
    },
  ),
];

/** 上 and 下 count one month each. */
export function monthsAway(which = ''): number {
  const ups = which.split('上').length - 1;
  return which.split('下').length - 1 - ups;
}

function withYear(year: number | null, { month, day }: Groups): Reading | null {
  const [m, d] = [small(month), small(day)];
  return year === null || m === null || d === null ? null : dayOrNone(realDay(year, m, d));
}

/** 17.9.14 is a day only near today: 1.12.3 or 10.0.1 are not. */
function shortYear({ year, month, day }: Groups, { today }: { today: string }): Reading | null {
  const found = realDay(2000 + Number(year), Number(month), Number(day));
  return found !== null && Math.abs(daysBetween(today, found)) < NEAR_YEARS * 366 ? { day: found } : null;
}

/** 9.13 is a day where there is a month 9; 9.31 would be one, 13.1 and 9.45 are plain numbers. */
function pair(month: number, day: number, context: Parameters<typeof inferYear>[2]): Reading | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const found = inferYear(month, day, context);
  return found === null ? NO_SUCH_DAY : { day: found };
}
