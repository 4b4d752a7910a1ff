import { type Household, householdKind } from '../../records/household.ts';
import type { Read } from '../../records/read.ts';
import type { CellValue, Sheet } from '../../sheets/sheet.ts';
import {
  type AssignmentRow,
  type Fields,
  type HouseholdRow,
  type MemberRow,
  type PersonRow,
  SHEET_KEYS,
  SHEETS,
  type SheetKey,
  type VillageRow,
} from './sheets.ts';

const DAYS = '一二三四五六日';
/** Records that are read at a time. */
const BATCH = 500;

/** The roster as the workbook that `import` reads: what is written comes back as it is. */
export function rosterSheets(read: Read): Sheet[] {
  const { directory } = read;
  const name = (id: string | null | undefined) => (id ? id : undefined);
  const villageName = (id: string) => directory.village(id)?.name ?? id;

  function* villages(): Generator<VillageRow> {
    for (const v of directory.villages())
      yield {
        id: v.id,
        name: v.name,
        groups: v.groups,
        workdays: v.workdays.map((d) => `周${DAYS.charAt(d - 1)}`),
        visitCycleDays: v.visitCycleDays,
        gridLeader: name(v.gridLeaderId),
        deputies: v.deputyIds,
        infoOfficer: name(v.infoOfficerId),
        poor: v.poor,
      };
  }

  function* people(): Generator<PersonRow> {
    for (const p of directory.people())
      if (p.status === 'active') yield { ...p, titles: p.titles, villages: p.villageIds.map(villageName) };
  }

  async function* households(): AsyncGenerator<Household> {
    for (const village of directory.villages()) {
      const ids = [...directory.households(village.id)].map((h) => h.id);
      for (let i = 0; i < ids.length; i += BATCH)
        yield* await read.many(householdKind, ids.slice(i, i + BATCH), village.id);
    }
  }

  async function* householdRows(): AsyncGenerator<HouseholdRow> {
    for await (const h of households())
      yield {
        ...h,
        causeMain: h.causeMain ?? undefined,
        exitPlanYear: h.exitPlanYear ?? undefined,
        village: villageName(h.villageId),
      };
  }

  async function* members(): AsyncGenerator<MemberRow> {
    for await (const h of households())
      for (const m of h.members) {
        const filled = Object.fromEntries(Object.entries(m).filter(([, v]) => v !== null)) as MemberRow;
        yield { ...filled, household: h.id, village: villageName(h.villageId), head: h.head };
      }
  }

  function* assignments(): Generator<AssignmentRow> {
    for (const a of directory.assignments())
      if (a.status === 'active')
        yield {
          household: a.householdId,
          village: villageName(a.villageId),
          head: directory.household(a.householdId)?.head,
          person: a.personId,
          primary: a.primary,
          start: a.start,
          end: a.end ?? undefined,
          reason: a.reason,
        };
  }

  return [
    sheetOf('village', villages()),
    sheetOf('person', people()),
    sheetOf('household', householdRows()),
    sheetOf('member', members()),
    sheetOf('assignment', assignments()),
  ];
}

/** The same workbook, empty, and a sheet that says how it is filled. */
export function templateSheets(): Sheet[] {
  const help: Sheet = {
    name: '填表说明',
    columns: [
      { title: '表', width: 10, kind: 'text' },
      { title: '列', width: 16, kind: 'text' },
      { title: '怎么填', width: 70, kind: 'text' },
    ],
    rows: HINTS,
  };
  return [...SHEET_KEYS.map((key) => sheetOf(key, [])), help];
}

const HINTS: readonly (readonly string[])[] = [
  [
    '所有表',
    '',
    '一行一个,不要合并格子,不要公式。空着的格子不动原来的;要清掉就写“无”。不要写身份证号、银行卡号。',
  ],
  ['村', '走访日', '写“周三、周日”这样。网格长、副网格长、信息员写姓名或编号。'],
  ['人员', '身份', '写“帮扶责任人”“网格长”“第一书记”“村脱贫信息员”“扶贫办”这样,几个用顿号隔开。'],
  ['户', '编号', '已经有编号的照写(名册里能看到),新的户空着;村里有两户同名就要写编号。'],
  ['成员', '户编号', '写户编号;没有编号就写村和户主。户主本人也写一行,关系写“户主”。'],
  ['成员', '关系', '只写要添、要改的人也行,没写的人不动。走了的人在聊天里发“迁出”“出嫁”“去世”。'],
  ['帮扶', '帮扶人', '写姓名或编号。一户只有一个主责帮扶人;日期写 2017-09-13 这样。'],
];

function sheetOf<K extends SheetKey>(key: K, rows: Iterable<object> | AsyncIterable<object>): Sheet {
  const fields = Object.entries(SHEETS[key].fields as Fields<Record<string, unknown>>);
  async function* values(): AsyncGenerator<CellValue[]> {
    for await (const row of rows) {
      yield fields.map(([name, field]) => {
        const value = (row as Record<string, unknown>)[name];
        return value === undefined || value === null ? null : field.write(value as never);
      });
    }
  }
  return {
    name: SHEETS[key].name,
    columns: fields.map(([, { title, width, kind }]) => ({ title, width, kind })),
    rows: values(),
  };
}
