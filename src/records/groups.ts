import { readNumber } from '../core/text/chineseNumber.ts';
import type { Village } from './organisation.ts';

/** Where people are settled who moved off the hills: no group of the village's list. */
const SETTLEMENT = /(安置点|安置区|小区|社区|集镇|街上|新村)$/;

/** A village's group by its number or its name; a settlement by its own. Undefined where it is none. */
export function groupOf(word: string, { groups }: Village): string | undefined {
  const plain = (text: string) => {
    const numbered = /^第?([\d一二三四五六七八九十]{1,3})(?:村民)?小?组?$/.exec(text.trim());
    const n = numbered?.[1];
    return n === undefined ? text.trim() : `${/^\d/.test(n) ? Number(n) : readNumber(n)}组`;
  };
  const want = plain(word);
  const found = groups.filter((g) => g === word || g.split('·').some((part) => plain(part) === want));
  if (found.length === 1) return found[0];
  if (SETTLEMENT.test(word)) return word;
  if (groups.length === 0) return word;
  return word === '' && groups.length === 1 ? groups[0] : undefined;
}
