import type { Day } from '../../core/clock.ts';
import { formatDay, pastDayIn } from '../../core/text/days.ts';
import { findNames } from '../../core/text/names.ts';
import { findAmounts } from '../../core/text/numerals.ts';
import { askerFor } from '../../records/find.ts';
import { MODE_LABELS, type Mode } from '../../records/visit.ts';
import type { Context } from '../define.ts';
import { findMode } from './modes.ts';

/** What a correction in plain words puts in the place of what was said. */
export interface Fix {
  /** The household whose visit is meant, where one is named. */
  about?: string;
  household?: string;
  mode?: Mode;
  date?: Day;
  /** A sum as it should have been written: `680元`. */
  sum?: string;
}

/** That something said is wrong: `说错了`, `不对`, `不是…是…`. */
const WRONG =
  /(说|写|记|发|打|弄|搞|报|填|讲)(得)?(错|反|漏|多)了?|^(哦|噢|喔|哎|啊)?[,\s]*(不对|错了|有误|不是)|(日期|时间|方式|户主?|人|日子)?(不对|错了)|不是[^,。]{1,14}[,\s]*(而)?是|是[^,。]{1,14}[,\s]*不是|(应该|应)是|应为|改(成|为)(?!(打)?电话(走访|联系|沟通|回访|入户)|入户走访)/;
/** What stands behind it is right. */
const RIGHT = /(?:而是|应该是|应是|应为|改成|改为|(?<!不)是)(?!不是)\s*(?=\S)/g;

/**
 * Reads `刚才说错了,是昨天去的`, `石长顺那个不是入户,是打的电话`, `日期不对,应该是9月12日`; null where it names neither another
 * day nor way nor household. `loose`: the sender was just asked whether it is right, so `是昨天` is enough.
 */
export function fixIn(text: string, context: Context, loose = false): Fix | null {
  if (text.length > 60 || /[?]$|吗$|打错了?电话|电话打错/.test(text)) return null;
  if (!WRONG.test(text) && !(loose && text.length <= 16)) return null;
  const at = [...text.matchAll(RIGHT)].at(-1);
  const wrong =
    /^(.*?(?:错|反|不对|有误)了?)[,。\s]*(.+)$/s.exec(text) ??
    /^(.*?不是[^,。\s]{1,14})[,。\s]+(.+)$/s.exec(text);
  const [before, after] = at
    ? [text.slice(0, at.index), text.slice(at.index + at[0].length)]
    : wrong
      ? [wrong[1] ?? '', wrong[2] ?? '']
      : ['', text];
  const sum = sumIn(after);
  const { directory } = context.read;
  const asker = askerFor(context.sender, directory);
  const nameIn = (part: string) => findNames(directory.householdNames(), part, asker)[0]?.entry.id;
  const date = pastDayIn(after, context.today);
  const mode = findMode(after)?.mode ?? (/去的|上门|到家|当面/.test(after) && !date ? 'home' : undefined);
  const about = nameIn(before);
  const household = nameIn(after);
  if (!mode && !date && !household && !sum) return null;
  return { about, household: household === about ? undefined : household, mode, date, sum };
}

/** The one sum of money in what is right; a bare number is one where it stands alone (`是680不是860`). */
function sumIn(after: string): string | undefined {
  const right = after.replace(/[,\s]*不是.*$/s, '').replace(/[。!了\s]+$/, '');
  const [amount, second] = findAmounts(right);
  if (amount && !second) return right.slice(amount.index, amount.index + amount.length);
  return /^\d+(\.\d+)?$/.test(right) ? `${right}元` : undefined;
}

/** A visit's words with another sum in the place of the only one; undefined where there is none, or several. */
export function withSum(words: string, sum: string): string | undefined {
  const [amount, second] = findAmounts(words);
  if (!amount || second) return undefined;
  return `${words.slice(0, amount.index)}${sum}${words.slice(amount.index + amount.length)}`;
}

/** The correction in the words of a line: `罗启明 电话 9月12日`. */
export function fixWords({ household, mode, date }: Fix, { read, today }: Context): string {
  const head = household ? read.directory.household(household)?.head : undefined;
  return [head, mode && MODE_LABELS[mode], date && formatDay(date, today)].filter(Boolean).join(' ');
}
