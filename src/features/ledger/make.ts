import { dayOf } from '../../core/clock.ts';
import { typeset } from '../../core/text/typeset.ts';
import type { Made, PushJob } from '../pushJob.ts';
import { MAKER, type Order, wantedOf } from './command.ts';
import { dossierOf } from './dossier.ts';
import { rowsOf } from './ledger.ts';
import { LEDGERS } from './ledgers.ts';

/** Has the file of an ordered ledger made when it is sent; its rows are gathered as they are written. */
export const ledgerFile: PushJob = {
  name: MAKER,
  grace: 0,
  slow: true,
  run: async () => ({ changes: [], outbound: [], counts: {} }),
  async render(data, { read, now }): Promise<Made | null> {
    const order = data as Order;
    const common = { workbook: order.name, sorry: `“${order.name}”没有做成,请稍后再发一次“导出”。` };
    const households = (order.dossiers ?? []).flatMap((id) => read.directory.household(id) ?? []);
    if (households.length > 0)
      return { ...common, sheets: households.map((h) => dossierOf(h, dayOf(now), read)) };
    const ledger = LEDGERS.find((l) => l.name === order.ledger);
    if (!ledger) return null;
    const wanted = wantedOf(order);
    const by = read.directory.person(wanted.reader ?? '')?.name;
    const above = [order.name, `${dayOf(now)}${by ? ` ${by}` : ''}导出`].map(typeset);
    const rows = rowsOf(ledger, wanted, read);
    return { ...common, sheets: [{ name: ledger.title, columns: ledger.columns, rows, above }] };
  },
};
