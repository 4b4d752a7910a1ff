import { iso } from '../core/clock.ts';
import { type MoneyTold, moneyIn } from '../core/text/money.ts';
import { EXPENSES, INCOMES } from '../core/text/moneyWords.ts';
import { type Change, change } from './change.ts';
import { type Expense, expenseKind, type Income, incomeKind } from './money.ts';
import type { Read } from './read.ts';
import type { Visit } from './visit.ts';

/** Who changes a visit, and what is needed to follow it. */
export interface Following {
  read: Read;
  now: number;
  number(letter: string): Promise<string>;
  actor: string;
  /** The visit has no version before this one: nothing goes with it yet, and nothing needs to be read. */
  fresh?: boolean;
}

type Money = Income | Expense;

/**
 * The incomes and expenses of a visit brought to what its words tell now, for the commit that keeps it: what is told and
 * not on record is added, what is not told any more (amended, taken back, another household) is void, the rest is left
 * alone. `lines` name how many are new, never what they are.
 */
export async function moneyOfVisit(
  visit: Visit,
  following: Following,
): Promise<{ changes: Change[]; lines: string[] }> {
  const told = visit.status === 'active' ? moneyIn(visit.summary).map((m) => moneyFields(m, visit.date)) : [];
  const stored = following.fresh ? [] : await moneyOn(visit, following.read);
  const left = [...stored];
  const fresh: MoneyFields[] = [];
  for (const one of told) {
    const i = left.findIndex((r) => r.householdId === visit.householdId && same(r, one));
    if (i < 0) fresh.push(one);
    else left.splice(i, 1);
  }
  const changes = left.map((before) => goneChange(before, following.actor));
  for (const one of fresh) changes.push(await addedChange(one, visit, following));
  return { changes, lines: fresh.length > 0 ? [`话里的${kindsOf(fresh)}也记了账`] : [] };
}

/** Changes where a visit may have had money on record but is not looked into any more otherwise. */
async function moneyOn(visit: Visit, read: Read): Promise<Money[]> {
  const { id, villageId } = visit;
  const [incomes, expenses] = await Promise.all([
    read.range(villageId, `visit:${id}:incomes`),
    read.range(villageId, `visit:${id}:expenses`),
  ]);
  const all = [
    ...(await read.many(incomeKind, incomes, villageId)),
    ...(await read.many(expenseKind, expenses, villageId)),
  ];
  return all.filter((r) => r.status === 'active');
}

/** What words tell, in the fields of a record. */
export type MoneyFields =
  | ({ kind: 'income' } & Pick<Income, FieldName>)
  | ({ kind: 'expense' } & Pick<Expense, FieldName>);
type FieldName = 'category' | 'amount' | 'max' | 'approx' | 'quantity' | 'unit' | 'period' | 'year';

/** `day`: the day on which it was said, by which 今年 and 去年 are meant. */
export function moneyFields(told: MoneyTold, day: string): MoneyFields {
  const { kind, category, yearsAgo, year, ...rest } = told;
  const fields = { ...rest, year: year ?? Number(day.slice(0, 4)) - yearsAgo };
  const income = INCOMES.find((c) => c === category);
  const expense = EXPENSES.find((c) => c === category);
  return kind === 'income'
    ? { kind, ...fields, category: income ?? '其他' }
    : { kind, ...fields, category: expense ?? '其他' };
}

const COMPARED = ['category', 'amount', 'max', 'approx', 'quantity', 'unit', 'period', 'year'] as const;

function same(record: Money, told: MoneyFields): boolean {
  return COMPARED.every((f) => record[f] === told[f]);
}

function kindsOf(list: readonly MoneyFields[]): string {
  const count = (kind: MoneyFields['kind']) => list.filter((m) => m.kind === kind).length;
  const parts = [
    ...(count('income') > 0 ? [`收入${count('income')}笔`] : []),
    ...(count('expense') > 0 ? [`支出${count('expense')}笔`] : []),
  ];
  return parts.join('、');
}

/** A new record of money, with its number. */
export async function addedChange(
  told: MoneyFields,
  of: Pick<Visit, 'villageId' | 'householdId' | 'source'> & { id?: string; text?: string },
  { now, number, actor }: Omit<Following, 'read'>,
): Promise<Change> {
  const common = {
    rev: 0,
    schema: 1,
    by: actor,
    at: iso(now),
    status: 'active',
    source: of.source,
    villageId: of.villageId,
    householdId: of.householdId,
    ...(of.id ? { visitId: of.id } : { text: of.text }),
  };
  if (told.kind === 'income') {
    const { kind: _, ...fields } = told;
    const after: Income = { ...common, ...fields, id: await number('J') };
    return change({ kind: incomeKind, after, action: 'income.log', actor });
  }
  const { kind: _, ...fields } = told;
  const after: Expense = { ...common, ...fields, id: await number('Z') };
  return change({ kind: expenseKind, after, action: 'expense.log', actor });
}

/** It is void and counts no more; it stays readable. */
export function goneChange(before: Money, actor: string): Change {
  if (isIncome(before)) {
    const after: Income = { ...before, status: 'void' };
    return change({ kind: incomeKind, before, after, action: 'income.void', actor });
  }
  return change({
    kind: expenseKind,
    before,
    after: { ...before, status: 'void' },
    action: 'expense.void',
    actor,
  });
}

/** By its number: one letter a kind. */
export const isIncome = (r: Money): r is Income => r.id.startsWith('J');
