import type { Directory } from '../../records/read.ts';
import type { Flaws } from './flaws.ts';
import type { Row } from './rows.ts';
import type { OfHousehold } from './sheets.ts';
import type { Spool } from './spool.ts';
import { knownId, type Staff } from './staff.ts';

type Placed<K extends Row['key']> = Extract<Row, { key: K }>;

/** The households of a file, their members and helpers, each put with its village once it is clear which one is meant. */
export interface Households {
  take(row: Placed<'household'> | Placed<'member'> | Placed<'assignment'>): undefined;
  /** What is strange, in words. */
  notes(): string[];
}

const NOTES = 5;

export function createHouseholds(directory: Directory, staff: Staff, spool: Spool, flaws: Flaws): Households {
  /** Village and first row of every household that the file names, by its ref. */
  const known = new Map<string, string>();
  const rowOf = new Map<string, number>();
  /** `V01|罗启明` → the households of that name; filled from the register village by village. */
  const byName = new Map<string, string[]>();
  const loaded = new Set<string>();
  const size = new Map<string, number>();
  const membersOf = new Map<string, number>();
  const primary = new Map<string, number>();
  const helped = new Set<string>();

  function namesakes(villageId: string, head: string): string[] {
    if (!loaded.has(villageId)) {
      loaded.add(villageId);
      for (const h of directory.households(villageId)) put(`${villageId}|${h.head}`, h.id);
    }
    return byName.get(`${villageId}|${head}`) ?? [];
  }

  function put(name: string, ref: string): void {
    const refs = byName.get(name);
    if (!refs) byName.set(name, [ref]);
    else if (!refs.includes(ref)) refs.push(ref);
  }

  const flaw = (row: Row, field: string, reason: string): undefined => {
    flaws.add({ sheet: row.sheet, row: row.row, ...row.at(field), reason });
  };

  const isHousehold = (id: string) => known.has(id) || directory.household(id) !== undefined;

  function villageIn(row: Row, said: string): string | undefined {
    const id = staff.villageId(said);
    if (!id) flaw(row, 'village', `没有叫“${said.slice(0, 10)}”的村,“村”表里也没有`);
    return id;
  }

  function household(row: Placed<'household'>): undefined {
    const { data } = row;
    const id = data.id && knownId(data.id, isHousehold);
    const old = id ? directory.household(id) : undefined;
    const villageId = data.village ? villageIn(row, data.village) : old?.villageId;
    if (!villageId) {
      if (!data.village && !row.wrong) flaw(row, 'village', '要写是哪个村');
      return;
    }
    if (old && old.villageId !== villageId)
      return flaw(
        row,
        'village',
        `${old.id} 在档案里是${directory.village(old.villageId)?.name ?? ''}的户,不能换村`,
      );
    const head = data.head ?? old?.head;
    if (!head) return row.wrong ? undefined : flaw(row, 'head', '要写户主');
    const same = namesakes(villageId, head);
    if (!id && same.length > 1)
      return flaw(row, 'head', `村里有${same.length}户的户主叫“${head}”,请写编号:${same.join('、')}`);
    const ref = id ?? same[0] ?? `${villageId}|${head}`;
    const first = rowOf.get(ref);
    if (first !== undefined)
      return flaw(
        row,
        id ? 'id' : 'head',
        id ? `${id} 和第${first}行重复` : `和第${first}行同名;是两户就请写编号`,
      );
    const isNew = !directory.household(ref);
    if (isNew && !data.category && !row.wrong) flaw(row, 'category', '新的户要写类别');
    rowOf.set(ref, row.row);
    known.set(ref, villageId);
    put(`${villageId}|${head}`, ref);
    if (data.size !== undefined) size.set(ref, data.size);
    spool.put(villageId, { kind: 'household', ref, data });
  }

  /** The household that a member's or helper's row is about. */
  function find(
    row: Placed<'member'> | Placed<'assignment'>,
  ): { ref: string; villageId: string } | undefined {
    const data: OfHousehold = row.data;
    if (data.household) {
      const ref = knownId(data.household, isHousehold);
      const villageId = known.get(ref) ?? directory.household(ref)?.villageId;
      if (villageId) return { ref, villageId };
      flaw(row, 'household', `没有 ${data.household} 这一户,“户”表里也没有`);
      return undefined;
    }
    if (!data.village || !data.head) {
      if (!row.wrong) flaw(row, 'household', '要写户编号,或者写村和户主');
      return undefined;
    }
    const villageId = villageIn(row, data.village);
    if (!villageId) return undefined;
    const [ref, ...more] = namesakes(villageId, data.head);
    if (ref && more.length === 0) return { ref, villageId };
    const reason = ref
      ? `村里有${more.length + 1}户的户主叫“${data.head}”,请写户编号:${[ref, ...more].join('、')}`
      : `村里没有户主叫“${data.head.slice(0, 8)}”的户`;
    flaw(row, 'head', reason);
    return undefined;
  }

  function assignment(row: Placed<'assignment'>): undefined {
    const of = find(row);
    const { data } = row;
    if (!data.person) return row.wrong ? undefined : flaw(row, 'person', '要写帮扶人');
    const person = staff.personId(data.person);
    if ('wrong' in person) return flaw(row, 'person', person.wrong);
    if (!of) return;
    if (data.start && data.end && data.end < data.start) return flaw(row, 'end', '结束比开始还早');
    if (!data.end && data.primary !== false) {
      const first = primary.get(of.ref);
      if (first !== undefined)
        return flaw(row, 'primary', `这户在第${first}行已经有主责帮扶人,一户只有一个(另一个写“否”)`);
      primary.set(of.ref, row.row);
    }
    helped.add(of.ref);
    spool.put(of.villageId, { kind: 'assignment', ref: of.ref, data: { ...data, personId: person.id } });
  }

  return {
    take(row) {
      if (row.key === 'household') return household(row);
      if (row.key === 'assignment') return assignment(row);
      const of = find(row);
      if (!row.data.relation && !row.wrong) flaw(row, 'relation', '要写和户主的关系');
      if (!of) return;
      membersOf.set(of.ref, (membersOf.get(of.ref) ?? 0) + 1);
      spool.put(of.villageId, { kind: 'member', ref: of.ref, data: row.data });
    },
    notes() {
      const off = [...size].filter(([ref, n]) => membersOf.has(ref) && membersOf.get(ref) !== n);
      const alone = [...known.keys()].filter(
        (ref) => !helped.has(ref) && !directory.household(ref)?.helperId,
      );
      const name = (ref: string) =>
        ref.includes('|') ? ref.split('|')[1] : `${ref} ${directory.household(ref)?.head ?? ''}`;
      const some = (refs: string[]) =>
        `${refs.slice(0, NOTES).map(name).join('、')}${refs.length > NOTES ? '等' : ''}`;
      return [
        ...(off.length > 0 ? [`${off.length}户的人数和成员表对不上:${some(off.map(([r]) => r))}。`] : []),
        ...(alone.length > 0 ? [`${alone.length}户没有帮扶人:${some(alone)}。`] : []),
      ];
    },
  };
}
