import { readNumber } from './chineseNumber.ts';
import { type ExpenseCategory, expenseCategory, type IncomeCategory, incomeCategory } from './moneyWords.ts';
import { type AmountInText, findAmounts, parseAmount } from './numerals.ts';

/** How often an amount comes: once, or every month, day or year. */
export type Period = '一次' | '每月' | '每天' | '每年';

/** One income or expense as words tell it. `amount` in yuan; of a range the lower end, `max` the upper one. */
export interface MoneyTold {
  kind: 'income' | 'expense';
  category: IncomeCategory | ExpenseCategory;
  amount: number;
  approx: boolean;
  max?: number;
  quantity?: number;
  unit?: string;
  period: Period;
  /** Years before the day on which it was said: 去年 is 1. */
  yearsAgo: number;
  /** The year, where one was named. */
  year?: number;
}

const IN =
  /收入|卖|赚|挣|领(?:到|了|取|的)|到[账帐]|拿(?:到|了)|打(?:来|到卡)|寄(?:回|来|了)|汇(?:了|回|来)|发(?:了|下来|的)|分红|分(?:到|了)|得了|进[账帐]|工资|出租|租(?:金|给)|流转/;
const OUT =
  /花(?:了|费|掉|去)|掏(?:了|腰包)|垫(?:了|付)|自费|自付|支出|开支|开销|买了|买(?=[^,。;]{1,10}(?:用|花|付|去)了)|付了|交了|用(?:了|掉|去)|医药费|学费|礼金|随礼/;
/**
 * Beside these an amount is no money that came or went: not yet, a wish, a loan or a debt, a price, a total of the year or
 * a head (B28, it would be counted twice), alms (D33), somebody's question.
 */
const NOT_SURE =
  /没(?:有)?(?:到|发|给|打|拿|领|卖|花)|未|还没|不到账|拖欠|欠|借|贷|想|打算|准备|计划|争取|预计|可以|能|应该|应当|如果|要是|假如|标准|政策|最高|听说|据说|存款|存了|彩礼|赔|罚|慰问|捐|红包|估价|值|报价|报销|退(?:回|还|了)|人均|平均|总收入|总支出|全年|年收入|年底能|一共收入|收入线|贫困线|目标|[?]|吗|多少|差不多能|快要|将要|等着|等到|要(?:卖|买|花|交|用)|隔壁|邻居|别(?:人|家)|村集体/;
const UNIT_PRICE =
  /(?:每|一)\s?(?:斤|公斤|只|头|袋|箱|亩|吨|个工|方|条|担|棵|株)|单价|价格|(?:块|元|钱)\s*(?:钱)?\s*(?:一|每)(?:斤|公斤|只|头|袋|箱|亩|吨|条|担)|\/(?:斤|公斤|只|头|亩)/;
/** One of a kind that was sold, which is no price: 牛卖了一头. */
const ONE_SOLD = /卖(?:了|掉|脱|出去?)*\s?一(?=[头只口匹袋箱窝])/g;
/** A verb right before a bare number: 卖了九百六, 收入960. */
const BARE =
  /(?<verb>收入|卖得|卖了(?:[^\d\s,。一二两三四五六七八九十几]{1,4})?|赚了?|挣了?|得了|领了|花了|掏了|支出|用了|付了|交了|进[账帐]|工资|分红|租金|补贴|补助|低保|养老金)[:\s]*(?<amount>(?:大概|大约|约)?[\d,.一二两三四五六七八九十百千万几多来]{2,}[\d一二两三四五六七八九十百千万多来])(?!\s?(?:元|块|[匹斤只头个人户亩吨公米次天年月日号岁棵株袋包瓶件套台箱条羽尾担枚根]|\d))/g;
const COUNTS =
  /(?<n>\d+(?:\.\d+)?|[一二两三四五六七八九十百千半]{1,5})\s?(?:多|来)?(?<unit>公斤|只|头|斤|羽|条|尾|担|袋|箱|吨|棵|株|篮|筐|窝|枚|瓶|包)/g;
const SENTENCE = /[^。;!\n]+/g;

/**
 * The incomes and expenses that free words tell beyond doubt: an amount of money with what it came from or went to, and a
 * word that it did. Whatever is unclear (two sources beside one amount, a price, a wish) is left out (B27), and what is of no
 * known category, unless `anyCategory`: then it is 其他.
 */
export function moneyIn(text: string, anyCategory = false): MoneyTold[] {
  return [...text.matchAll(SENTENCE)].flatMap(([sentence]) => inSentence(sentence, anyCategory));
}

function inSentence(sentence: string, anyCategory: boolean): MoneyTold[] {
  const amounts = [...findAmounts(sentence), ...bareAmounts(sentence)].sort((a, b) => a.index - b.index);
  return amounts.flatMap((amount, i) => {
    const before = amounts[i - 1];
    const from = before ? before.index + before.length : 0;
    const words = lastClauses(sentence.slice(from, amount.index));
    const after = sentence.slice(amount.index + amount.length, amounts[i + 1]?.index ?? sentence.length);
    return one(words, amount, after, anyCategory);
  });
}

/** Numbers without 元 right behind a word for money. */
function bareAmounts(sentence: string): AmountInText[] {
  const known = findAmounts(sentence);
  return [...sentence.matchAll(BARE)].flatMap((m) => {
    const said = m.groups?.amount ?? '';
    const index = m.index + m[0].length - said.length;
    const amount = parseAmount(said);
    if (!amount || known.some((k) => k.index < index + said.length && index < k.index + k.length)) return [];
    return [{ ...amount, index, length: said.length }];
  });
}

/** The clause that an amount ends, and the one before it where that tells what the amount is for. */
function lastClauses(words: string): string {
  const clauses = words.split(/[,\s]/);
  const last = clauses.at(-1) ?? '';
  const tells = (t: string) => incomeCategory(t) !== null || expenseCategory(t) !== null;
  return tells(last) ? last : clauses.slice(-2).join(',');
}

function one(words: string, amount: AmountInText, after: string, anyCategory: boolean): MoneyTold[] {
  const [rest = '', next = ''] = after.split(/[,\s]/);
  if (amount.amount <= 0 || NOT_SURE.test(words) || NOT_SURE.test(rest)) return [];
  if (/没(?:有)?(?:到|发|给|打)|未(?:到|发)|拖欠|还没/.test(next)) return [];
  const whole = `${words}${rest}`;
  if (UNIT_PRICE.test(`${words.replace(ONE_SOLD, '卖')}元${rest}`)) return [];
  const came = IN.test(words);
  const went = OUT.test(words);
  if (came === went) return [];
  const bought = expenseCategory(words);
  const category = (came ? incomeCategory(words) : bought) ?? (anyCategory ? '其他' : null);
  // 卖了猪交学费5000元: what came is not told, only what it went to.
  if (category === null || (came && bought !== null)) return [];
  const { index: _, length: __, ...said } = amount;
  const sum = { ...said, approx: said.approx || isRough(words) };
  return [
    {
      kind: came ? 'income' : 'expense',
      category,
      ...sum,
      ...counted(words),
      period: periodOf(whole),
      ...yearIn(words),
    },
  ];
}

/** 今年大概挣了8千5: the verb stands between the word and the sum. */
export const isRough = (words: string): boolean => /大概|大约|约摸|差不多|估计/.test(words);

/** How many were sold or bought; nothing where two numbers stand there. */
export function counted(words: string): { quantity?: number; unit?: string } {
  const found = [...words.matchAll(COUNTS)].filter((m) => !/每$/.test(words.slice(0, m.index)));
  const [first] = found;
  if (!first || found.length > 1) return {};
  const n = first.groups?.n ?? '';
  const quantity = n === '半' ? 0.5 : readNumber(n);
  return quantity === null || quantity <= 0 ? {} : { quantity, unit: first.groups?.unit };
}

export function periodOf(words: string): Period {
  if (/每个?月|一个月|(?<![上下这本当个\d一二三四五六七八九十]|月份)月工资|按月|\/月|元月(?!份)/.test(words))
    return '每月';
  if (/每天|一天|日工资|\/天/.test(words)) return '每天';
  return /每年|一年(?!级)|\/年/.test(words) ? '每年' : '一次';
}

export function yearIn(words: string): { yearsAgo: number; year?: number } {
  const said = /(?<!\d)(20\d\d)年/.exec(words)?.[1];
  if (said) return { yearsAgo: 0, year: Number(said) };
  return { yearsAgo: /前年/.test(words) ? 2 : /去年|上年/.test(words) ? 1 : 0 };
}
