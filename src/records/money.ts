import { z } from 'zod';
import { EXPENSES, INCOMES } from '../core/text/moneyWords.ts';
import { defineKind, envelope } from './kind.ts';

const shape = {
  ...envelope,
  villageId: z.string(),
  householdId: z.string(),
  /** Yuan; of a range (`approx`) the lower end, `max` the upper one. */
  amount: z.number().positive(),
  max: z.number().optional(),
  /** Only roughly known: never taken for a verdict (B27). */
  approx: z.boolean(),
  quantity: z.number().positive().optional(),
  unit: z.string().optional(),
  year: z.number().int(),
  period: z.enum(['一次', '每月', '每天', '每年']).optional(),
  /** The visit whose words told it: it stands and falls with that (B30). */
  visitId: z.string().optional(),
  /** The words themselves, where it was a command. */
  text: z.string().optional(),
};

export const incomeSchema = z.object({ ...shape, category: z.enum(INCOMES) });
export type Income = z.infer<typeof incomeSchema>;
export const expenseSchema = z.object({ ...shape, category: z.enum(EXPENSES) });
export type Expense = z.infer<typeof expenseSchema>;

const PRIVATE = ['category', 'amount', 'max', 'approx', 'quantity', 'unit', 'period', 'text'] as const;

const indexes = (set: 'incomes' | 'expenses') => (r: Income | Expense) => {
  const score = Date.parse(r.at);
  return [
    { set, score, member: r.id },
    { set: `household:${r.householdId}:${set}`, score, member: r.id },
    ...(r.visitId ? [{ set: `visit:${r.visitId}:${set}`, score, member: r.id }] : []),
  ];
};

/** One income of a household, by the line (B27, B30): what it had is not mixed with what it owns (B28). */
export const incomeKind = defineKind<Income>({
  name: 'income',
  home: 'village',
  letter: 'J',
  schema: incomeSchema,
  sensitive: PRIVATE,
  indexes: indexes('incomes'),
});

/** One expense of a household. */
export const expenseKind = defineKind<Expense>({
  name: 'expense',
  home: 'village',
  letter: 'Z',
  schema: expenseSchema,
  sensitive: PRIVATE,
  indexes: indexes('expenses'),
});
