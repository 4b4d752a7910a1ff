import type { Day } from '../clock.ts';
import { realDay } from './dayYear.ts';

/**
 * The terms of the farmers' year by which people set days (霜降前), as month and the century's constant of the usual formula.
 * Not among them: those whose names tell of the weather, too (雨水, 小雪, 大雪), and 清明, which is a holiday.
 */
const TERMS: Readonly<Record<string, readonly [month: number, constant: number]>> = {
  立春: [2, 3.87],
  惊蛰: [3, 5.63],
  春分: [3, 20.646],
  谷雨: [4, 20.1],
  立夏: [5, 5.52],
  小满: [5, 21.04],
  芒种: [6, 5.678],
  夏至: [6, 21.37],
  小暑: [7, 7.108],
  大暑: [7, 22.83],
  立秋: [8, 7.5],
  处暑: [8, 23.13],
  白露: [9, 7.646],
  秋分: [9, 23.042],
  寒露: [10, 8.318],
  霜降: [10, 23.438],
  立冬: [11, 7.438],
  冬至: [12, 21.94],
};

/** Years in which the formula is a day off. */
const OFF: Readonly<Record<string, number>> = {
  春分2084: 1,
  小满2008: 1,
  小暑2016: 1,
  立秋2002: 1,
  霜降2089: 1,
  立冬2089: 1,
  冬至2021: -1,
};

export const TERM_NAMES = Object.keys(TERMS);

/** The day of a term in a year of 2000 to 2099; null for others: chinese-days formats its own in the machine's time zone. */
export function solarTerm(name: string, year: number): Day | null {
  const [month, constant] = TERMS[name] ?? [];
  if (month === undefined || constant === undefined || year < 2000 || year > 2099) return null;
  const y = year % 100;
  // Before March the leap day of the year has not come yet.
  const leaps = Math.floor((month < 3 ? y - 1 : y) / 4);
  return realDay(year, month, Math.floor(y * 0.2422 + constant) - leaps + (OFF[`${name}${year}`] ?? 0));
}
