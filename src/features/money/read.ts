import { counted, isRough, periodOf, yearIn } from '../../core/text/money.ts';
import { EXPENSES, expenseCategory, INCOMES, incomeCategory } from '../../core/text/moneyWords.ts';
import { type Amount, findAmounts, parseAmount } from '../../core/text/numerals.ts';
import { type MoneyFields, moneyFields } from '../../records/moneyOf.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { type Whose, whoseIn } from '../../records/whose.ts';
import type { Context } from '../define.ts';

/** What `罗启明 鸡12只 960元` came to. */
export interface MoneyLine {
  kind: 'income' | 'expense';
  /** `others`: a household named another one. */
  whose: Whose | { kind: 'others'; rest: string };
  /** Absent where it cannot be booked as it stands; then `wrong` says why. */
  money?: MoneyFields;
  wrong?: 'noAmount' | 'twoAmounts' | 'twoSources' | 'unitPrice';
  rest: string;
}

/** 8块一斤, 一头4千, 每只60元; not 卖了一头牛. */
const UNIT_PRICE =
  /每(斤|公斤|只|头|袋|箱|亩)|[元块钱毛角百千](一|每|\/)(斤|公斤|只|头|袋|箱|亩)|一(斤|公斤|只|头|袋|箱|亩)(卖|价|要|是)?\s*[\d一二两三四五六七八九十百]|单价/;

/** Reads the words behind 收入 or 支出. */
export function readMoney(
  kind: MoneyLine['kind'],
  words: string,
  context: Context,
  sumsIn = amountsIn,
): MoneyLine {
  const whose = ownOr(words, context);
  const { rest } = whose;
  const line = { kind, whose, rest };
  const [amount, second] = sumsIn(rest);
  if (!amount) return { ...line, wrong: 'noAmount' };
  if (second) return { ...line, wrong: 'twoAmounts' };
  if (amount.amount <= 0) return { ...line, wrong: 'noAmount' };
  if (UNIT_PRICE.test(rest)) return { ...line, wrong: 'unitPrice' };
  const category = categoryIn(kind, rest);
  if (category === 'several') return { ...line, wrong: 'twoSources' };
  const { amount: sum, approx, max } = amount;
  const told = {
    kind,
    category,
    amount: sum,
    approx: approx || isRough(rest),
    max,
    ...counted(rest),
    period: periodOf(rest),
    ...yearIn(rest),
  };
  return { ...line, money: moneyFields(told, context.today) };
}

function ownOr(words: string, { sender, read }: Context): MoneyLine['whose'] {
  const whose = whoseIn(words, sender, read.directory);
  const household = read.directory.household(sender.householdId ?? '');
  return household ? ofItself(household, words.trim(), whose) : whose;
}

/** A household speaks of itself, by its name or without one; of what begins with another's name it is told nothing. */
function ofItself(household: HouseholdBrief, words: string, whose: Whose): MoneyLine['whose'] {
  const own =
    words.startsWith(household.head) || (whose.kind === 'known' && whose.household.id === household.id);
  if (own) return { kind: 'known', household, rest: whose.rest };
  // A name in the middle tells for whom it worked, or who bought: 帮龙国栋家砌墙.
  const begins = whose.kind !== 'nobody' && words.endsWith(whose.rest);
  return begins ? { kind: 'others', rest: whose.rest } : { kind: 'known', household, rest: words };
}

/** The amounts of money in it; a number that stands alone at the end is one too (`鸡12只 960`, `每月800`). */
function amountsIn(rest: string): Amount[] {
  const found = findAmounts(rest);
  if (found.length > 0) return found;
  const last =
    /(?:^|[\s,:]|每个?月|一个?月|一年|共|收入|得了?|卖了?|挣了?|赚了?|花了?|花费|发了?|结了?|领了?|拿了?|到账|给了|付了|交了|用了|补贴|补助|工资)([\d,.一二两三四五六七八九十百千万几多来把]+)$/.exec(
      rest,
    )?.[1];
  const came = last ? null : CAME.exec(rest);
  const said = last ?? came?.[1] ?? came?.[2];
  const amount = said ? parseAmount(said) : null;
  return amount ? [amount] : [];
}

/** 工钱四千二拿到了, 分红到了 1千3: a number before or behind its coming. */
const CAME =
  /([\d,.一二两三四五六七八九十百千万几多来]{2,})(?:拿到|到账|到手|到了|领到|领了|收到|发了|打来)|(?<=(?:到了?|到账了?|来了?|发了|领了)[\s,:]+|(?:花|用|付)了)([\d,.一二两三四五六七八九十百千万几多来]{2,})(?=$|[\s,。!])/;

/** 总共两千一: the sum of what stands before it. */
const TOTAL =
  /(?:总共|一共|共计|合计|拢共|加起来|得了|到手)(?:有|是|收了|卖了|得了)?([\d,.一二两三四五六七八九十百千万多来把]+)/;
/** A number with what it counts behind it, or a day before it, is no money. */
const BARE =
  /(?<![\d.\-TtIiSs第年])(\d[\d,.]*\d|[一二两三四五六七八九十][百千万][一二两三四五六七八九十百千万几多]*)(?![\d.]*[\d年月日号天点岁个头只斤公里亩户人口组度%条袋吨把次车趟])/g;

/** The one sum in words that are believed to tell of money: also a bare number in their middle (`分红1200,昨天发的`). */
export function sumBelieved(rest: string): Amount[] {
  const total = TOTAL.exec(rest)?.[1];
  const whole = total ? parseAmount(total) : null;
  if (whole) return [whole];
  const found = amountsIn(rest);
  if (found.length > 0) return found;
  const isDay = (m: RegExpExecArray) => rest[m.index - 1] === '月' && Number(m[1]) <= 31;
  return [...rest.matchAll(BARE)].flatMap((m) => (isDay(m) ? [] : (parseAmount(m[1] ?? '') ?? [])));
}

/** The category named, or told by the words; 其他 where nothing tells. */
function categoryIn(kind: MoneyLine['kind'], rest: string) {
  if (kind === 'income') {
    const named = INCOMES.filter((c) => rest.split(/[\s,、:]+/).includes(c));
    if (named.length > 1) return 'several';
    return named[0] ?? incomeCategory(rest) ?? (tellsTwo(rest) ? 'several' : '其他');
  }
  const named = EXPENSES.filter((c) => rest.split(/[\s,、:]+/).includes(c));
  return named.length > 1 ? 'several' : (named[0] ?? expenseCategory(rest) ?? '其他');
}

/** Two things beside one amount (`鸡和茶叶 800元`). */
const tellsTwo = (rest: string) =>
  rest.split(/和|、|,|\s|跟|还有/).filter((w) => incomeCategory(w) !== null).length > 1;
