import { addDays, type Day } from '../clock.ts';
import { yearSaid } from './calendarRules.ts';
import { dayOrNone, type Groups, N, NUMBER_END, type Reading, type Rule, rule, small } from './dayRule.ts';
import { choose, type DayContext, yearOf } from './dayYear.ts';
import { HOLIDAYS, type Holiday, workdayAfter } from './holidays.ts';
import { knowsLunarYear, lunarDay, lunarEve } from './lunar.ts';

const YEAR = '(?:(?<said>今年|本年|明年|去年|前年|后年)|(?<year>(?:19|2[01])\\d\\d)年)?的?';
const BEFORE = '(?<before>之前|以前|前(?![往后去面来台年期进辈夕段]))';
const AFTER = '(?<after>之后|以后|过后|后(?![天面来者续期勤辈]))';
const LUNAR = '农历|阴历|旧历|老历';
const LUNAR_N =
  '(?:初[一二三四五六七八九十]|[十廿][一二三四五六七八九]?|二十[一二三四五六七八九]?|三十[一二]?|\\d{1,2})';

/** 国庆前三天, 中秋节后两天. */
const FEAST_BEFORE = `(?:(?<n>${N}|两)(?<unit>天|周))?`;
const FEAST_AFTER = `(?:(?<days>${N}|两)天)?`;

const FEASTS = [
  ...HOLIDAYS.flatMap(({ names }) => names),
  `(?:${HOLIDAYS.flatMap(({ short }) => short ?? []).join('|')})(?=前|之前|以前|后(?!勤)|之后|以后|过后|长假|黄金周|假期|放假)`,
].join('|');

/** Holidays and lunar days: 国庆前, 中秋前三天, 春节后, 年前, 腊月二十, 八月初五, 闰六月初十. */
export const feastRules: readonly Rule[] = [
  rule(
    `${YEAR}(?<![一二三四五六七八九十百\\d初])(?<feast>${FEASTS})(?![村路街巷寨日号])(?:(?:收假|长假|假期|放假)?${AFTER}${FEAST_AFTER}|${BEFORE}${FEAST_BEFORE})?`,
    (groups, context) => {
      const feast = groups.feast ?? '';
      const holiday = HOLIDAYS.find(({ names, short }) => names.includes(feast) || short?.includes(feast));
      return holiday === undefined ? null : onFeast(holiday, groups, context);
    },
  ),
  rule(
    `(?<![\\d一两二三四五六七八九十几多半今去明当每学成往早头历近])年(?:${BEFORE}|${AFTER})`,
    (groups, context) => newYear(groups, context),
  ),
  rule(
    `${YEAR}(?<mark>${LUNAR})?(?<leap>闰)?(?<month>正|腊|冬|${N})月(?:(?<day>${LUNAR_N})(?:[日号]|${NUMBER_END})|(?<end>[底末]))`,
    lunarDate,
  ),
  rule('(?:大年|(?<![\\d今明去前后])年)(?<day>初[一二三四五六七八九十])', (groups, context) =>
    lunarDate({ ...groups, month: '正' }, context),
  ),
];

/** The feast of a year that was said, or of the year that is meant; X前 is X itself, but for 国庆 (meta.conventions). */
function onFeast(holiday: Holiday, groups: Groups, context: DayContext): Reading {
  const { before, n, unit, after, days } = groups;
  const prefer = before !== undefined && context.prefer === 'nearest' ? 'future' : context.prefer;
  const named = yearSaid(groups, context.today);
  const year = yearOf(context.today);
  const years = named === null ? [year - 1, year, year + 1] : [named];
  const candidates = years.flatMap((y) => holiday.day(y) ?? []);
  const day = named === null ? choose(candidates, { today: context.today, prefer }) : candidates[0];
  if (day === null || day === undefined) return { unknownYear: true };
  if (before !== undefined) {
    const count = n === undefined ? null : (small(n.replace('两', '二')) ?? 0) * (unit === '周' ? 7 : 1);
    if (count !== null) return { day: addDays(day, -count) };
    return { day: holiday.before?.(day) ?? day, until: true };
  }
  if (after === undefined) return { day };
  return days === undefined ? afterHoliday(day) : { day: addDays(day, small(days.replace('两', '二')) ?? 0) };
}

/** 国庆后, 年后: the first workday behind the holiday. */
function afterHoliday(day: Day): Reading {
  const work = workdayAfter(day, 1);
  return work === null ? { unknownYear: true } : { day: work };
}

/** 年前 is before Spring Festival, its eve the last day; 年后 when people work again. */
function newYear({ after }: Groups, { today }: DayContext): Reading {
  const year = yearOf(today);
  const eve = choose(
    [year - 1, year, year + 1].flatMap((y) => lunarEve(y) ?? []),
    { today, prefer: 'future' },
  );
  if (eve === null) return { unknownYear: true };
  return after === undefined ? { day: eve, until: true } : afterHoliday(addDays(eve, 1));
}

const LUNAR_MONTHS: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12 };

/** A month of the lunar year, or one that 农历, 闰 or 初 make lunar; others are left to the calendar. */
function lunarDate(groups: Groups, context: DayContext): Reading | null {
  const { mark, leap, month = '', day = '', end } = groups;
  const named = LUNAR_MONTHS[month];
  if (named === undefined && mark === undefined && leap === undefined && !/^[初廿]/.test(day)) return null;
  const m = named ?? small(month);
  const d = small(day.replace('初', ''));
  if (m === null || (end === undefined && d === null)) return null;
  const on = (year: number): Day | null =>
    end === undefined
      ? lunarDay(year, m, d ?? 0, leap !== undefined)
      : (lunarDay(year, m, 30) ?? lunarDay(year, m, 29));
  return ofLunarYear({ on, month: m, leap: leap !== undefined }, yearSaid(groups, context.today), context);
}

/** A day of each lunar year. */
interface LunarDate {
  on(year: number): Day | null;
  month: number;
  leap: boolean;
}

function ofLunarYear({ on, month, leap }: LunarDate, named: number | null, context: DayContext): Reading {
  const year = named ?? yearOf(context.today);
  if (!knowsLunarYear(year - 1) || !knowsLunarYear(year + 1)) return { unknownYear: true };
  if (named !== null) return dayOrNone(on(named));
  const years = [year - 1, year, year + 1];
  if (leap) {
    const there = years.flatMap((y) => on(y) ?? []);
    return dayOrNone(choose(there, { ...context, prefer: 'nearest' }));
  }
  // The middle of the month tells the year, so that a 30th that it lacks does not become another year's.
  const middle = (y: number) => lunarDay(y, month, 15);
  const near = choose(
    years.flatMap((y) => middle(y) ?? []),
    context,
    60,
  );
  const meant = years.find((y) => middle(y) === near);
  return dayOrNone(meant === undefined ? null : on(meant));
}
