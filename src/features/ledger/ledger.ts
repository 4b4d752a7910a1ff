import { at, DAY, type Day, dayOf } from '../../core/clock.ts';
import { typeset } from '../../core/text/typeset.ts';
import type { Kind, Stored } from '../../records/kind.ts';
import { groupIn } from '../../records/lived.ts';
import type { Directory, Read } from '../../records/read.ts';
import type { CellKind, CellValue, Column } from '../../sheets/sheet.ts';

/** What a ledger is asked for: villages, days (both belong to it), and who reads it. */
export interface Wanted {
  villageIds: readonly string[];
  from: Day;
  to: Day;
  today: Day;
  /** Only what is about these households, or done by this person. */
  households?: ReadonlySet<string>;
  personId?: string;
  /** The reader's id: what is hidden from him is left out (D14, E20). Absent: the operator at the machine. */
  reader?: string;
}

/** A ledger as data: which records, in which order of days, and what stands in its cells. */
export interface Ledger {
  /** What people call it: `导出 走访 9月`. */
  name: string;
  title: string;
  columns: readonly Column[];
  /** Ids of one village's records that lie in the days. */
  ids(villageId: string, w: Wanted, read: Read): Promise<string[]>;
  rows(villageId: string, ids: readonly string[], w: Wanted, read: Read): Promise<CellValue[][]>;
}

export const column = (title: string, width: number, kind: CellKind = 'text'): Column => ({
  title,
  width,
  kind,
});
const span = ({ from, to }: Wanted) => ({ min: at(from), max: at(to) + DAY - 1 });
export const dayIn = (instant: string | undefined) => (instant ? dayOf(Date.parse(instant)) : undefined);

/** A ledger of one kind of records, read through the village's sorted set of them. */
export function ledgerOf<T extends Stored>(
  of: Pick<Ledger, 'name' | 'title' | 'columns'> & {
    kind: Kind<T>;
    set: string;
    /** Where what one person did lies by itself. */
    setOf?(personId: string): string;
    keeps(record: T, w: Wanted): boolean;
    row(record: T, d: Directory, w: Wanted): CellValue[];
  },
): Ledger {
  return {
    ...of,
    ids: (villageId, w, read) =>
      read.range(villageId, (w.personId && of.setOf?.(w.personId)) || of.set, span(w)),
    async rows(villageId, ids, w, read) {
      const all = await read.many(of.kind, ids, villageId);
      return all.filter((r) => of.keeps(r, w)).map((r) => of.row(r, read.directory, w));
    },
  };
}

export const names = (d: Directory) => ({
  person: (id: string | undefined) => (id ? (d.person(id)?.name ?? id) : undefined),
  head: (id: string | undefined) => (id ? (d.household(id)?.head ?? id) : undefined),
  /** The group of a household in a village: of one that moved, the one in which it lived then. */
  group(id: string | undefined, villageId: string) {
    const household = id ? d.household(id) : undefined;
    return household && groupIn(household, villageId);
  },
  village: (id: string) => d.village(id)?.name ?? id,
});

/** Within the households asked for. */
export const about = (householdId: string | undefined, w: Wanted) =>
  !w.households || (householdId !== undefined && w.households.has(householdId));

/** Records that are opened in one go, ms of the program's own thread each time: answers go on in between. */
const BATCH = 100;

/** All rows of a ledger, in batches that let other work through; villages in the order given. */
export async function* rowsOf(ledger: Ledger, w: Wanted, read: Read): AsyncGenerator<CellValue[]> {
  for (const villageId of w.villageIds) {
    const ids = await ledger.ids(villageId, w, read);
    for (let i = 0; i < ids.length; i += BATCH)
      yield* (await ledger.rows(villageId, ids.slice(i, i + BATCH), w, read)).map(printed);
  }
}

/** What was said is kept in half-width punctuation; on paper it is set as people write. */
export const printed = (row: readonly CellValue[]): CellValue[] =>
  row.map((v) => (typeof v === 'string' ? typeset(v) : v));

/** Is there anything to write? */
export async function hasRows(ledger: Ledger, w: Wanted, read: Read): Promise<boolean> {
  for await (const _ of rowsOf(ledger, w, read)) return true;
  return false;
}

/** How many records lie in the days: the rows are as many at most, fewer where some are not for the reader. */
export async function sizeOf(ledger: Ledger, w: Wanted, read: Read): Promise<number> {
  const lists = await Promise.all(w.villageIds.map((v) => ledger.ids(v, w, read)));
  return lists.reduce((n, ids) => n + ids.length, 0);
}
