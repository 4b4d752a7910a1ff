import { CATEGORY_LABELS } from '../../core/category.ts';
import { dayOf } from '../../core/clock.ts';
import { householdKind } from '../../records/household.ts';
import type { Kind, Stored } from '../../records/kind.ts';
import { recordsOfHousehold } from '../../records/lived.ts';
import { eventText, MEMBER_EVENT_LABELS, memberEventKind } from '../../records/memberEvent.ts';
import { type Expense, expenseKind, type Income, incomeKind } from '../../records/money.ts';
import { needKind, needText } from '../../records/need.ts';
import { problemKind, STATE_LABELS } from '../../records/problem.ts';
import type { HouseholdBrief, Read } from '../../records/read.ts';
import { MODE_LABELS, visitKind } from '../../records/visit.ts';
import type { CellValue, Column, Sheet } from '../../sheets/sheet.ts';

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
export async function dossierOf(brief: HouseholdBrief, read: Read): Promise<Sheet> {
  const { id, villageId } = brief;
  const { directory } = read;
  async function last<T extends Stored>(kind: Kind<T>, set: string): Promise<T[]> {
    const all = await recordsOfHousehold(kind, set, brief, read, { reverse: true, limit: LAST });
    return all.filter((r) => r.status !== 'void');
  }
  const [household, visits, problems, events, incomes, expenses, needs] = await Promise.all([
    read.get(householdKind, id, villageId),
    last(visitKind, 'visits'),
    last(problemKind, 'problems'),
    last(memberEventKind, 'memberEvents'),
    last(incomeKind, 'incomes'),
    last(expenseKind, 'expenses'),
    last(needKind, 'needs'),
  ]);
  const person = (who: string | undefined) => directory.person(who ?? '')?.name ?? '';
  const village = directory.village(villageId)?.name ?? '';
  const rows: CellValue[][] = [
    ['基本情况', null, '户主', null, brief.head],
    ['', null, '地址', null, `${village}${brief.group}`],
    ...(brief.former ?? []).map((f): CellValue[] => [
      '',
      f.until,
      '以前住',
      null,
      `${directory.village(f.villageId)?.name ?? ''}${f.group},那时的走访和办完的事也在下面`,
    ]),
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
      '成员变化',
      events.map((e): CellValue[] => [
        e.date ?? dayOf(Date.parse(e.at)),
        MEMBER_EVENT_LABELS[e.event],
        null,
        e.otherVillageId === undefined ? e.member : eventText(e, directory),
      ]),
    ),
    ...section('收入', [
      ...incomes.map(moneyRow),
      ...(household?.incomes ?? []).map((i): CellValue[] => [
        null,
        String(i.category ?? ''),
        typeof i.amount === 'number' ? i.amount : null,
        ['档案上的', i.approx ? '约' : ''].filter(Boolean).join(','),
      ]),
    ]),
    ...section('支出', expenses.map(moneyRow)),
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
      visits.map((v): CellValue[] => [v.date, `${MODE_LABELS[v.mode]} ${person(v.by)}`, null, v.summary]),
    ),
    ...section(
      '问题',
      problems
        .filter((p) => !p.hiddenFrom?.length)
        .map((p): CellValue[] => [
          dayOf(Date.parse(p.at)),
          `${p.id} ${CATEGORY_LABELS[p.category]} ${STATE_LABELS[p.status]}`,
          null,
          p.text,
        ]),
    ),
    ...section(
      '需求',
      needs.map((n): CellValue[] => [
        dayOf(Date.parse(n.at)),
        `${n.id} ${n.metOn ? '到了' : '还缺'}`,
        null,
        [needText(n), n.neededBy ? `${n.neededBy}前要` : '', n.metOn ? `${n.metOn}到的` : '']
          .filter(Boolean)
          .join(','),
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

/** A line of money as it was told: the day, what for, how much; a range and what it was counted from in words. */
function moneyRow(m: Income | Expense): CellValue[] {
  const counted = m.quantity === undefined ? '' : `${m.quantity}${m.unit ?? ''}`;
  const rough = m.max === undefined ? (m.approx ? '约' : '') : `约,到${m.max}元`;
  const words = [`${m.year}年`, m.period ?? '', counted, rough].filter(Boolean).join(',');
  return [dayOf(Date.parse(m.at)), m.category, m.amount, words];
}
