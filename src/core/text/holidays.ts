import chineseDays from 'chinese-days';
import { addDays, type Day, weekdayOf } from '../clock.ts';
import { realDay, yearOf } from './dayYear.ts';
import { lunarDay, lunarEve } from './lunar.ts';

/** A holiday that people name days by. */
export interface Holiday {
  names: readonly string[];
  /** Names that also mean something else (十一 is eleven): they count only before 前, 放假 and the like. */
  short?: readonly string[];
  /** By the year of the calendar, for lunar ones by the lunar year; null where that is not known. */
  day(year: number): Day | null;
  /** What `X前` means where it is not X itself. */
  before?(day: Day): Day;
}

const on = (month: number, day: number) => (year: number) => realDay(year, month, day);
const lunar = (month: number, day: number) => (year: number) => lunarDay(year, month, day);

/** Longer names stand before those that they begin with. 国庆前 is 9月30日 (meta.conventions). */
export const HOLIDAYS: readonly Holiday[] = [
  { names: ['国庆节', '国庆'], short: ['十一'], day: on(10, 1), before: (day) => addDays(day, -1) },
  { names: ['中秋节', '中秋', '八月十五'], day: lunar(8, 15) },
  { names: ['春节', '农历新年'], day: lunar(1, 1) },
  { names: ['除夕', '大年三十', '年三十'], day: lunarEve },
  // In the south it is a day later: who keeps the earlier one is in time for both.
  { names: ['小年夜', '小年'], day: lunar(12, 23) },
  { names: ['七月半', '中元节'], day: lunar(7, 15) },
  { names: ['元旦节', '元旦'], day: on(1, 1) },
  { names: ['五一劳动节', '五一节', '五一', '劳动节'], day: on(5, 1) },
  { names: ['端午节', '端午'], day: lunar(5, 5) },
  { names: ['清明节', '清明'], day: qingming },
  { names: ['重阳节', '重阳'], day: lunar(9, 9) },
  { names: ['元宵节', '元宵'], day: lunar(1, 15) },
  { names: ['腊八节', '腊八'], day: lunar(12, 8) },
  { names: ['三八妇女节', '三八节', '妇女节'], short: ['三八'], day: on(3, 8) },
  { names: ['六一儿童节', '六一节', '儿童节'], short: ['六一'], day: on(6, 1) },
  { names: ['七一建党节', '七一节', '建党节'], short: ['七一'], day: on(7, 1) },
  { names: ['八一建军节', '八一节', '建军节'], short: ['八一'], day: on(8, 1) },
  { names: ['教师节'], day: on(9, 10) },
  { names: ['国家扶贫日', '扶贫日'], day: on(10, 17) },
];

/** 清明 of 2000 to 2099 by the usual formula: chinese-days has the same, but formats it in the machine's time zone. */
function qingming(year: number): Day | null {
  if (year < 2000 || year > 2099) return null;
  const y = year % 100;
  return realDay(year, 4, Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4));
}

/** Whether the State Council's holidays of a year are in chinese-days (they come out late in the year before). */
export function knowsHolidays(year: number): boolean {
  return arranged(`${year}-10-01`) !== null;
}

/** Whether people work that day; null where the year's holidays are not known. */
export function isWorkday(day: Day): boolean | null {
  if (!knowsHolidays(yearOf(day))) return null;
  return arranged(day) ?? weekdayOf(day) <= 5;
}

/** What was looked up already: chinese-days parses and formats days for it, 40 µs each, and a ladder asks of many. */
const LOOKED_UP = new Map<Day, boolean | null>();

/** What the arrangement of holidays says of a day (work or not), null where it leaves the week as it is. */
function arranged(day: Day): boolean | null {
  const known = LOOKED_UP.get(day);
  if (known !== undefined) return known;
  // Only its names are asked for: the weekdays of chinese-days follow the machine's time zone, `National Day,国庆节,3` does not.
  const { name, work } = chineseDays.getDayDetail(day);
  const found = name.includes(',') ? work : null;
  LOOKED_UP.set(day, found);
  return found;
}

/** The `n`th workday behind a day (the first one for 1); null where a year's holidays are not known. */
export function workdayAfter(day: Day, n: number): Day | null {
  let at = day;
  for (let left = n; left > 0; ) {
    at = addDays(at, 1);
    const work = isWorkday(at);
    if (work === null) return null;
    if (work) left--;
  }
  return at;
}
