import { readNumber } from '../../core/text/chineseNumber.ts';
import type { Origin } from '../../records/problem.ts';

/** What the words of a problem tell besides: where it was found (E03, E06, E12), and that it is of weight (E24). */
export interface Marks {
  origin?: Origin;
  boxNo?: string;
  major?: boolean;
}

const ORIGIN_WORDS: readonly [RegExp, Origin][] = [
  [/意见箱|信箱/, 'box'],
  [/督查|巡查|督导|检查组|暗访|上级检查/, 'inspection'],
  [/(村民|院坝|群众|干部|例|代表)会(?!计)|会上/, 'meeting'],
  [/比对/, 'crosscheck'],
  [/举报/, 'report'],
  [/(户|本人|家里|老人家?|群众|村民)(自己)?(反映|说|讲)/, 'household'],
];
const BOX = /(?<n>\d{1,3}|[一二三四五六七八九十])号(?:意见)?箱|(?:意见)?箱(?<m>\d{1,3})号?/;
/** Where it was found, said in front: it stands in its own field. */
const FROM =
  /^(?:(?:\d{1,3}|[一二三四五六七八九十])号)?(?:意见)?箱(?:里|里面)?(?:反映|说|有人说)?[\s,:、]*(?=\S{3})|^(?:督查|巡查|检查)(?:组)?发现(?:的)?[\s,:、]*(?=\S{3})/;
const MAJOR = /^(?:重大|重点)(?:问题)?[\s,:、]*/;

/** Reads the marks of a problem's words; `text` is what stays to be told. */
export function marksIn(words: string): Marks & { text: string } {
  const origin = ORIGIN_WORDS.find(([re]) => re.test(words))?.[1];
  const box = BOX.exec(words)?.groups;
  const boxNo = origin === 'box' ? readNumber(box?.n ?? box?.m ?? '') : null;
  const major = MAJOR.test(words);
  return {
    text: words.replace(MAJOR, '').replace(FROM, ''),
    ...(origin ? { origin } : {}),
    ...(boxNo === null ? {} : { boxNo: String(boxNo) }),
    ...(major ? { major } : {}),
  };
}

const TOUCHED = /(?<n>\d{1,4}|[一二两三四五六七八九十]{1,3})\s*(?:多|来)?户(?!主|口|籍|型|外)/;

/** How many households the words say it touches (E23). */
export function touchedIn(text: string): number | undefined {
  const n = TOUCHED.exec(text)?.groups?.n;
  return n === undefined ? undefined : (readNumber(n.replace('两', '二')) ?? undefined);
}
