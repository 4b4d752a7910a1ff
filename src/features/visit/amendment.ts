import { MINUTE } from '../../core/clock.ts';
import type { Context, Heard } from '../define.ts';
import { lastOfKind } from '../lastMade.ts';
import { fixIn, fixWords } from './correction.ts';
import { ofVisit, readNumber } from './find.ts';

/** Which visit is to be another, and how. */
export interface Amendment {
  id?: string;
  words: string;
  /** Only where the sender's last visit is no older than this, ms. */
  soon?: number;
  /** His last visit of this household is meant. */
  about?: string;
  /** Only the sum that its words tell is another. */
  sum?: string;
}

/** Reads the words behind 更正; null where they are for another kind of record, or (in a room) mean none. */
export function readAmendment({ rest, explicit }: Heard, context: Context): Amendment | null {
  // Another record's number, or nothing but a task was recorded last.
  if (/^[a-rt-z]\s*-?\s*\d/i.test(rest) && !/^h/i.test(rest)) return null;
  if (
    ['task', 'income', 'expense'].some((kind) => lastOfKind(kind, context).length > 0) &&
    !/^[s第]?\s*\d/i.test(rest)
  )
    return null;
  const number = /^[sS第]|^\d+(?=\s|$)/.test(rest) ? readNumber(rest) : null;
  const words = newWords(
    (number?.rest ?? rest).replace(/^(刚才|上一?条|最后一?条|刚记的)(那条)?[\s,:]*/, ''),
  );
  const sum = SUM.exec(words)?.groups?.sum;
  if (sum) return { id: number?.id, words: '', sum };
  if (number || explicit || rest === '') return { id: number?.id, words };
  return words !== rest || /^(不是|改成|应该是)/.test(rest) ? { words } : null;
}

/** `收入是690元`: nothing but the sum is another. */
const SUM =
  /^(?:收入|支出|金额|钱数?)(?:应该)?(?:是|为)?\s*(?<sum>[\d.一二两三四五六七八九十百千万]+\s?(?:元|块钱?)?)[。!]?$/;

/** What a correction may begin with: 改 alone only between what was and what is, for 改造 is a word (`入户改电话`). */
const CHANGED =
  /^(?:把)?[^,。;]{0,12}?(?:改成|改为|应该是|应为|应是|(?<=方式|日期|时间|户主|入户|电话|未遇|服务|[日号])改(?=\S{2}))\s*:?(.+)$/s;
const LABEL =
  /^(?:走访)?(?:(?:日期|时间|方式|户主|情况|备注)(?:是|为|:|\s)+(?=\S)|(?:日期|时间|方式)(?=\d|[今昨前]天|入户|电话|未遇|服务))/;

/** The new words of `不是入户是电话`, `改成9月12日`, `入户改成电话`, `日期应该是9月12日`. */
function newWords(text: string): string {
  const turned = /^不是[^,。]{1,20}?[,\s]*(?:而是|应该是|应是|是)(.+)$/s.exec(text)?.[1];
  const marked = turned ?? CHANGED.exec(text)?.[1];
  return (marked ?? text)
    .replace(/^(?:是|为)/, '')
    .replace(LABEL, '')
    .trim();
}

/** A correction told in plain words, with the number. */
const NUMBERED =
  /^(?:把)?(s\s*-?\s*0*\d{1,9})(?:号|那?条)?[,\s:]*(?:不对|错了|写错了|记错了)?[,\s]*(?:应该是|应该|应是|应为|改成|改为|改到|改|是)\s*(.+)$/is;
/** How soon after it a record is meant by such words that name none. */
const SOON = 10 * MINUTE;

/** The same in plain words, where they are soon after a visit or name it. */
export function readSpoken(text: string, context: Context): Amendment | null {
  const numbered = NUMBERED.exec(text);
  const id = numbered?.[1] ? readNumber(numbered[1])?.id : undefined;
  if (id) return { id, words: newWords(numbered?.[2] ?? '') };
  const fix = fixIn(text, context);
  // A sum that was recorded by itself is put right where it stands.
  const money = ['income', 'expense'].some((kind) => lastOfKind(kind, context).length > 0);
  if (!fix || (money && fix.sum !== undefined) || !(fix.about || context.last.some((m) => ofVisit(m.kind))))
    return null;
  const words = fixWords(fix, context);
  const { about, sum } = fix;
  return about ? { words, about, sum } : { words, soon: SOON, sum };
}
