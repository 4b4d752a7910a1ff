import { findByNumber } from '../../records/find.ts';
import { mayFor } from '../../records/mayLog.ts';
import { type Expense, expenseKind, type Income, incomeKind } from '../../records/money.ts';
import type { Context } from '../define.ts';
import { lastOfKind } from '../lastMade.ts';

/** A line of the account by its number: J an income, Z an expense. */
export function findMoney(id: string, { sender, read }: Context): Promise<Income | Expense | undefined> {
  return id.startsWith('J')
    ? findByNumber(incomeKind, id, sender, read)
    : findByNumber(expenseKind, id, sender, read);
}

/** The lines of the account that the sender's last message booked. */
export const lastMoney = (context: Context): string[] => [
  ...lastOfKind(incomeKind.name, context),
  ...lastOfKind(expenseKind.name, context),
];

/** A line of the account and its household, where the sender keeps that household's account. */
export async function bookable(id: string, context: Context) {
  const found = await findMoney(id, context);
  const household = found && context.read.directory.household(found.householdId);
  return found && household && mayFor(context.sender, 'logMoney', household)
    ? { found, household }
    : undefined;
}
