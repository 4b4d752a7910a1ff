import type { Feature } from '../define.ts';
import { exportLedger } from './command.ts';
import { handbook } from './handbook.ts';
import { ledgerFile } from './make.ts';

/** Ledgers and files that nobody fills in a second time: they come out of what was said (F05, A32, A33, D15). */
export const ledger: Feature = {
  name: 'ledger',
  title: '台账',
  commands: [exportLedger, handbook],
  pushes: [ledgerFile],
};
