import type { Feature } from '../define.ts';
import { account } from './account.ts';
import { amendMoney } from './amend.ts';
import { logExpense, logIncome } from './log.ts';
import { recalledMoney, withdrawMoney } from './withdraw.ts';

/** Incomes and expenses of households: out of a visit's words, or by command; shown in private only. */
export const money: Feature = {
  name: 'money',
  title: '收支',
  commands: [account, logIncome, logExpense, withdrawMoney, amendMoney],
  recalled: recalledMoney,
};
