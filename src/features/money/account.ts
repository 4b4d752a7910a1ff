import { GROUP_OF, GROUPS } from '../../core/text/moneyWords.ts';
import { recordsOfHousehold } from '../../records/lived.ts';
import { looked } from '../../records/look.ts';
import { mayFor, whoMayLog } from '../../records/mayLog.ts';
import { type Expense, expenseKind, type Income, incomeKind } from '../../records/money.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { placeOf } from '../../records/which.ts';
import { type Whose, whoseIn } from '../../records/whose.ts';
import { type Context, defineCommand, type Effect, sayPrivately } from '../define.ts';
import { sumText } from './text.ts';

interface Asked {
  whose: Whose;
  year: number;
}

/** More lines are not listed one by one. */
const SHOWN = 12;

/** 收入账: what is on record for a household and a year, by the field's four groups. For the private chat only. */
export const account = defineCommand<Asked>({
  name: '收入账',
  aliases: ['收支账', '户账'],
  summary: '一户一年的收入和支出,逐笔看得到出处,只私聊给您',
  usage: '收入账 户主姓名(去年的写:收入账 户主姓名 去年)',
  needs: 'seeMoney',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  examples: ['收入账 罗启明'],
  read({ rest, explicit }, context) {
    const whose = whoseIn(rest, context.sender, context.read.directory);
    if (whose.kind !== 'known' && !explicit) return null;
    const now = Number(context.today.slice(0, 4));
    const named = /(20\d\d)/.exec(rest)?.[1];
    return { whose, year: named ? Number(named) : /去年|上年/.test(rest) ? now - 1 : now };
  },
  async run({ whose, year }, context): Promise<Effect> {
    const { directory } = context.read;
    if (whose.kind !== 'known') {
      if (whose.kind === 'nobody') return sayPrivately('没看出是哪一户。这样发:收入账 户主姓名');
      const [first, second] = whose.options;
      const shown = whose.options
        .map((h) => `${second ? `${h.id} ` : ''}${placeOf(h, directory)}`)
        .join('、');
      return sayPrivately(
        `没看出是哪一户。是不是 ${shown}?这样发:收入账 ${(second ? first?.id : first?.head) ?? ''}`,
      );
    }
    const { household } = whose;
    if (!mayFor(context.sender, 'seeMoney', household))
      return sayPrivately(`${household.head}家的账只给${whoMayLog(directory, household)}看。`);
    const text = await accountText(household, year, context);
    return { ...sayPrivately(text), changes: [looked(household, 'money', context)] };
  },
});

async function accountText(h: HouseholdBrief, year: number, { read }: Context) {
  const of = (r: Income | Expense) => r.status === 'active' && r.year === year;
  const incomes = (await recordsOfHousehold(incomeKind, 'incomes', h, read)).filter(of);
  const expenses = (await recordsOfHousehold(expenseKind, 'expenses', h, read)).filter(of);
  if (incomes.length + expenses.length === 0) return `${h.head} ${year}年还没有记过收入和支出。`;
  const groups = GROUPS.flatMap((group) => {
    const mine = incomes.filter((r) => GROUP_OF[r.category] === group);
    return mine.length > 0 ? [`${group}:${totals(mine)}`] : [];
  });
  const lines = [...incomes.map(line), ...expenses.map((r) => `支出 ${line(r)}`)];
  const more = lines.length > SHOWN ? [`还有${lines.length - SHOWN}笔没列出来。`] : [];
  return [
    `${h.head} ${year}年记过的账(只是记下的,不算人均,不定线):`,
    ...groups,
    ...(expenses.length > 0 ? [`支出:${totals(expenses)}`] : []),
    ...lines.slice(0, SHOWN),
    ...more,
  ].join('\n');
}

/** What came once and what comes every month are not one sum; rough ones say so. */
function totals(list: readonly (Income | Expense)[]): string {
  const once = list.filter((r) => !r.period || r.period === '一次');
  const sum = once.reduce((total, r) => total + r.amount, 0);
  const regular = list.filter((r) => r.period && r.period !== '一次').map((r) => sumText(r));
  const rough = once.some((r) => r.approx) ? '约' : '';
  return [...(once.length > 0 ? [`${rough}${Math.round(sum * 100) / 100}元`] : []), ...regular].join(',另有');
}

const line = (r: Income | Expense) => `${r.id} ${sumText(r)}(${r.visitId ?? r.at.slice(0, 10)})`;
