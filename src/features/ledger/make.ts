import type { CellValue } from '../../sheets/sheet.ts';
import type { Made, PushJob } from '../define.ts';
import { MAKER, type Order, wantedOf } from './command.ts';
import { dossierOf } from './dossier.ts';
import { rowsOf } from './ledger.ts';
import { LEDGERS } from './ledgers.ts';

/** Gathers a ordered ledger's rows when it is sent, and has the file made in the workshop. */
export const ledgerFile: PushJob = {
  name: MAKER,
  grace: 0,
  run: async () => ({ changes: [], outbound: [], counts: {} }),
  async render(data, { read }): Promise<Made | null> {
    const order = data as Order;
    const household = order.household ? read.directory.household(order.household) : undefined;
    if (household) return { workbook: order.name, sheets: [await dossierOf(household, read)] };
    const ledger = LEDGERS.find((l) => l.name === order.ledger);
    if (!ledger) return null;
    const wanted = wantedOf(order);
    const rows: CellValue[][] = [];
    for await (const row of rowsOf(ledger, wanted, read)) rows.push(row);
    const above = [order.name, `${rows.length}条`];
    return { workbook: order.name, sheets: [{ name: ledger.title, columns: ledger.columns, rows, above }] };
  },
};
