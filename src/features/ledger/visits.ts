import { MODE_LABELS, type Visit, visitKind } from '../../records/visit.ts';
import { about, column, ledgerOf, names, type Wanted } from './ledger.ts';

export const visits = ledgerOf<Visit>({
  name: '走访',
  title: '走访台账',
  kind: visitKind,
  set: 'visits',
  columns: [
    column('编号', 7),
    column('日期', 11, 'day'),
    column('村', 11),
    column('组', 12),
    column('户主', 9),
    column('方式', 9),
    column('计入走访', 6),
    column('走访人', 9),
    column('代录人', 9),
    column('见到的人', 11),
    column('情况', 40),
    column('下次走访', 11, 'day'),
    column('照片', 6, 'number'),
  ],
  keeps: (v, w) => v.status === 'active' && about(v.householdId, w) && (!w.personId || v.by === w.personId),
  row(v, d) {
    const n = names(d);
    return [
      v.id,
      v.date,
      n.village(v.villageId),
      n.group(v.householdId, v.villageId),
      n.head(v.householdId),
      MODE_LABELS[v.mode],
      v.counted ? '是' : '否',
      n.person(v.by),
      n.person(v.recordedBy),
      v.met?.join('、'),
      v.summary,
      v.nextVisit,
      v.photos?.length ?? 0,
    ];
  },
});

export const log = ledgerOf<Visit>({
  name: '日志',
  title: '帮扶工作日志',
  kind: visitKind,
  set: 'visits',
  setOf: (personId) => `helper:${personId}:visits`,
  columns: [
    column('日期', 11, 'day'),
    column('帮扶责任人', 9),
    column('户主', 9),
    column('村', 11),
    column('方式', 9),
    column('看到的情况', 42),
    column('发现的问题', 24),
    column('帮扶措施', 24),
    column('下次走访', 11, 'day'),
  ],
  keeps: visitsOfHelper,
  row(v, d) {
    const n = names(d);
    return [
      v.date,
      n.person(v.by),
      n.head(v.householdId),
      n.village(v.villageId),
      MODE_LABELS[v.mode],
      v.summary,
      v.problems?.join(';'),
      v.measures?.join(';'),
      v.nextVisit,
    ];
  },
});

function visitsOfHelper(v: Visit, w: Wanted): boolean {
  return v.status === 'active' && about(v.householdId, w) && (!w.personId || v.by === w.personId);
}
