import { readNumber } from './chineseNumber.ts';

const NUMBER = '(?:\\d{1,2}|[〇零一二两三四五六七八九十]{1,3})';

/** 下午3点, 晚上8点半, 18:00, 十点一刻; or a part of the day alone (上午). Not 3点意见, 晚点, 早就. */
const TIME = new RegExp(
  '\\s*的?(?<period>凌晨|清早|清晨|一早|早上|早晨|上午|中午|晌午|下午|傍晚|擦黑|天黑|晚上|夜里|半夜|晚(?![点些期餐饭辈稻熟间])|早(?![就点期餐饭稻熟已]))?\\s*' +
    `(?:(?:(?<hour>${NUMBER})(?:[:](?<minute>[0-5]\\d)(?::\\d\\d)?(?![\\d:])|(?:点钟?|时)(?!意见|建议|要求|问题|说明|[\\d.]*%)(?:(?<half>半)|(?<quarter>[一三]刻)|(?<spoken>${NUMBER})分|(?<bare>[0-5]\\d)(?!\\d)|整)?)))?`,
  'uy',
);

const AFTERNOON = /下午|傍晚|晚|夜|黑/;

/** A time of day in a text: how long it is, and `HH:MM` where an hour was said. */
export interface TimeRead {
  time?: string;
  length: number;
}

/**
 * The time that stands at a place of a normalised text, or null. `said` is a part of the day from the word before (今晚).
 * One to five o'clock (点) without a part of the day is in the afternoon: nobody visits or meets at three at night.
 */
export function timeAt(text: string, index: number, said?: string): TimeRead | null {
  TIME.lastIndex = index;
  const match = TIME.exec(text);
  if (match === null || match[0].trim() === '' || match[0].trim() === '的') return null;
  const { period, hour, minute, half, quarter, spoken, bare } = match.groups ?? {};
  if (hour === undefined) return period === undefined ? null : { length: match[0].length };
  const h = readNumber(hour);
  const m = half
    ? 30
    : quarter
      ? quarter === '一刻'
        ? 15
        : 45
      : (readNumber(minute ?? spoken ?? bare ?? '0') ?? 60);
  if (h === null || h > 24 || m > 59) return null;
  const time = clockTime(h, m, period ?? said, minute === undefined);
  return time === null ? null : { time, length: match[0].length };
}

/** Midnight at the end of a day is 23:59, so that it stays in its day. */
function clockTime(hour: number, minute: number, period: string | undefined, spoken: boolean): string | null {
  let h = hour;
  if (period !== undefined && AFTERNOON.test(period) && !(period === '半夜' && hour < 6)) {
    if (h === 12 && period !== '下午') return '23:59';
    if (h < 12) h += 12;
  } else if ((period === '中午' || period === '晌午') && h < 3) h += 12;
  else if (period === undefined && spoken && h >= 1 && h <= 5) h += 12;
  if (h === 24) return minute === 0 ? '23:59' : null;
  return `${String(h).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
