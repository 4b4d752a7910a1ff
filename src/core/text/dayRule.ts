import type { Day } from '../clock.ts';
import { readNumber } from './chineseNumber.ts';
import type { DayContext } from './dayYear.ts';

/** What a day phrase turned out to be. `period`: a part of the day said in the word itself (今晚). */
export type Reading =
  | { day: Day; until?: true; period?: string }
  | { invalid: 'noSuchDay' }
  | { unknownYear: true };

export type Groups = Readonly<Record<string, string | undefined>>;

/** One kind of day phrase: a sticky pattern, and what it says (null: no day after all). */
export interface Rule {
  pattern: RegExp;
  read(groups: Groups, context: DayContext): Reading | null;
}

/** @param pattern source of a regular expression with named groups; it is matched at one place */
export function rule(pattern: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(pattern, 'uy'), read };
}

export const NO_SUCH_DAY = { invalid: 'noSuchDay' } as const;

/** A day, or that there is none. */
export function dayOrNone(day: Day | null): Reading {
  return day === null ? NO_SUCH_DAY : { day };
}

/** A day or month number in a pattern. */
export const N = '(?:\\d{1,2}|[一二三四五六七八九十廿卅]{1,3})';

/** 12, 十二, 廿三, 卅; null for other writing. */
export function small(text = ''): number | null {
  return readNumber(text.replace('廿', '二十').replace('卅', '三十'));
}

/** What makes a bare number an amount of something and no day. */
export const UNIT =
  '元块圆角毛钱万千百亿斤公克吨米亩里度分秒只头匹条户人个次倍折成点岁年月周天号日组村届期项件台辆套张把间栋层袋包瓶粒棵株名家平立方寸尺升厘毫瓦伏兆股楼座排级批样种本页份以%‰℃';

/** The end of a day written without 日 or 号. */
export const NUMBER_END = `(?![\\d.,]?\\d|[${UNIT}一二三四五六七八九十])`;

/** 号 in an address, a box, a phone: no day. */
export const PLACE_END = '(?![楼院信箱意文件车线门房路机屋地块床公栏桌店仓库站馆令位码点召子井桥塘组池])';
