import { iso } from '../../core/clock.ts';
import type { Change } from '../../records/change.ts';
import { type Person, personKind, type Village, villageKind } from '../../records/organisation.ts';
import { rolesOf } from '../../records/titles.ts';
import { compared } from './compare.ts';
import type { Roster } from './gather.ts';
import type { Making } from './making.ts';
import { SHEETS } from './sheets.ts';
import type { Staff } from './staff.ts';

const DAYS = '一二三四五六日';
const titlesOf = (fields: object) =>
  Object.fromEntries(Object.entries(fields).map(([k, f]) => [k, (f as { title: string }).title]));

/** The changes of villages and people; to be written before the households that name them. */
export function staffChanges(
  roster: Pick<Roster, 'villages' | 'people'>,
  staff: Pick<Staff, 'villageId' | 'personId'>,
  making: Making,
): Change[] {
  const { by, now, source, report } = making;
  const stamp = (id: string) => ({ id, rev: 0, schema: 1, by, at: iso(now), status: 'active', source });
  const person = (said: string) => {
    const found = staff.personId(said);
    return 'id' in found ? found.id : undefined;
  };
  const villages = roster.villages.flatMap(({ id, row, before }) => {
    const base: Village = before ?? {
      ...stamp(id),
      name: '',
      groups: [],
      workdays: [3, 7],
      visitCycleDays: 7,
      deputyIds: [],
    };
    const after: Village = {
      ...base,
      name: row.name ?? base.name,
      groups: row.groups ?? base.groups,
      workdays: row.workdays?.map((d) => DAYS.indexOf(d.slice(1)) + 1).sort() ?? base.workdays,
      visitCycleDays: row.visitCycleDays ?? base.visitCycleDays,
      gridLeaderId: row.gridLeader === undefined ? base.gridLeaderId : person(row.gridLeader),
      deputyIds: row.deputies?.flatMap((d) => person(d) ?? []) ?? base.deputyIds,
      infoOfficerId: row.infoOfficer === undefined ? base.infoOfficerId : person(row.infoOfficer),
      poor: row.poor ?? base.poor,
    };
    const labels = {
      ...titlesOf(SHEETS.village.fields),
      gridLeaderId: '网格长',
      deputyIds: '副网格长',
      infoOfficerId: '信息员',
    };
    return compared(villageKind, before, after, report, { name: `${id} ${after.name}`, labels });
  });
  const people = roster.people.flatMap(({ id, row, before }) => {
    const base: Person = before ?? {
      ...stamp(id),
      name: '',
      roles: [],
      titles: [],
      villageIds: [],
      bound: false,
    };
    // A number that is masked on paper must not take the place of a whole one.
    const phone = row.phone?.includes('*') && base.phone ? base.phone : (row.phone ?? base.phone);
    const after: Person = {
      ...base,
      name: row.name ?? base.name,
      titles: row.titles ?? base.titles,
      roles: row.titles ? rolesOf(row.titles) : base.roles,
      unit: row.unit ?? base.unit,
      post: row.post ?? base.post,
      grade: row.grade ?? base.grade,
      villageIds: row.villages?.flatMap((v) => staff.villageId(v) ?? []) ?? base.villageIds,
      remark: row.remark ?? base.remark,
      phone,
    };
    const labels = { ...titlesOf(SHEETS.person.fields), villageIds: '村', phone: '电话' };
    return compared(personKind, before, after, report, { name: `${id} ${after.name}`, labels });
  });
  return [...villages, ...people];
}
