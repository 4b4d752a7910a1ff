import { type Day, weekdayOf } from '../clock.ts';
import { calendarRules } from './calendarRules.ts';
import type { Reading, Rule } from './dayRule.ts';
import { timeAt } from './dayTime.ts';
import { type DayContext, yearOf } from './dayYear.ts';
import { feastRules } from './feastRules.ts';
import { normalize } from './normalize.ts';
import { spanRules } from './spanRules.ts';
import { wordRules } from './wordRules.ts';

export type { DayContext, Prefer } from './dayYear.ts';

/**
 * What a day phrase says. `time` is `HH:MM` where one was said, `until` set where the day is the last one (前, 内).
 * `invalid`: the calendar has no such day (9月31日). `unknownYear`: it hangs on holidays or a lunar year not yet known.
 */
export type DayRead =
  | { day: Day; time?: string; until?: true }
  | { invalid: 'noSuchDay'; text: string }
  | { unknownYear: true; text: string };

/** A day phrase in a text; `index` and `length` in UTF-16 units. */
export type DayInText = DayRead & { index: number; length: number };

const RULES: readonly Rule[] = [...calendarRules, ...wordRules, ...feastRules, ...spanRules];

/** Characters that a day phrase may begin with. */
const START =
  /[\d今本明昨前后大去上下这当周星礼月年一二三四五六七八九十廿卅半两俩国中春元端清重除腊正冬农阴旧老闰教妇儿建劳扶凌早晚傍夜晌擦天过再季第全小立惊谷芒夏处白秋寒霜]/;

const UNTIL =
  /\s*(?:(?:下班|收工)(?:之前|以前|前)|之前|以前|前(?![往后去面来台天年期进辈夕段一两三])|之内|以内|内(?!容)|截止|为止|止)/y;

/** A weekday behind a date is said twice: 9月13日(周三). */
const WEEKDAY_TOO = /\s?(?:\((?:周|星期|礼拜)[一二三四五六日天]\)|(?:周|星期|礼拜)[一二三四五六日天])/y;

/**
 * The day that a text names, when it is nothing else: `9月13日`, `下周三`, `国庆前`, `周五下午3点`. Null when it is not.
 * Conventions: domain/messages.json, meta.conventions (weeks from Monday, 国庆前 is 9月30日, X前 means X itself).
 */
export function parseDay(text: string, context: DayContext): DayRead | null {
  const whole = normalize(text).replace(/[,。.;!]+$/, '');
  const found = dayAt(whole, 0, context) ?? timeToday(whole, 0, context);
  if (found === null || found.length !== whole.length) return null;
  const { index: _index, length: _length, ...read } = found;
  return read;
}

/** The first day phrase in a normalised text. */
export function findDay(text: string, context: DayContext): DayInText | null {
  for (let index = 0; index < text.length; index++) {
    if (!START.test(text.charAt(index))) continue;
    const found = dayAt(text, index, context) ?? timeToday(text, index, context, true);
    if (found !== null) return found;
  }
  return null;
}

/** The longest day phrase that begins at a place, with the time and the 前 behind it. */
function dayAt(text: string, index: number, context: DayContext): DayInText | null {
  let best: DayInText | null = null;
  for (const { pattern, read } of RULES) {
    const match = stickyAt(pattern, text, index);
    if (match === null || match[0] === '') continue;
    const core = index + match[0].length;
    const weekday = stickyAt(WEEKDAY_TOO, text, core)?.[0].length ?? 0;
    const untilSoon = stickyAt(UNTIL, text, core + weekday) !== null;
    const after = (period?: string) => timeAt(text, core + weekday, period);
    const until = untilSoon || stickyAt(UNTIL, text, core + weekday + (after()?.length ?? 0)) !== null;
    const prefer = until && context.prefer === 'nearest' ? 'future' : context.prefer;
    const reading = read(match.groups ?? {}, { ...context, prefer });
    if (reading === null) continue;
    const found = withTail(text, index, core + weekday, reading);
    if (best === null || found.length > best.length) best = found;
  }
  return best;
}

/** A phrase with what stands behind it: a time, 前. */
function withTail(text: string, index: number, core: number, reading: Reading): DayInText {
  const time = timeAt(text, core, 'period' in reading ? reading.period : undefined);
  const end = core + (time?.length ?? 0);
  const until = stickyAt(UNTIL, text, end);
  const length = end + (until?.[0].length ?? 0) - index;
  if (!('day' in reading)) return { ...reading, text: text.slice(index, index + length), index, length };
  return {
    day: reading.day,
    ...(time?.time === undefined ? {} : { time: time.time }),
    ...(until !== null || reading.until ? { until: true as const } : {}),
    index,
    length,
  };
}

/** A time without a day is today's; in running text only with a part of the day (晚上8点半). */
function timeToday(text: string, index: number, { today }: DayContext, strict = false): DayInText | null {
  if (strict && !/^[^\d一二两三四五六七八九十]/.test(text.slice(index))) return null;
  const found = timeAt(text, index);
  if (found?.time === undefined) return null;
  return { day: today, time: found.time, index, length: found.length };
}

function stickyAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

/** `9月13日`, with the year where it is not today's. */
export function formatDay(day: Day, today: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${yearOf(day) === yearOf(today) ? '' : `${year}年`}${month}月${date}日`;
}

/** The day in a text on which something was: today at the latest; undefined where none is said, or one still to come. */
export function pastDayIn(text: string, today: Day): Day | undefined {
  const found = findDay(text, { today, prefer: 'past' });
  return found && 'day' in found && found.day <= today ? found.day : undefined;
}

/** `9月13日(周三)`, with the year where it is not today's. */
export function formatDayLong(day: Day, today: Day): string {
  return `${formatDay(day, today)}(周${'一二三四五六日'.charAt(weekdayOf(day) - 1)})`;
}
