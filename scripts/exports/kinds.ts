import { rosterSheets } from '../../src/features/roster/write.ts';
import type { Sheet } from '../../src/sheets/sheet.ts';
import type { Store } from '../../src/store/store.ts';
import { ledgerExports } from './ledgers.ts';

/** The days that are wanted, both included; absent: all. */
export interface Span {
  from?: string;
  to?: string;
}

/** What can be written as a workbook. */
export interface ExportKind {
  name: string;
  /** One line for the list. */
  about: string;
  sheets(store: Store, span: Span, now: number): Promise<readonly Sheet[]> | readonly Sheet[];
}

/** THE list: one line a kind. */
export const EXPORTS: readonly ExportKind[] = [
  { name: 'roster', about: '名册:村、人员、户、成员、帮扶', sheets: (store) => rosterSheets(store.read) },
  ...ledgerExports,
];
