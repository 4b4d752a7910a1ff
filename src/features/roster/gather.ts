import type { Person, Village } from '../../records/organisation.ts';
import type { Directory } from '../../records/read.ts';
import { readWorkbook } from '../../sheets/read.ts';
import { createFlaws, type Flaws } from './flaws.ts';
import { createHouseholds } from './households.ts';
import { createRowReader, type Row } from './rows.ts';
import type { PersonRow, VillageRow } from './sheets.ts';
import type { Spool } from './spool.ts';
import { createStaff, type Staff } from './staff.ts';

/** A file that was read whole. Without flaws it may be written. */
export interface Roster {
  flaws: Flaws;
  /** Strange, but no reason to refuse. */
  notes: string[];
  villages: { row: VillageRow; id: string; before?: Village }[];
  people: { row: PersonRow; id: string; before?: Person }[];
  counts: Record<'village' | 'person' | 'household' | 'member' | 'assignment', number>;
  spool: Spool;
  /** Who is meant by a name, in the file or in what is there. */
  staff: Pick<Staff, 'villageId' | 'personId'>;
}

export interface GatherOptions {
  directory: Directory;
  spool: Spool;
  /** The next number of a letter that nobody has: for what came without one. */
  allot(letter: 'V' | 'U'): Promise<string>;
  /** Called as rows are read. */
  progress?(rows: number): void;
}

/**
 * Reads a roster file row by row and compares every row with the others and with what is there. Nothing is written: what is
 * wrong is named by sheet, row and column.
 * @throws UserError where it is no workbook
 */
export async function gather(path: string, options: GatherOptions): Promise<Roster> {
  const { directory, spool } = options;
  const flaws = createFlaws();
  const counts = { village: 0, person: 0, household: 0, member: 0, assignment: 0 };
  const staff = createStaff(directory, flaws, options.allot);
  const households = createHouseholds(directory, staff, spool, flaws);
  const seen = new Set<string>();
  let rows = 0;
  const sheets = new Map<string, boolean>();

  async function take(row: Row): Promise<void> {
    counts[row.key] += 1;
    if (++rows % 1000 === 0) options.progress?.(rows);
    if (row.key === 'village') await staff.village(row);
    else if (row.key === 'person') await staff.person(row);
    else households.take(row);
  }

  const unknown = new Map<string, readonly string[]>();
  // A sheet that needs another one which comes later in the file is read in another pass.
  for (let pass = 0; pass < ORDER.length; pass++) {
    const passed = new Set<string>();
    const reader = createRowReader(flaws);
    const wanted = (sheet: string) => {
      const key = reader.keyOf(sheet);
      sheets.set(sheet, key !== undefined);
      if (!key || seen.has(sheet)) return false;
      const early = needs(key).some((k) => {
        const has = (s: string) => reader.keyOf(s) === k;
        return ![...seen].some(has) && (pass === 0 || [...sheets.keys()].some(has));
      });
      if (early) passed.add(sheet);
      else seen.add(sheet);
      return !early;
    };
    for await (const found of readWorkbook(path, wanted)) {
      const row = reader.take(found);
      if (row) await take(row);
    }
    for (const [sheet, heads] of reader.unknown) unknown.set(sheet, heads);
    if (passed.size === 0) break;
  }
  if (seen.size === 0) {
    flaws.add({
      sheet: [...sheets.keys()][0] ?? '',
      reason: '没有认得的表。要有这些名字的表:村、人员、户、成员、帮扶。要空表请发“名册模板”',
    });
  }
  staff.settle();
  const notes = [
    ...[...sheets].filter(([, known]) => !known).map(([name]) => `“${name}”表没有用到。`),
    ...[...unknown].map(([sheet, heads]) => `“${sheet}”表里没有用到的列:${heads.slice(0, 8).join('、')}。`),
    ...households.notes(),
  ];
  return { flaws, notes, villages: staff.villages(), people: staff.people(), counts, spool, staff };
}

const ORDER = ['village', 'person', 'household', 'member', 'assignment'] as const;

/** The sheets that must be known before this one. */
function needs(key: (typeof ORDER)[number]): readonly string[] {
  if (key === 'village') return [];
  if (key === 'person') return ['village'];
  return key === 'household' ? ['village'] : ['village', 'person', 'household'];
}
