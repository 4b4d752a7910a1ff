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

/** What the rows so far say of a household. */
interface Known {
  villageId: string;
  /** Its own row; 0 where only members or helpers name it. */
  row: number;
  size: number;
  members: number;
  /** The row of its primary helper, and whether any helper was named. */
  primary: number;
  helped: boolean;
}

const NOTES = 5;

export function createHouseholds(directory: Directory, staff: Staff, spool: Spool, flaws: Flaws): Households {
  /** The households that the file names, by their refs; one small object each, there may be very many. */
  const known = new Map<string, Known>();
  /** `V01|罗启明` → the household of that name, or several; filled from the register village by village. */
  const byName = new Map<string, string | string[]>();
  const loaded = new Set<string>();

  function namesakes(villageId: string, head: string): string[] {
    if (!loaded.has(villageId)) {
      loaded.add(villageId);
      for (const h of directory.households(villageId)) put(`${villageId}|${h.head}`, h.id);
    }
    return [byName.get(`${villageId}|${head}`) ?? []].flat();
  }

  function put(name: string, ref: string): void {
    const refs = [byName.get(name) ?? []].flat();
    if (!refs.includes(ref)) byName.set(name, refs.length === 0 ? ref : [...refs, ref]);
  }

  function aboutOf(ref: string, villageId: string): Known {
    const about = known.get(ref) ?? { villageId, row: 0, size: -1, members: 0, primary: 0, helped: false };
    known.set(ref, about);
    return about;
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
    // Another village is a move; a household that left the register cannot make one.
    if (old && old.villageId !== villageId && old.status !== 'active')
      return flaw(row, 'village', `${old.id} 已经不在册,不能换村`);
    if (old && old.villageId !== villageId && !data.group)
      return flaw(row, 'group', `${old.id} ${old.head}换了村,要写是哪个组`);
    const head = data.head ?? old?.head;
    if (!head) return row.wrong ? undefined : flaw(row, 'head', '要写户主');
    const same = namesakes(villageId, head);
    if (!id && same.length > 1)
      return flaw(row, 'head', `村里有${same.length}户的户主叫“${head}”,请写编号:${same.join('、')}`);
    const ref = id ?? same[0] ?? `${villageId}|${head}`;
    const first = known.get(ref)?.row;
    if (first)
      return flaw(
        row,
        id ? 'id' : 'head',
        id ? `${id} 和第${first}行重复` : `和第${first}行同名;是两户就请写编号`,
      );
    const isNew = !directory.household(ref);
    if (isNew && !data.category && !row.wrong) flaw(row, 'category', '新的户要写类别');
    const about = aboutOf(ref, villageId);
    about.row = row.row;
    about.size = data.size ?? -1;
    put(`${villageId}|${head}`, ref);
    spool.put(villageId, { kind: 'household', ref, data });
  }

  /** The household that a member's or helper's row is about. */
  function find(
    row: Placed<'member'> | Placed<'assignment'>,
  ): { ref: string; villageId: string } | undefined {
    const data: OfHousehold = row.data;
    if (data.household) {
      const ref = knownId(data.household, isHousehold);
      const villageId = known.get(ref)?.villageId ?? directory.household(ref)?.villageId;
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
      const about = aboutOf(of.ref, of.villageId);
      const first = about.primary;
      if (first) return flaw(row, 'primary', `这户在第${first}行已经有主责帮扶人,一户只有一个(另一个写“否”)`);
      about.primary = row.row;
    }
    aboutOf(of.ref, of.villageId).helped = true;
    spool.put(of.villageId, { kind: 'assignment', ref: of.ref, data: { ...data, personId: person.id } });
  }

  return {
    take(row) {
      if (row.key === 'household') return household(row);
      if (row.key === 'assignment') return assignment(row);
      const of = find(row);
      if (!row.data.relation && !row.wrong) flaw(row, 'relation', '要写和户主的关系');
      if (!of) return;
      aboutOf(of.ref, of.villageId).members += 1;
      spool.put(of.villageId, { kind: 'member', ref: of.ref, data: row.data });
    },
    notes() {
      const all = [...known].filter(([, about]) => about.row > 0);
      const off = all.filter(([, { size, members }]) => size >= 0 && members > 0 && members !== size);
      const alone = all.filter(([ref, { helped }]) => !helped && !directory.household(ref)?.helperId);
      const name = (ref: string) =>
        ref.includes('|') ? ref.split('|')[1] : `${ref} ${directory.household(ref)?.head ?? ''}`;
      const some = (refs: string[]) =>
        `${refs.slice(0, NOTES).map(name).join('、')}${refs.length > NOTES ? '等' : ''}`;
      return [
        ...(off.length > 0 ? [`${off.length}户的人数和成员表对不上:${some(off.map(([r]) => r))}。`] : []),
        ...(alone.length > 0 ? [`${alone.length}户没有帮扶人:${some(alone.map(([r]) => r))}。`] : []),
      ];
    },
  };
}
