import { CATEGORY_LABELS } from '../../core/category.ts';
import { daysBetween } from '../../core/clock.ts';
import {
  isOpen,
  LEVEL_LABELS,
  ORIGIN_LABELS,
  type Problem,
  problemKind,
  STATE_LABELS,
} from '../../records/problem.ts';
import { isUnanswered, type Request, type RequestKind, requestKind } from '../../records/request.ts';
import { RELIEF_CHECKS, reliefFlags } from '../../records/season.ts';
import { assigneesOf, isOver, TASK_LABELS, type Task, taskKind } from '../../records/task.ts';
import { about, column, dayIn, ledgerOf, names } from './ledger.ts';

export const problems = ledgerOf<Problem>({
  name: '问题',
  title: '问题整改台账',
  kind: problemKind,
  set: 'problems',
  columns: [
    column('编号', 7),
    column('登记日期', 11, 'day'),
    column('村', 11),
    column('户主', 9),
    column('类别', 9),
    column('问题', 30),
    column('来源', 7),
    column('级别', 5),
    column('责任人', 9),
    column('限期', 11, 'day'),
    column('状态', 8),
    column('整改日期', 11, 'day'),
    column('过期天数', 6, 'number'),
    column('涉及户数', 6, 'number'),
    column('办理经过', 36),
  ],
  keeps: (p, w) =>
    p.status !== 'void' &&
    about(p.householdId, w) &&
    (!w.personId || p.owner === w.personId) &&
    !(w.reader && p.hiddenFrom?.includes(w.reader)),
  row(p, d, w) {
    const n = names(d);
    const steps = p.history.filter((h) => h.text).map((h) => `${dayIn(h.at)} ${n.person(h.by)}:${h.text}`);
    return [
      p.id,
      dayIn(p.at),
      n.village(p.villageId),
      n.head(p.householdId),
      CATEGORY_LABELS[p.category],
      p.text,
      ORIGIN_LABELS[p.origin],
      LEVEL_LABELS[p.level],
      n.person(p.owner),
      p.due,
      STATE_LABELS[p.status],
      p.fixedOn,
      isOpen(p) ? Math.max(0, daysBetween(p.due, w.today)) : 0,
      p.affectedHouseholds,
      steps.join('\n'),
    ];
  },
});

export const tasks = ledgerOf<Task>({
  name: '任务',
  title: '任务台账',
  kind: taskKind,
  set: 'tasks',
  columns: [
    column('编号', 7),
    column('派出日期', 11, 'day'),
    column('任务', 38),
    column('派任务的人', 9),
    column('办的人', 20),
    column('户主', 9),
    column('期限', 11, 'day'),
    column('状态', 9),
    column('办好的人数', 7, 'number'),
    column('回复', 36),
  ],
  keeps: (t, w) => about(t.householdId, w) && (!w.personId || assigneesOf(t).includes(w.personId)),
  row(t, d) {
    const n = names(d);
    return [
      t.id,
      dayIn(t.at),
      t.title,
      t.createdBy === 'bot' ? '系统' : n.person(t.createdBy),
      assigneesOf(t)
        .map((id) => n.person(id))
        .join('、'),
      n.head(t.householdId),
      t.due?.slice(0, 10),
      TASK_LABELS[t.status],
      new Set(t.replies.map((r) => r.by)).size,
      t.replies.map((r) => `${n.person(r.by)} ${dayIn(r.at)}${r.text ? `:${r.text}` : ''}`).join('\n'),
    ];
  },
});

/** 低保复核清单: the six situations ticked as they were told, the decision left to those who decide (C36, C37). */
export const reviews = ledgerOf<Task>({
  name: '低保复核',
  title: '低保年度复核清单',
  kind: taskKind,
  set: 'season:relief:tasks',
  columns: [
    column('村', 11),
    column('组', 12),
    column('户主', 9),
    column('帮扶人', 9),
    column('期限', 11, 'day'),
    column('看过的日期', 11, 'day'),
    ...RELIEF_CHECKS.map((c) => column(c, 8)),
    column('看到的情况', 34),
    column('乡里核定(手填)', 12),
  ],
  keeps: (t, w) =>
    (t.status !== 'cancelled' || isOver(t)) &&
    about(t.householdId, w) &&
    (!w.personId || t.assignee === w.personId),
  row(t, d) {
    const n = names(d);
    const said = t.replies.findLast((r) => r.text)?.text ?? '';
    const flags = reliefFlags(said);
    return [
      n.village(t.villageId),
      n.group(t.householdId, t.villageId),
      n.head(t.householdId),
      n.person(t.assignee),
      t.due?.slice(0, 10),
      dayIn(t.replies.at(-1)?.at),
      ...RELIEF_CHECKS.map((c) => (flags.includes(c) ? '有' : '')),
      said,
      '',
    ];
  },
});

const REQUEST_LABELS: Record<RequestKind, string> = {
  question: '问事',
  opinion: '意见',
  report: '举报',
  urgent: '急事',
};

export const requests = ledgerOf<Request>({
  name: '诉求',
  title: '诉求台账',
  kind: requestKind,
  set: 'requests',
  columns: [
    column('编号', 7),
    column('日期', 11, 'day'),
    column('村', 11),
    column('户主', 9),
    column('类型', 7),
    column('说的话', 38),
    column('答复的人', 9),
    column('五天期限', 11, 'day'),
    column('状态', 8),
    column('答复日期', 11, 'day'),
    column('答复', 38),
  ],
  // A report about officials is its handler's alone, at the machine too (E20).
  keeps: (r, w) =>
    r.status !== 'void' &&
    about(r.householdId, w) &&
    (!w.personId || r.owner === w.personId) &&
    (r.kind !== 'report' || r.owner === w.reader) &&
    !(w.reader && r.hiddenFrom?.includes(w.reader)),
  row(r, d) {
    const n = names(d);
    return [
      r.id,
      dayIn(r.at),
      n.village(r.villageId),
      n.head(r.householdId),
      REQUEST_LABELS[r.kind],
      r.text,
      n.person(r.owner),
      r.due,
      isUnanswered(r) ? '待答复' : '已答复',
      dayIn(r.answeredAt),
      r.answer,
    ];
  },
});
