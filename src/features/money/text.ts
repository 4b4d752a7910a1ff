import { clip } from '../../core/text/clean.ts';
import type { Expense, Income } from '../../records/money.ts';
import { placeOf } from '../../records/which.ts';
import type { Context } from '../define.ts';
import type { MoneyLine } from './read.ts';

export const WORD = { income: '收入', expense: '支出' } as const;
export const EXAMPLE = { income: '鸡12只 960元', expense: '化肥 300元' } as const;

type Sum = Pick<
  Income | Expense,
  'category' | 'amount' | 'max' | 'approx' | 'quantity' | 'unit' | 'period' | 'year'
>;

/** `960元`, `约2000元`, `约20000至30000元` */
export function yuan({ amount, max, approx }: Pick<Sum, 'amount' | 'max' | 'approx'>): string {
  return `${approx ? '约' : ''}${amount}${max === undefined ? '' : `至${max}`}元`;
}

/** `养殖 12只 960元`, `务工 每月800元` */
export function sumText(r: Sum): string {
  const count = r.quantity === undefined ? '' : `${r.quantity}${r.unit ?? ''} `;
  return `${r.category} ${count}${r.period && r.period !== '一次' ? r.period : ''}${yuan(r)}`;
}

const WRONG = {
  noAmount: '没看出是多少钱',
  twoAmounts: '有两个数,看不出是哪一个',
  twoSources: '好像是两样钱,请分两条记',
  unitPrice: '写的是单价,请写总共多少钱',
} as const;

/** Why a line was not booked, and the right form with the sender's own words. */
export function refusal(line: MoneyLine, { read, sender }: Context): string {
  const word = WORD[line.kind];
  const { whose, wrong } = line;
  const { directory } = read;
  const said = clip(line.rest || EXAMPLE[line.kind], 40);
  if (whose.kind === 'others') {
    const itself = directory.household(sender.householdId ?? '')?.head ?? '户主姓名';
    return `别人家的账我不能记,也不能说,没有记。您家的这样发:\n${word} ${itself} ${said}`;
  }
  if (whose.kind === 'like') {
    const one = whose.options.length === 1;
    const shown = whose.options.map((h) => `${one ? '' : `${h.id} `}${placeOf(h, directory)}`).join('、');
    const [first] = whose.options;
    return one
      ? `没有叫“${whose.word}”的户,没有记。是不是 ${shown}?是的话发:\n${word} ${first?.head ?? ''} ${said}`
      : `“${whose.word}”有几户:${shown},没有记。请写上编号再发,比如:\n${word} ${first?.id ?? ''} ${said}`;
  }
  const own = sender.person ? directory.householdsOf(sender.person.id)[0]?.head : undefined;
  const head = whose.kind === 'known' ? whose.household.head : (own ?? '户主姓名');
  if (whose.kind === 'nobody') return `没看出是哪一户,没有记。这样发就行:\n${word} ${head} ${said}`;
  const right = wrong === 'noAmount' && line.rest !== '' ? `${said} 960元` : EXAMPLE[line.kind];
  return `${wrong ? WRONG[wrong] : '没看懂'},没有记。这样发就行:\n${word} ${head} ${right}`;
}
