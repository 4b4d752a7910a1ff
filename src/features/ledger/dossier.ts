import { CATEGORY_LABELS } from '../../core/category.ts';
import { dayOf } from '../../core/clock.ts';
import { householdKind } from '../../records/household.ts';
import { problemKind, STATE_LABELS } from '../../records/problem.ts';
import type { HouseholdBrief, Read } from '../../records/read.ts';
import { MODE_LABELS, visitKind } from '../../records/visit.ts';
import type { CellValue, Column } from '../../sheets/sheet.ts';
import type { PlainSheet } from '../define.ts';

const COLUMNS: readonly Column[] = [
  { title: '栏目', width: 14, kind: 'text' },
  { title: '日期', width: 12, kind: 'day' },
  { title: '项目', width: 22, kind: 'text' },
  { title: '金额(元)', width: 12, kind: 'money' },
  { title: '内容', width: 66, kind: 'text' },
];
/** Lines that people sign on, left blank (C44). */
const SIGNED = ['户主签字', '帮扶责任人签字', '村核对人签字', '日期'];
const LAST = 60;

/** 一户一档: one household on one sheet that can be printed and signed. */
export async function dossierOf(brief: HouseholdBrief, read: Read): Promise<PlainSheet> {
  const { id, villageId } = brief;
  const { directory } = read;
  const [household, visitIds, problemIds] = await Promise.all([
    read.get(householdKind, id, villageId),
    read.range(villageId, `household:${id}:visits`, { reverse: true, limit: LAST }),
    read.range(villageId, `household:${id}:problems`, { reverse: true, limit: LAST }),
  ]);
  const [visits, problems] = await Promise.all([
    read.many(visitKind, visitIds, villageId),
    read.many(problemKind, problemIds, villageId),
  ]);
  const person = (who: string | undefined) => directory.person(who ?? '')?.name ?? '';
  const village = directory.village(villageId)?.name ?? '';
  const rows: CellValue[][] = [
    ['基本情况', null, '户主', null, brief.head],
    ['', null, '地址', null, `${village}${brief.group}`],
    ['', null, '类别', null, [brief.category, household?.supportType].filter(Boolean).join('、')],
    ['', null, '人口', null, `${brief.size}人`],
    [
      '',
      null,
      '致贫原因',
      null,
      [household?.causeMain, ...(household?.causeOther ?? [])].filter(Boolean).join('、'),
    ],
    ['', null, '帮扶责任人', null, person(brief.helperId)],
    ...section(
      '家庭成员',
      (household?.members ?? []).map((m): CellValue[] => [
        null,
        [m.relation, m.name].filter(Boolean).join(' '),
        null,
        [m.age ? `${m.age}岁` : '', m.sex, m.health, m.school, m.workPlace].filter(Boolean).join(','),
      ]),
    ),
    ...section(
      '收入',
      (household?.incomes ?? []).map((i): CellValue[] => [
        null,
        String(i.category ?? ''),
        typeof i.amount === 'number' ? i.amount : null,
        i.approx ? '约' : '',
      ]),
    ),
    ...section(
      '帮扶措施',
      (household?.measures ?? []).map((m): CellValue[] => [
        typeof m.last_progress === 'string' ? m.last_progress : null,
        String(m.category ?? ''),
        null,
        [m.item, m.progress].filter(Boolean).join(','),
      ]),
    ),
    ...section(
      '走访',
      visits
        .filter((v) => v.status === 'active')
        .map((v): CellValue[] => [v.date, `${MODE_LABELS[v.mode]} ${person(v.by)}`, null, v.summary]),
    ),
    ...section(
      '问题',
      problems
        .filter((p) => p.status !== 'void' && !p.hiddenFrom?.length)
        .map((p): CellValue[] => [
          dayOf(Date.parse(p.at)),
          `${p.id} ${CATEGORY_LABELS[p.category]} ${STATE_LABELS[p.status]}`,
          null,
          p.text,
        ]),
    ),
    ...SIGNED.map((line): CellValue[] => ['签字', null, line, null, '']),
  ];
  return {
    name: `${brief.head} ${id}`,
    columns: COLUMNS,
    rows,
    above: [`一户一档:${brief.head}(${village}${brief.group})`],
  };
}

/** A section's rows, its name in front of the first; one row that says so where there are none. */
function section(name: string, rows: readonly CellValue[][]): CellValue[][] {
  if (rows.length === 0) return [[name, null, '没有记录', null, '']];
  return rows.map((row, i) => [i === 0 ? name : '', ...row]);
}
