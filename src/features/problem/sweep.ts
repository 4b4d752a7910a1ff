import { CATEGORY_LABELS } from '../../core/category.ts';
import { addDays, dayOf, HOUR } from '../../core/clock.ts';
import { groupBy } from '../../core/group.ts';
import { holdersIn, officeIn, recordsIn } from '../../records/find.ts';
import { isOpen, type Problem, problemKind } from '../../records/problem.ts';
import type { Read } from '../../records/read.ts';
import { requestKind } from '../../records/request.ts';
import type { Planned, PushJob } from '../pushJob.ts';
import { nameOf, whereText } from './text.ts';

const SHOWN = 8;
/** The same of one household within so many days comes back again and again (E10). */
const AGAIN_DAYS = 90;

/** On the 25th the office gets what is overdue and what comes back again and again, to go through it (E10). */
export const sweep: PushJob = {
  name: 'sweep',
  cron: '0 9 25 * *',
  grace: 24 * HOUR,
  async run({ slot, read }) {
    const text = await sweepText(slot, read);
    const office = officeIn(read.directory);
    const outbound: Planned[] =
      text === null ? [] : office.map((p) => ({ to: p.id, kind: 'digest', data: {} }));
    return { changes: [], outbound, counts: { people: outbound.length } };
  },
  render: (_, { now, read }) => sweepText(now, read),
};

async function sweepText(now: number, read: Read): Promise<string | null> {
  const today = dayOf(now);
  const { directory } = read;
  const all = (await recordsIn(problemKind, 'problems', read)).filter(
    (p) => p.status !== 'void' && !p.hiddenFrom?.length,
  );
  const late = all.filter((p) => isOpen(p) && p.due < today).sort((a, b) => (a.due < b.due ? -1 : 1));
  const since = addDays(today, -AGAIN_DAYS);
  const recent = all.filter(
    (p) => p.householdId && p.category !== 'other' && dayOf(Date.parse(p.at)) >= since,
  );
  const again = [...groupBy(recent, (p) => `${p.householdId}|${p.category}`).values()].filter(
    (l) => l.length > 1,
  );
  const passed = all.filter((p) => isOpen(p) && p.history.filter((h) => h.action === 'reassign').length >= 2);
  if (late.length + again.length + passed.length === 0) return null;
  const line = (p: Problem) =>
    `${p.id} ${whereText(p, directory)} ${CATEGORY_LABELS[p.category]},${nameOf(p.owner, directory)}`;
  return [
    '本月问题清理:',
    ...(late.length > 0 ? [`过期没办好的${late.length}个:`, ...some(late, line)] : []),
    ...(again.length > 0
      ? [`反复出现的${again.length}样:`, ...some(again, (l) => `${l[0] ? line(l[0]) : ''},${l.length}次`)]
      : []),
    ...(passed.length > 0 ? [`转来转去的${passed.length}个:`, ...some(passed, line)] : []),
    '看全部发:逾期问题',
  ].join('\n');
}

/** On Fridays at four those who run a village get what is still open there, to plan the next week with it (E07). */
export const weekPlan: PushJob = {
  name: 'weekPlan',
  cron: '0 16 * * 5',
  grace: 3 * HOUR,
  async run({ slot, read }) {
    const outbound: Planned[] = [];
    for (const village of read.directory.villages()) {
      const text = await planText(village.id, slot, read);
      if (text === null) continue;
      for (const p of holdersIn('villageSecretary', read.directory, village.id))
        outbound.push({ to: p.id, kind: 'digest', data: { villageId: village.id }, part: village.id });
    }
    return { changes: [], outbound, counts: { people: outbound.length } };
  },
  render: (data, { now, read }) => planText((data as { villageId: string }).villageId, now, read),
};

async function planText(villageId: string, now: number, read: Read): Promise<string | null> {
  const { directory } = read;
  const open = (await recordsIn(problemKind, 'problems:standing', read, villageId)).filter(
    (p) => isOpen(p) && !p.hiddenFrom?.length,
  );
  const opinions = (await recordsIn(requestKind, 'requests', read, villageId)).filter(
    (r) => r.kind === 'opinion' && r.status === 'active' && !r.hiddenFrom?.length,
  );
  if (open.length + opinions.length === 0) return null;
  const today = dayOf(now);
  const late = open.filter((p) => p.due < today).length;
  const line = (p: Problem) =>
    `${p.id} ${whereText(p, directory)} ${CATEGORY_LABELS[p.category]},${nameOf(p.owner, directory)}`;
  return [
    `排下周计划用,${directory.village(villageId)?.name ?? ''}还没办完的:`,
    ...(open.length > 0
      ? [`问题${open.length}个${late > 0 ? `(过期${late}个)` : ''}:`, ...some(open, line)]
      : []),
    ...(opinions.length > 0 ? [`乡亲的意见${opinions.length}条,没答复。发“待答复”看。`] : []),
  ].join('\n');
}

function some<T>(list: readonly T[], line: (x: T) => string): string[] {
  return [
    ...list.slice(0, SHOWN).map(line),
    ...(list.length > SHOWN ? [`还有${list.length - SHOWN}个。`] : []),
  ];
}
