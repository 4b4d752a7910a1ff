import { dayOf, timeOf } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { askedAbout } from '../../records/find.ts';
import { TASK_LABELS, type Task } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, sayPrivately } from '../define.ts';
import { findTask, isEffect, type Ref, readTaskRef } from './find.ts';
import { nameOf, taskLine } from './text.ts';

const DONE: Record<string, string> = {
  ask: '派',
  done: '办好了',
  postpone: '要延期',
  move: '改了日子',
  keep: '没同意延期',
  cancel: '取消',
  over: '安排了新一轮,这一件结束',
  amend: '改了,原来是',
  handover: '交接,原来是',
  village: '迁村',
  import: '导入',
};

/** 记录 T3: what happened to a task, oldest first (C44). The answer is private. */
export const taskTrail = defineCommand<Ref>({
  name: '任务记录',
  aliases: ['记录', '查记录', '看记录', '任务经过'],
  summary: '一件任务是谁派的、办到哪一步了',
  usage: '记录 T3',
  needs: 'doTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['任务记录 T5'],
  read: (heard) => {
    const ref = readTaskRef(heard);
    return ref?.words === '' ? ref : null;
  },
  speech(text) {
    const ref = askedAbout(text, 'T');
    return ref && { ...ref, words: '' };
  },
  async run(ref, context): Promise<Effect> {
    const task = await findTask(ref.id ?? '', context);
    return isEffect(task) ? task : sayPrivately(trailText(task, context));
  },
});

function trailText(task: Task, context: Context): string {
  const { read, today } = context;
  const rows = task.history.slice(-10).map((h) => {
    const ms = Date.parse(h.at);
    const who = h.by === 'import' ? '导入时' : nameOf(h.by, read.directory);
    const said = h.action === 'handover' ? nameOf(h.text ?? '', read.directory) : h.text;
    const text = said ? `:${clip(said, 40)}` : '';
    return `${formatDay(dayOf(ms), today)} ${timeOf(ms)} ${who}${DONE[h.action] ?? h.action}${text}`;
  });
  return [taskLine(task, context), ...rows, `现在:${TASK_LABELS[task.status]}`].join('\n');
}
