import { NUMBER_CHARS, readNumber } from './chineseNumber.ts';

/** A quantity as said. `approx`: roughly; of a range `amount` is the lower end and `max` the upper one. */
export interface Amount {
  amount: number;
  approx: boolean;
  max?: number;
}

/** An amount of money (yuan) in a text. */
export interface AmountInText extends Amount {
  index: number;
  length: number;
}

const ARABIC = '(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?';
const RUN = `(?:好?几|数(?=[十百千万])|上(?=[百千万])|${ARABIC}|[${NUMBER_CHARS}])(?:${ARABIC}|[${NUMBER_CHARS}几]|[多余]|[来把](?=[十百千万元块]))*`;
const BETWEEN = ' ?[-~—–]+ ?|到|至';
const ABOUT = '大约|大概|约莫|约|差不多|将近|接近|近|不到|超过|上下|左右|至少|最多|估计';
const ROUGHLY = '左右|上下|出头|以上|以内|以下|不到|的样子';
const CURRENCY = '元钱|块钱|元|块|圆';

/** A quantity with the words around it: 大约 ¥ 两三万 元 左右, 3块5, 2000元-3000元. */
const AMOUNT = new RegExp(
  `(?:(?<about>${ABOUT})(?:有|是)?)?(?<sign>¥|人民币)? ?(?<low>${RUN})(?:(?<lowUnit>${CURRENCY})?(?:${BETWEEN})(?<high>${RUN}))?` +
    `(?:(?<unit>${CURRENCY})(?:(?<tenth>[\\d一二两三四五六七八九])(?:毛|角)?(?![\\d.${NUMBER_CHARS}]))?|(?<dimes>毛|角)钱?)?` +
    `(?<roughly>${ROUGHLY}|多)?`,
  'gu',
);

/**
 * An amount that is the whole text, with or without 元: 1万2 = 12000, 3块5 = 3.5, 两三万 = 20000 to 30000 roughly, 十几万 =
 * 110000 to 190000 roughly, 3千5左右 = 3500 roughly. Null for anything else. The text is normalised.
 */
export function parseAmount(text: string): Amount | null {
  const whole = text.trim().replace(/(?<=[元块万千])整$/, '');
  const [match] = whole.matchAll(AMOUNT);
  if (match === undefined || match[0].length !== whole.length) return null;
  return amountOf(match.groups ?? {});
}

/**
 * The amounts of money in a normalised text: what has 元, 块, 毛 or ¥, and colloquial numbers with 万 or 千 behind which
 * nothing stands that could be counted (挣了两三万, but not 砖差2千匹).
 */
export function findAmounts(text: string): AmountInText[] {
  return [...text.matchAll(AMOUNT)].flatMap((match) => {
    const groups = match.groups ?? {};
    const end = match.index + match[0].length;
    const amount = isMoney(groups, text.slice(0, match.index), text.slice(end)) ? amountOf(groups) : null;
    return amount === null ? [] : [{ ...amount, index: match.index, length: match[0].length }];
  });
}

/** What is counted or measured in thousands and is no money. */
const COUNTED =
  /^ ?(?:[匹斤只头个人户亩块吨公米里次天年月日号岁棵株袋包瓶件套台辆瓦字名组家条张把间栋层步桶担克粒颗枚羽尾斗升度页份本盏根口双捆箱篮方分家村]|平方|立方|[a-z%])/;

type Groups = Record<string, string | undefined>;

/** A field is counted in 块 too; 一块去 is 'together'. */
const NO_MONEY_AFTER_BLOCK = /^(?:[地田石砖瓦板玉木布肉土牌儿去走来]|[块做])/;

function isMoney(
  { sign, unit, lowUnit, dimes, low = '', high, tenth }: Groups,
  before: string,
  after: string,
): boolean {
  if (/[\d.a-z]$/i.test(before) || /第$/.test(before)) return false;
  if (unit === '块' && tenth === undefined)
    return !NO_MONEY_AFTER_BLOCK.test(after) && !(low === '一' && /^[^钱,。;!]/.test(after));
  if (unit !== undefined || lowUnit !== undefined || sign !== undefined || dimes !== undefined) return true;
  return /[千万]/.test(high ?? low) && !COUNTED.test(after);
}

function amountOf({ about, low = '', high, unit, tenth, dimes, roughly }: Groups): Amount | null {
  const first = quantity(low);
  const second = high === undefined ? undefined : quantity(high);
  if (first === null || second === null) return null;
  const approx = about !== undefined || roughly !== undefined || first.approx || second?.approx === true;
  if (second !== undefined) {
    const max = second.max ?? second.amount;
    const amount = sameUnit(low, first.amount, high ?? '', max);
    return amount < max ? { amount, max, approx: true } : null;
  }
  if (dimes !== undefined) return { amount: first.amount / 10, approx };
  const tenths = tenth === undefined ? 0 : (readNumber(tenth) ?? 0) / 10;
  if (tenths > 0 && (unit === undefined || first.max !== undefined)) return null;
  return { ...first, amount: first.amount + tenths, approx };
}

/** `2-3万` is 20000 to 30000, `2000到3万` is what it says. */
function sameUnit(low: string, amount: number, high: string, max: number): number {
  const unit = /[十百千万亿]+$/.exec(high)?.[0];
  if (unit === undefined || /[十百千万亿]/.test(low)) return amount;
  const scaled = quantity(low + unit)?.amount ?? amount;
  return scaled < max ? scaled : amount;
}

/** A number as said, exact or rough: 十几万, 两三万, 20多万, 万把, 好几千. Null where it is none. */
function quantity(said: string): Amount | null {
  const plain = said.replace(/[多余来把]|好(?=几)/g, '').replace(/^上(?=[百千万])/, '');
  const number = /^[百千万]/.test(plain) ? `一${plain}` : plain;
  const approx = number !== said;
  if (/[几数]/.test(number)) return vague(number);
  const two = /^(.*?)([一二两三四五六七八])([二三四五六七八九])([十百千万]*)$/.exec(number);
  if (two) {
    const [, start = '', a = '', b = '', units = ''] = two;
    const amount = readNumber(start + a + units);
    const max = readNumber(start + b + units);
    const adjacent = units !== '' || start.endsWith('十') || start === '';
    if (adjacent && amount !== null && max !== null && amount < max) return { amount, max, approx: true };
  }
  const amount = readNumber(number);
  return amount === null ? null : { amount, approx };
}

/** 几 is two to nine where it leads, one to nine behind 十. */
function vague(said: string): Amount | null {
  const [low, high] = [/^[几数]/.test(said) ? '二' : '一', '九'].map((digit) =>
    readNumber(said.replace(/[几数]/, digit)),
  );
  return low == null || high == null ? null : { amount: low, max: high, approx: true };
}
