import { CATEGORY_LABELS } from '../../core/category.ts';
import { type Day, dayOf } from '../../core/clock.ts';
import { typeset } from '../../core/text/typeset.ts';
import { householdKind, incomeYearOf } from '../../records/household.ts';
import type { Kind, Stored } from '../../records/kind.ts';
import { recordsOfHousehold } from '../../records/lived.ts';
import { eventText, MEMBER_EVENT_LABELS, memberEventKind } from '../../records/memberEvent.ts';
import { type Expense, expenseKind, type Income, incomeKind } from '../../records/money.ts';
import { needKind, needText } from '../../records/need.ts';
import { problemKind, STATE_LABELS } from '../../records/problem.ts';
import type { HouseholdBrief, Read } from '../../records/read.ts';
import { CHECK_LABELS, CHECKS, MODE_LABELS, visitKind } from '../../records/visit.ts';
import type { CellValue, Column, Sheet } from '../../sheets/sheet.ts';
import { printed } from './ledger.ts';

const COLUMNS: readonly Column[] = [
  { title: '栏目', width: 15, kind: 'text' },
  { title: '日期', width: 11, kind: 'day' },
  { title: '项目', width: 20, kind: 'text' },
  { title: '金额(元)', width: 11, kind: 'money' },
  { title: '内容', width: 42, kind: 'text' },
];
/** Lines that people sign on, left blank (C44). */
const SIGNED = ['户主签字', '帮扶责任人签字', '村核对人签字', '签字日期'];
const LAST = 60;
const CHECKED: Readonly<Record<string, string>> = { ok: '好', problem: '有问题', na: '不涉及' };

/** 一户一档: one household on one sheet that can be printed and signed; its rows are read when they are written. */
export function dossierOf(brief: HouseholdBrief, day: Day, read: Read): Sheet {
  const village = read.directory.village(brief.villageId)?.name ?? '';
  const above = [`一户一档:${brief.head}(${village}${brief.group})`, `${brief.id} ${day} 打印`];
  return {
    name: `${brief.head} ${brief.id}`,
    columns: COLUMNS,
    rows: rowsOfHousehold(brief, read),
    above: above.map(typeset),
    sign: SIGNED,
  };
}

async function* rowsOfHousehold(brief: HouseholdBrief, read: Read): AsyncGenerator<CellValue[]> {
  for (const row of await linesOf(brief, read)) yield printed(row);
}

async function linesOf(brief: HouseholdBrief, read: Read): Promise<CellValue[][]> {
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
  const fact = (name: string, words: string | undefined): CellValue[][] =>
    words ? [['', null, name, null, words]] : [];
  return [
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
    ...fact('户情', household?.tags.join('、')),
    ['', null, '人口', null, `${brief.size}人`],
    [
      '',
      null,
      '致贫原因',
      null,
      [household?.causeMain, ...(household?.causeOther ?? [])].filter(Boolean).join('、'),
    ],
    ['', null, '帮扶责任人', null, person(brief.helperId)],
    ...fact('计划脱贫', household?.exitPlanYear ? `${household.exitPlanYear}年` : undefined),
    ...fact('两不愁三保障和饮水', checksText(household?.checks)),
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
      events
        .filter((e) => e.confirmed)
        .map((e): CellValue[] => [
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
        ['档案上的', household && `${incomeYearOf(household)}年`, i.approx ? '约' : '']
          .filter(Boolean)
          .join(','),
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
        .filter((p) => !p.hiddenFrom?.length && p.category !== 'dispute')
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
  ];
}

/** `吃 好、穿 好、住房 有问题`: as the register has them (B31, B32). */
const checksText = (checks: Readonly<Record<string, string>> | undefined) =>
  CHECKS.flatMap((c) => (checks?.[c] ? [`${CHECK_LABELS[c]} ${CHECKED[checks[c]] ?? '没看'}`] : [])).join(
    '、',
  );

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
