import { MINUTE } from '../../core/clock.ts';
import { isAsking } from '../../core/text/asking.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { type Context, type Effect, say } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { type MoneyLine, readMoney, sumBelieved } from './read.ts';
import { sumText, WORD } from './text.ts';

/** Something came in. */
const EARNED =
  /工资|工钱|薪|拿到|到手|领到|卖(了|得|出)?|收入|挣|赚|分红|补贴|补助|务工|打工|得了|到账|发了|结了|领了|租金|流转/;
/** Something went out. */
const SPENT = /花了|花费|花掉|掏了|垫了|自费|支出|付了|用(了|去|掉)|买了|(交|缴)了/;
/** It has not come, is owed, wished or asked about. */
const NOT_YET =
  /没(有)?(到|发|拿|给|来|结)|未(到|发)|还没|拖欠|欠|想|要(是|花|交|借)|准备|打算|预计|能(卖|得|有|拿)|多少/;
const LONGEST = 120;
const CONFIRM_FOR = 10 * MINUTE;

/** An income told in passing as it waits for its 确认. */
export interface Told {
  /** The words behind 收入 or 支出. */
  words: string;
  kind?: MoneyLine['kind'];
  /** The sum stood bare among the words. */
  bare?: true;
  until: number;
}

/** `秦海生上个月工资到了3千2`: one household, one sum that came in, said to the bot itself. Null in any doubt. */
export function readSpeech(
  text: string,
  context: Context,
  kind: MoneyLine['kind'] = 'income',
): MoneyLine | null {
  if (!maySpeak(text, context)) return null;
  if (context.sender.householdId && !isOwnNews(text)) return null;
  const line = readMoney(kind, text, context);
  // What a household pays for illness or school is a need to be heard, not an entry to be offered.
  if (context.sender.householdId && kind === 'expense' && line.money?.category !== '生产经营') return null;
  if (line.whose.kind !== 'known') return null;
  const { head } = line.whose.household;
  if (line.money && came(line)) return line;
  const earned = line.rest
    .split(/[,。;!\n]+/)
    .map((clause) => readMoney(kind, `${head} ${clause.trim()}`, context))
    .filter((clause) => clause.money && came(clause));
  const [only, ...more] = earned;
  return only && more.length === 0 ? only : null;
}

/** It may tell of money at all: said to the bot itself, and no question. */
export const maySpeak = (text: string, context: Context): boolean =>
  isSpokenTo(context) && text.length <= LONGEST && !/[?]$|吗$/.test(text);

/** A household that tells what it earned, in few words; in a longer one, or beside a need or a question, it wants something else. */
const isOwnNews = (text: string) =>
  text.length <= 30 &&
  !isAsking(text) &&
  !/[借欠报补骗先够才只不没]|救助|申请|电话|短信|链接|政策|有人|书记|干部|村里|说/.test(text);

const came = ({ kind, rest }: MoneyLine) =>
  !NOT_YET.test(rest) &&
  (kind === 'income'
    ? EARNED.test(rest) && !SPENT.test(rest)
    : SPENT.test(rest) && !/卖|收入|挣|赚/.test(rest));

export function askTold(line: MoneyLine, context: Context, bare?: true): Effect {
  const { whose, money } = line;
  if (whose.kind !== 'known' || !money) return {};
  const year = money.year === Number(context.today.slice(0, 4)) ? '' : `${money.year}年 `;
  const state: Told = {
    words: `${whose.household.head} ${line.rest}`,
    kind: line.kind,
    bare,
    until: context.now + CONFIRM_FOR,
  };
  return {
    ...say(
      `要记这笔${WORD[line.kind]}吗:${whose.household.head} ${WORD[line.kind]} ${year}${sumText(money)}\n对的话回“确认”就记上,不对回“取消”。`,
    ),
    dialog: { state, expires: state.until },
  };
}

/** 确认 books it; null where the words are no answer. */
export async function answerTold(
  { words, kind = 'income', bare }: Told,
  text: string,
  context: Context,
  book: (line: MoneyLine, context: Context) => Promise<Effect>,
): Promise<Effect | null> {
  if (isNo(text)) return { ...say('好,没有记。'), dialog: null };
  if (!isYes(text)) return null;
  return { dialog: null, ...(await book(readMoney(kind, words, context, bare && sumBelieved), context)) };
}
