import { addDays, type Day } from '../clock.ts';
import { yearSaid } from './calendarRules.ts';
import { type Groups, N, type Reading, type Rule, rule, small } from './dayRule.ts';
import { addMonths, choose, type DayContext, lastOfMonth, monthOf, yearOf } from './dayYear.ts';
import { workdayAfter } from './holidays.ts';
import { lunarDay, lunarEve } from './lunar.ts';
import { solarTerm, TERM_NAMES } from './solarTerms.ts';

const YEAR = '(?:(?<said>今年|明年|后年)|(?<year>(?:20)?\\d\\d)年)?的?';

/**
 * Stretches of time that somebody sets as a deadline: 下半年, 三季度, 过两天, 过年前, 霜降前. Their last day is meant. Of what
 * was they say no day (立秋后天凉了, 上半年收入), so they are read only where something is to come.
 */
export const spanRules: readonly Rule[] = [
  rule(`${YEAR}(?<half>[上下])半年`, (groups, context) =>
    toCome(context, () => endOfMonth(groups, groups.half === '上' ? 6 : 12, context)),
  ),
  rule(`${YEAR}第?(?<quarter>[一二三四1-4])季度(?:[底末])?`, (groups, context) =>
    toCome(context, () => endOfMonth(groups, (small(groups.quarter) ?? 4) * 3, context)),
  ),
  rule('(?:(?:本|这个?)季度[底末]?|季度?[底末](?!考))', (_, context) =>
    toCome(context, () => endOfMonth({}, Math.ceil(monthOf(context.today) / 3) * 3, context)),
  ),
  rule(
    `(?<![超经通越路错难好不没来去走])(?:再过|过)(?:[一两二三四五六七八](?=[两二三四五六七八九]))?(?<n>\\d{1,2}|${N}|[两俩半])个?(?<unit>天|周|星期|礼拜|月)(?!前)`,
    (groups, context) => toCome(context, () => later(groups, context)),
  ),
  rule('过(?:(?<done>完|了)年|年(?<before>之前|以前|前)?)(?!后|[货猪])', (groups, context) =>
    toCome(context, () => newYear(groups, context)),
  ),
  rule(`${YEAR}(?<term>${TERM_NAMES.join('|')})(?:节气|那天)?`, (groups, context) =>
    toCome(context, () => termDay(groups, context)),
  ),
];

const toCome = ({ prefer }: DayContext, read: () => Reading | null) => (prefer === 'future' ? read() : null);

function endOfMonth(groups: Groups, month: number, { today }: DayContext): Reading {
  return { day: lastOfMonth({ year: yearSaid(groups, today) ?? yearOf(today), month }) };
}

/** 过两天, 再过一周, 过半个月. */
function later({ n = '', unit }: Groups, { today }: DayContext): Reading | null {
  if (n === '半') return unit === '月' ? { day: addDays(today, 15) } : null;
  const count = n === '两' || n === '俩' ? 2 : small(n);
  if (count === null || count === 0) return null;
  if (unit === '月') return { day: addMonths(today, count) };
  return { day: addDays(today, count * (unit === '天' ? 1 : 7)) };
}

/** 过年 is Spring Festival; 过年前 ends with its eve; 过完年 people work again. */
function newYear({ done, before }: Groups, { today }: DayContext): Reading {
  const years = [yearOf(today) - 1, yearOf(today), yearOf(today) + 1];
  const near = (days: (Day | null)[]) =>
    choose(
      days.flatMap((d) => d ?? []),
      { today, prefer: 'future' },
    );
  if (before !== undefined) {
    const eve = near(years.map(lunarEve));
    return eve === null ? { unknownYear: true } : { day: eve, until: true };
  }
  const day = near(years.map((y) => lunarDay(y, 1, 1)));
  const wanted = day !== null && done !== undefined ? workdayAfter(day, 1) : day;
  return wanted === null ? { unknownYear: true } : { day: wanted };
}

function termDay(groups: Groups, context: DayContext): Reading {
  const named = yearSaid(groups, context.today);
  const year = yearOf(context.today);
  const days = (named === null ? [year, year + 1] : [named]).flatMap(
    (y) => solarTerm(groups.term ?? '', y) ?? [],
  );
  const day = named === null ? choose(days, context) : days[0];
  return day ? { day } : { unknownYear: true };
}
