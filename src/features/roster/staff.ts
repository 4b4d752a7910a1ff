import type { Person, Village } from '../../records/organisation.ts';
import type { Directory } from '../../records/read.ts';
import type { Flaws } from './flaws.ts';
import type { Row } from './rows.ts';
import type { PersonRow, VillageRow } from './sheets.ts';

type Placed<K extends Row['key']> = Extract<Row, { key: K }>;

/** The villages and people of a file beside those that are there: who is meant by a name or a number. */
export interface Staff {
  village(row: Placed<'village'>): Promise<undefined>;
  person(row: Placed<'person'>): Promise<undefined>;
  /** The id of a village by its name (with or without 村) or number; undefined where there is none. */
  villageId(said: string): string | undefined;
  /** The id of a person by name or number, or why nobody is meant. */
  personId(said: string): { id: string } | { wrong: string };
  /** After all rows: names of people that villages have, of villages that people have. */
  settle(): void;
  villages(): { row: VillageRow; id: string; before?: Village }[];
  people(): { row: PersonRow; id: string; before?: Person }[];
}

const short = (name: string) => name.replace(/村$/, '');

/** `H1` and `H01` are one number: the way in which it was entered. */
export function knownId(id: string, exists: (id: string) => boolean): string {
  const [, letter = '', digits = ''] = /^([A-Z])0*(\d+)$/.exec(id) ?? [];
  return [id, `${letter}${digits}`, `${letter}${digits.padStart(2, '0')}`].find(exists) ?? id;
}

export function createStaff(
  directory: Directory,
  flaws: Flaws,
  allot: (letter: 'V' | 'U') => Promise<string>,
): Staff {
  const villages = new Map<string, { placed: Placed<'village'>; before?: Village }>();
  const people = new Map<string, { placed: Placed<'person'>; before?: Person }>();
  const villageNames = new Map<string, string>();
  const personNames = new Map<string, Set<string>>();
  for (const v of directory.villages()) villageNames.set(short(v.name), v.id);
  const named = (name: string, id: string) => {
    const ids = personNames.get(name);
    if (ids) ids.add(id);
    else personNames.set(name, new Set([id]));
  };
  for (const p of directory.people()) if (p.status === 'active') named(p.name, p.id);

  const flaw = (row: Row, field: string, reason: string): undefined => {
    flaws.add({ sheet: row.sheet, row: row.row, ...row.at(field), reason });
  };

  function villageId(said: string): string | undefined {
    const id = /^V\d+$/i.test(said) ? knownId(said.toUpperCase(), (i) => isVillage(i)) : undefined;
    if (id && isVillage(id)) return id;
    return villageNames.get(short(said));
  }
  const isVillage = (id: string) => villages.has(id) || directory.village(id) !== undefined;
  const isPerson = (id: string) => people.has(id) || directory.person(id) !== undefined;

  function personId(said: string): { id: string } | { wrong: string } {
    if (/^U-?\d+$/i.test(said)) {
      const id = knownId(said.toUpperCase().replace('-', ''), isPerson);
      return isPerson(id) ? { id } : { wrong: `没有 ${said} 这个人,“人员”表里也没有` };
    }
    const [id, ...more] = personNames.get(said) ?? [];
    if (!id) return { wrong: `没有叫“${said.slice(0, 8)}”的人,“人员”表里也没有` };
    return more.length === 0
      ? { id }
      : { wrong: `叫“${said}”的有${more.length + 1}个人,请写编号:${[id, ...more].join('、')}` };
  }

  /** The id that a row means or gets. */
  async function idFor(
    row: Placed<'village'> | Placed<'person'>,
    letter: 'V' | 'U',
    exists: (id: string) => boolean,
    byName: string | undefined,
  ): Promise<string> {
    if (row.data.id) return knownId(row.data.id, exists);
    return byName ?? allot(letter);
  }

  return {
    villageId,
    personId,
    async village(row) {
      const { data } = row;
      const id = await idFor(row, 'V', isVillage, data.name ? villageNames.get(short(data.name)) : undefined);
      const before = directory.village(id);
      if (villages.has(id))
        return flaw(row, data.id ? 'id' : 'name', `和第${villages.get(id)?.placed.row}行是同一个村`);
      if (!before && !data.name && !row.wrong) flaw(row, 'name', '新的村要写村名');
      const other = data.name ? villageNames.get(short(data.name)) : undefined;
      if (other && other !== id) flaw(row, 'name', `“${data.name}”已经是 ${other} 的名字`);
      villages.set(id, { placed: row, before });
      if (data.name) villageNames.set(short(data.name), id);
    },
    async person(row) {
      const { data } = row;
      const same = data.name ? [...(personNames.get(data.name) ?? [])] : [];
      if (!data.id && same.length > 1) {
        return flaw(row, 'name', `叫“${data.name}”的有${same.length}个人,请写编号:${same.join('、')}`);
      }
      const id = await idFor(row, 'U', isPerson, same[0]);
      const before = directory.person(id);
      if (people.has(id)) {
        const reason = `和第${people.get(id)?.placed.row}行是同一个人`;
        return flaw(row, data.id ? 'id' : 'name', data.id ? reason : `${reason};不是的话请写编号`);
      }
      if (!before && !data.name && !row.wrong) flaw(row, 'name', '新的人要写姓名');
      if (!before && !data.titles && !row.wrong) flaw(row, 'titles', '新的人要写身份,比如:帮扶责任人');
      people.set(id, { placed: row, before });
      if (data.name) named(data.name, id);
    },
    settle() {
      for (const { placed } of villages.values()) {
        for (const field of ['gridLeader', 'deputies', 'infoOfficer'] as const) {
          for (const said of [placed.data[field] ?? []].flat()) {
            const found = said === '' ? { id: '' } : personId(said);
            if ('wrong' in found) flaw(placed, field, found.wrong);
          }
        }
        if ((placed.data.deputies?.length ?? 0) > 2) flaw(placed, 'deputies', '副网格长最多两个');
      }
      for (const { placed } of people.values()) {
        for (const said of placed.data.villages ?? [])
          if (!villageId(said)) flaw(placed, 'villages', `没有叫“${said.slice(0, 10)}”的村`);
      }
    },
    villages: () => [...villages].map(([id, { placed, before }]) => ({ id, row: placed.data, before })),
    people: () => [...people].map(([id, { placed, before }]) => ({ id, row: placed.data, before })),
  };
}
