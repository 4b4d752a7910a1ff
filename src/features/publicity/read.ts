import type { Day } from '../../core/clock.ts';
import { findDay } from '../../core/text/days.ts';

/** What stands behind the household's name: `9月11日贴的`, `低保公示 昨天贴在村口公示栏`. */
export interface Posting {
  /** Absent: no day was said. */
  start?: Day;
  /** No such day in the calendar, as it was said. */
  noDay?: string;
  place?: string;
  what?: string;
  /** What none of it is. */
  left: string;
}

const PLACE =
  /(?:在|到)?([^\s,。贴在到的]{0,8}?(?:(?:村委会|村部|村口|活动室|路口)?(?:公示栏|公告栏|宣传栏|公开栏)|村委会|村部|村口|活动室|卫生室|小卖部|院坝|路口))(?:里|上|门口)?/u;
const KIND = '(?:识别|初步|第?[一二]次|低保|五保|特困|退出|脱贫|贫困户|危房改?造?|救助|补贴|名单)+公示(?!栏)';
const WHAT = new RegExp(KIND);
/** The command word may say what it is: 低保公示 何玉兰. */
const WORD = new RegExp(`^\\s*[#＃]?\\s*(${KIND})`);
const SAID =
  /张贴|贴|挂|上墙|张榜|出来|出去|出|上去|公示|开始|今天|起|从|于|在|是|的|了|已经|已|就|刚刚|刚|[\s,。!、:;()]/g;

/** Reads it; the day may stand anywhere. One that is still to come is read as that: it is refused, not taken for last year's. */
export function readPosting(rest: string, message: string, today: Day): Posting {
  const found = findDay(rest, { today, prefer: 'nearest' });
  const said = found ? rest.slice(found.index, found.index + found.length) : '';
  const words = found ? `${rest.slice(0, found.index)} ${rest.slice(found.index + found.length)}` : rest;
  const what = WHAT.exec(words)?.[0] ?? WORD.exec(message)?.[1];
  const place = PLACE.exec(words.replace(what ?? '', ' '));
  const left = words
    .replace(what ?? '', ' ')
    .replace(place?.[0] ?? '', ' ')
    .replace(SAID, '');
  return {
    ...(found && 'day' in found ? { start: found.day } : {}),
    ...(found && !('day' in found) ? { noDay: said } : {}),
    ...(place?.[1] ? { place: place[1] } : {}),
    ...(what ? { what } : {}),
    left,
  };
}

/** The word stands apart from what follows, or behind a `#`: what follows is meant as a name, known or not. */
export const isApart = (message: string): boolean => /^\s*([#＃]|\S*公示\S{0,2}[\s:,、:,])/.test(message);
