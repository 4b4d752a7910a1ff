import { addDays, type Day } from '../../core/clock.ts';
import { readNumber } from '../../core/text/chineseNumber.ts';
import { parseRange } from '../../core/text/dayRange.ts';
import { formatDayLong, parseDay } from '../../core/text/days.ts';

type Days = { from: Day; to: Day } | { invalid: string };

/** `9月20日到25日`, `到周五`, `3天`, `明天起3天`, `明天`. */
export function daysIn(said: string, today: Day): Days | null {
  const text = said.replace(/(请假|休息)$/, '').trim();
  const context = { today, prefer: 'future' as const };
  const span =
    /^(?<from>.*?)(?:起|开始)?[\s,]*(?:共|请|休)?(?<n>\d{1,2}|[一二两三四五六七八九十]{1,2})(?<unit>天|周|个?星期)$/.exec(
      text,
    );
  const count = readNumber(span?.groups?.n?.replace('两', '二') ?? '');
  if (span && count) {
    const from = span.groups?.from ? dayOnly(span.groups.from, context) : { day: today };
    if (from && 'invalid' in from) return from;
    if (from)
      return { from: from.day, to: addDays(from.day, count * (span.groups?.unit === '天' ? 1 : 7) - 1) };
  }
  const until = /^(?:到|至)\s*(?<day>.+)$/.exec(text)?.groups?.day;
  if (until) {
    const to = dayOnly(until, context);
    return to && ('invalid' in to ? to : { from: today, to: to.day });
  }
  const range = parseRange(text, context);
  if (range) return 'invalid' in range ? { invalid: range.text } : range;
  const one = dayOnly(text, context);
  return one && ('invalid' in one ? one : { from: one.day, to: one.day });
}

function dayOnly(
  text: string,
  context: { today: Day; prefer: 'future' },
): { day: Day } | { invalid: string } | null {
  const read = parseDay(text, context);
  if (read === null || 'unknownYear' in read) return null;
  return 'invalid' in read ? { invalid: text } : { day: read.day };
}

/** `9月20日(周三)到9月25日(周一)` */
export function spanText({ from, to }: { from: Day; to: Day }, today: Day): string {
  return from === to
    ? formatDayLong(from, today)
    : `${formatDayLong(from, today)}到${formatDayLong(to, today)}`;
}

const DAY =
  '(?:[下这本]?个?(?:周|星期|礼拜)[一二三四五六日天]|(?:\\d{1,2}月)?\\d{1,2}[日号]|今天|明天|后天|大后天|月底)';
const SPAN = new RegExp(`${DAY}(?:起|开始)?(?:到|至|-|—)${DAY}`);

/** The days from one to another that stand within a sentence: 下周一到下周三单位派我去学习. */
export function spanIn(text: string, today: Day): Days | null {
  const said = SPAN.exec(text)?.[0];
  return said ? daysIn(said, today) : null;
}
