import { addDays, type Day, mondayOf, weekdayOf } from '../clock.ts';
import { monthsAway, yearSaid } from './calendarRules.ts';
import { type Groups, N, type Reading, type Rule, rule, small } from './dayRule.ts';
import {
  addMonths,
  choose,
  type DayContext,
  inferYear,
  lastOfMonth,
  monthAway,
  realDay,
  yearOf,
} from './dayYear.ts';
import { workdayAfter } from './holidays.ts';

const DAYS_AWAY: Readonly<Record<string, number>> = {
  大前: -3,
  前: -2,
  昨: -1,
  今: 0,
  明: 1,
  后: 2,
  大后: 3,
};

const WEEK = '(?:周|星期|礼拜)';
const WEEKDAYS = '一二三四五六日天';
const WHICH_WEEK = '(?<which>(?:上上|上|这|本|下下|下)(?:一?个)?)';

/** 周一 in 周一共, 每周一, a surname: what must not stand around a bare weekday. */
const BEFORE_WEEKDAY = '(?<![每一两二三四五六七八九十几\\d隔逢上下这本个])';
const AFTER_WEEKDAY = '(?![十百千]|(?<=一)[共起定直样些次遍趟户般边旦切个])(?!(?<=日)常)';

const WHICH_MONTH = '(?<which>上上个?月|上个?月|本月|这个?月|当月|下个?月|下下个?月)';
const WHICH_YEAR = '(?:(?<said>今年|明年|去年|前年|后年)|(?<year>(?:20)?\\d\\d)年)';

/** Words for days: 今天, 昨晚, 周三, 下周三, 月底, 年底, 三天内, 两周后. */
export const wordRules: readonly Rule[] = [
  rule(
    '(?<word>(?<![目以之提])大?前|昨|今|明|(?<![以之今午最然先春夏秋冬])大?后)(?:[天日](?!性)|儿个?|(?<period>[晚早夜晨])上?|(?=上午|下午|中午|早上|晚上|凌晨))(?!白|期)',
    away,
  ),
  // The north's word for yesterday.
  rule('夜(?:儿个?|个)(?:里|黑里?|晚上?)?', (_, { today }) => ({ day: addDays(today, -1) })),
  rule(`${WHICH_WEEK}${WEEK}(?<weekday>[${WEEKDAYS}])`, ({ which, weekday }, { today }) => ({
    day: addDays(mondayOf(today), weeksAway(which) * 7 + indexOf(weekday)),
  })),
  rule(`${BEFORE_WEEKDAY}${WEEK}(?<weekday>[${WEEKDAYS}])${AFTER_WEEKDAY}`, bareWeekday),
  rule(`${WHICH_WEEK}?(?:周末|(?:周|星期|礼拜)(?=内|之内|以内))`, ({ which }, context) =>
    weekend(which, context),
  ),
  rule(
    `(?:${WHICH_MONTH}|(?:(?<!\\d)${WHICH_YEAR}的?)?(?<month>${N})月份?|(?<![每个月])月)(?:(?<last>[底末尾]|下旬)|(?<first>初|(?<!${N}月)头)(?![一二三四五六七八九十])|(?<early>上旬)|(?<mid>中旬)|中(?=$|[\\s,。;、)]|前|之前|以前))`,
    partOfMonth,
  ),
  rule(
    `(?:${WHICH_MONTH.replace('which', 'inside')}|(?<![每个\\d一二三四五六七八九十])月)(?=内|之内|以内)`,
    ({ inside }, { today }) => ({
      day: lastOfMonth(monthAway(today, monthsAway(inside))),
    }),
  ),
  rule(
    '(?:(?<said>今|本|明|去|前|后)年年?|(?<year>(?:20)?\\d\\d)年年?|(?<![\\d今明去前后每半几两多学成当一二三四五六七八九十])年)(?:(?<last>[底末尾]|终(?![总奖考于])|(?=内))|(?<first>初)(?![一二三四五六七八九十]))',
    partOfYear,
  ),
  rule(
    `(?<![\\d第.近几十百多])(?:[一两二三四五六七八](?=[两二三四五六七八九])|十天(?=半))?(?<n>\\d{1,3}|${N}|[两俩]|半)(?<half>个半|个)?(?<unit>工作日|天|日(?=[之以]?[内后])|周|星期|礼拜|月|年|小时)(?<side>之内|以内|内|之后|以后|过后|后(?!天)|前(?=$|[\\s,。;去走来的])|之前|以前)`,
    duration,
  ),
];

function away({ word = '', period }: Groups, { today }: DayContext): Reading {
  const day = addDays(today, DAYS_AWAY[word] ?? 0);
  return period === undefined ? { day } : { day, period };
}

function indexOf(weekday = ''): number {
  return Math.min(WEEKDAYS.indexOf(weekday), 6);
}

/** 上 and 下 count one week each. */
function weeksAway(which = ''): number {
  return which.split('下').length - which.split('上').length;
}

/** 周四 is this week's (meta.conventions); of a visit that was, or a deadline to come, the last or next one. */
function bareWeekday({ weekday }: Groups, { today, prefer }: DayContext): Reading {
  const away = indexOf(weekday) + 1 - weekdayOf(today);
  if (prefer === 'past' && away > 0) return { day: addDays(today, away - 7) };
  if (prefer === 'future' && away < 0) return { day: addDays(today, away + 7) };
  return { day: addDays(today, away) };
}

/** 周末 is the week's last day, like 月底. */
function weekend(which: string | undefined, { today, prefer }: DayContext): Reading {
  const sunday = addDays(mondayOf(today), 6 + weeksAway(which) * 7);
  const gone = which === undefined && prefer === 'past' && sunday > today;
  return { day: gone ? addDays(sunday, -7) : sunday };
}

function partOfMonth(groups: Groups, context: DayContext): Reading | null {
  const { which, month, last, first, early, mid } = groups;
  // Of 上旬, 中旬, 下旬 the last day, as of 月底 and 本周内.
  const date = first !== undefined ? 1 : early !== undefined ? 10 : mid !== undefined ? 20 : 15;
  const part = (m: { year: number; month: number }): Day | null =>
    last !== undefined ? lastOfMonth(m) : realDay(m.year, m.month, date);
  if (which !== undefined) return dayOrNull(part(monthAway(context.today, monthsAway(which))));
  if (month === undefined) {
    if (context.prefer === 'nearest') return dayOrNull(part(monthAway(context.today, 0)));
    return dayOrNull(
      choose(
        [-1, 0, 1].flatMap((n) => part(monthAway(context.today, n)) ?? []),
        context,
      ),
    );
  }
  const m = small(month);
  const anchor = m === null || m > 12 ? null : inferYear(m, 1, context);
  if (m === null || anchor === null) return null;
  return dayOrNull(part({ year: yearSaid(groups, context.today) ?? yearOf(anchor), month: m }));
}

function partOfYear({ said, year, last, first }: Groups, context: DayContext): Reading | null {
  const part = (y: number): Day => (last !== undefined || first === undefined ? `${y}-12-31` : `${y}-01-01`);
  const named = yearSaid({ year, said: said === undefined ? undefined : `${said}年` }, context.today);
  if (named !== null) return { day: part(named) };
  const y = yearOf(context.today);
  if (context.prefer === 'nearest') return { day: part(y) };
  return dayOrNull(choose([part(y - 1), part(y), part(y + 1)], context));
}

function dayOrNull(day: Day | null): Reading | null {
  return day === null ? null : { day };
}

/** 三天内 (until the third day), 两周后, 半个月后, 三天前, 5个工作日内. */
function duration({ n, half, unit, side = '' }: Groups, { today }: DayContext): Reading | null {
  const count = n === '半' ? 0.5 : n === '两' || n === '俩' ? 2 : small(n);
  if (
    count === null ||
    (half === '个半' && unit !== '月') ||
    (unit === '月' && half === undefined && !/[半俩]/.test(n ?? ''))
  )
    return null;
  const total = half === '个半' ? count + 0.5 : count;
  if (unit === '年' && total > 50) return null;
  const sign = /前/.test(side) ? -1 : 1;
  const day =
    unit === '工作日'
      ? sign > 0 && Number.isInteger(total)
        ? workdayAfter(today, total)
        : null
      : moved(today, total * sign, unit);
  if (day === null) return unit === '工作日' && sign > 0 ? { unknownYear: true } : null;
  return /内/.test(side) ? { day, until: true } : { day };
}

/** Half a month is 15 days, half a year six months, a day's part the day itself. */
function moved(today: Day, n: number, unit = ''): Day {
  const whole = Math.trunc(n);
  const half = (n - whole) * 2;
  if (unit === '月') return addDays(addMonths(today, whole), half * 15);
  if (unit === '年') return addMonths(today, n * 12);
  if (unit === '小时') return addDays(today, Math.floor(n / 24));
  if (unit === '天' || unit === '日') return addDays(today, whole);
  return addDays(today, Math.round(n * 7));
}
