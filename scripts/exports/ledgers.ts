import { dayOf, iso } from '../../src/core/clock.ts';
import { dossierOf } from '../../src/features/ledger/dossier.ts';
import { rowsOf, sizeOf, type Wanted } from '../../src/features/ledger/ledger.ts';
import { LEDGERS } from '../../src/features/ledger/ledgers.ts';
import { change } from '../../src/records/change.ts';
import { exportKind } from '../../src/records/ledgerExport.ts';
import type { Store } from '../../src/store/store.ts';
import { envelope } from '../sample/records.ts';
import type { ExportKind, Span } from './kinds.ts';

/** Before anybody kept a record here. */
const BEGINNING = '2000-01-01';

/** What each ledger is called on the command line. */
const CODES: Readonly<Record<string, string>> = {
  走访: 'visits',
  问题: 'problems',
  任务: 'tasks',
  诉求: 'requests',
  日志: 'log',
  低保复核: 'reviews',
};

/** Every ledger, row by row from the store, and one sheet for each household; an entry in the audit for each export. */
export const ledgerExports: readonly ExportKind[] = [
  ...LEDGERS.map(
    (ledger): ExportKind => ({
      name: CODES[ledger.name] ?? ledger.name,
      about: ledger.title,
      async sheets(store, span, now) {
        const wanted = wantedOf(store, span, now);
        await enter(store, ledger.name, wanted, await sizeOf(ledger, wanted, store.read), now);
        const above = [`${ledger.title} ${span.from ?? ''}—${wanted.to}`];
        return [
          { name: ledger.title, columns: ledger.columns, rows: rowsOf(ledger, wanted, store.read), above },
        ];
      },
    }),
  ),
  {
    name: 'households',
    about: '一户一档',
    async sheets(store, span, now) {
      const wanted = wantedOf(store, span, now);
      const households = wanted.villageIds.flatMap((id) =>
        [...store.read.directory.households(id)].filter((h) => h.status === 'active'),
      );
      await enter(store, '一户一档', wanted, households.length, now);
      return households.map((h) => dossierOf(h, wanted.today, store.read));
    },
  },
];

function wantedOf(store: Store, { from, to }: Span, now: number): Wanted {
  const today = dayOf(now);
  const villageIds = [...store.read.directory.villages()].map((v) => v.id);
  return { villageIds, from: from ?? BEGINNING, to: to ?? today, today };
}

/** Written down before anything leaves the store (C46): also what the operator takes out. */
async function enter(store: Store, ledger: string, w: Wanted, rows: number, now: number): Promise<void> {
  const id = await store.nextNumber('E');
  const { from, to, villageIds } = w;
  const after = {
    ...envelope(id, iso(now)),
    by: 'operator',
    ledger,
    from,
    to,
    villageIds: [...villageIds],
    rows,
  };
  await store.commit('{p}', {
    mark: `export|${id}`,
    now,
    changes: [change({ kind: exportKind, after, action: 'ledger.export', actor: 'operator' })],
  });
}
