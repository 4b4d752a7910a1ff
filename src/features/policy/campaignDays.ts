import { addDays, at, type Day, weekdayOf } from '../../core/clock.ts';
import { nextSlot } from '../../core/due.ts';
import type { Policy } from '../../records/policy.ts';
import { SEASONS } from '../../records/season.ts';

const WEEK = '一二三四五六日';
const two = (n: number | string | undefined) => String(n ?? '').padStart(2, '0');

/**
 * `09-15` for 每年9月15日, `15` for 每月15号, `w1` for 每周一, and for the office that wants more `cron 0 9 1 3,9 *` (minute
 * and hour are nine o'clock: cadres hear it the day before); undefined for anything else.
 */
export function daysIn(text: string): string | undefined {
  const year = /每年\s*(\d{1,2})月(\d{1,2})[日号]?/.exec(text);
  if (year) {
    const [month, day] = [Number(year[1]), Number(year[2])];
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? `${two(year[1])}-${two(year[2])}` : undefined;
  }
  const month = /每(?:个)?月\s*(\d{1,2})[日号]?/.exec(text);
  // A day that every month has.
  if (month) return Number(month[1]) >= 1 && Number(month[1]) <= 28 ? two(month[1]) : undefined;
  const week = /每(?:周|星期|个?礼拜)\s*([一二三四五六日天])/.exec(text)?.[1];
  if (week) return `w${WEEK.indexOf(week === '天' ? '日' : week) + 1}`;
  const cron = /cron\s+(0 9 [\d*,/-]+ [\d*,/-]+ [\d*,/-]+)\s*$/i.exec(text)?.[1];
  return cron && isCron(cron) ? `cron ${cron}` : undefined;
}

function isCron(cron: string): boolean {
  try {
    return nextSlot(cron, 0) > 0;
  } catch {
    return false;
  }
}

/**
 * The days of an entry's season (its 时间): the first of the month in which it begins (`11—3月`), some two weeks before school
 * (`秋季开学前`); where it names none (`缴费期`) the month in which the office asks for the day. Undefined: no month is known.
 */
export function seasonDays({ id, season = '' }: Pick<Policy, 'id' | 'season'>): string | undefined {
  if (/开学前/.test(season)) return school(season, '02-10', '08-18');
  if (/开学/.test(season)) return school(season, '02-25', '09-01');
  const month = Number(/(\d{1,2})\s*(?:月|[—~至到-])/.exec(season)?.[1]);
  if (month >= 1 && month <= 12) return `${two(month)}-01`;
  const known = SEASONS.find((s) => s.policyId === id)?.month;
  return known === undefined ? undefined : `${two(known)}-01`;
}

function school(season: string, spring: string, autumn: string): string {
  const both = /春/.test(season) === /秋/.test(season);
  if (both) return `${spring},${autumn}`;
  return /春/.test(season) ? spring : autumn;
}

/** Whether one of a campaign's days is this one; 29 February is told on the 28th where there is none. */
export function isItsDay(days: string, day: Day): boolean {
  if (days.startsWith('cron '))
    return nextSlot(days.slice('cron '.length), at(day, '00:00')) === at(day, '09:00');
  return days.split(',').some((one) => isDay(one, day));
}

function isDay(days: string, day: Day): boolean {
  if (days.startsWith('w')) return days === `w${weekdayOf(day)}`;
  if (days.length === 2) return day.endsWith(`-${days}`);
  return (
    day.slice(5) === days || (days === '02-29' && day.endsWith('-02-28') && !addDays(day, 1).endsWith('29'))
  );
}

export function sayDays(days: string): string {
  if (days.startsWith('cron ')) return `定时(${days})`;
  return days.split(',').map(sayDay).join('、');
}

function sayDay(days: string): string {
  if (days.startsWith('w')) return `每周${WEEK[Number(days.slice(1)) - 1]}`;
  const [month, day] = days.split('-').map(Number);
  return day === undefined ? `每月${month}号` : `每年${month}月${day}日`;
}
