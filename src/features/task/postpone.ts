import { addDays, at, type Day, iso, timeOf } from '../../core/clock.ts';
import { dayIn } from '../../core/ladder.ts';
import { readNumber } from '../../core/text/chineseNumber.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { dueAtStart } from '../../core/text/dueDay.ts';
import { assigneesOf, isTaskOpen, leftOf, type Task } from '../../records/task.ts';
import { type Context, defineCommand, type Effect } from '../define.ts';
import { findTask, isEffect, mayCancel, moveOn, type Ref, readTaskRef } from './find.ts';
import { dueText, nameOf, say, TITLE } from './text.ts';

/** 延期: another day needs the asker's word; who asked himself just moves it. */
export const postponeTask = defineCommand<Ref>({
  name: '延期',
  aliases: ['推迟', '宽限', '顺延'],
  summary: '来不及办,请派任务的人同意换个日子',
  usage: '延期 T12 3天 原因',
  needs: 'doTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['延期 T5 3天 在外地'],
  read: (heard) => readTaskRef(heard) ?? (heard.explicit && heard.rest === '' ? { words: '' } : null),
  speech: readSpeech,
  async run(ref, context) {
    if (!ref.id) return say('延期哪一件、几天?这样发:延期 T12 3天 原因');
    const task = await findTask(ref.id, context);
    return isEffect(task) ? task : wish(task, ref.words, context);
  },
});

const LATER =
  /延期|延后|推迟|往后(推|拖|延)|宽限|晚(点|些|几|一|两|三|\d)|缓(几|一|两|\d)|来不及|赶不上|(按时|到期)?(交|办|完成)不(了|成|完)/;

/** `T2那个事要往后推3天,资料没齐`: the task with its number, and that it will be late. */
function readSpeech(text: string): Ref | null {
  const number = /T\s*-?\s*0*(\d{1,9})/i.exec(text);
  if (!number || !LATER.test(text) || text.length > 80 || /[?]$|吗$/.test(text)) return null;
  const span = /(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*个?(天|周|星期|礼拜)/.exec(text)?.[0];
  const until = /(?:到|至)([^,。;]{1,8})/.exec(text)?.[1];
  const reason = text
    .split(/[,。;]/)
    .slice(1)
    .join(',');
  return { id: `T${number[1]}`, words: [span ?? until, reason].filter(Boolean).join(' ') };
}

const FOR =
  /^(?<n>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:个)?(?<unit>天|日|周|星期|礼拜)[\s,:、]*(?:因为|原因)?[:\s]*/;

function wish(task: Task, words: string, context: Context): Effect {
  const { today } = context;
  const me = context.sender.person?.id ?? '';
  if (!isTaskOpen(task)) return say(`${task.id} 已经不用办了,不用延期。`);
  const to = newDay(task, words, today);
  if (!to) return say(`要延到哪天?没有动。这样发:延期 ${task.id} 3天 原因,或 延期 ${task.id} 月底 原因`);
  if ('past' in to)
    return say(`${formatDayLong(to.past, today)}已经过了,没有动。这样发:延期 ${task.id} 3天 原因`);
  const { due, reason } = to;
  if (mayCancel(task, context)) return moveDue(task, due, context, '');
  if (!leftOf(task).includes(me)) return say(`${task.id} 不是您没办完的任务,没有动。`);
  const asker = /^U\d/.test(task.createdBy) ? task.createdBy : undefined;
  if (!asker) return moveDue(task, due, context, '');
  const moved = moveOn(
    task,
    { status: 'postponing', postpone: { by: me, to: due, reason } },
    { action: 'postpone', text: reason },
    context,
  );
  const { directory } = context.read;
  const name = nameOf(me, directory);
  const ask = `${name}想把 ${task.id} 延到${dueText(due, today)}${reason ? `,说:${clip(reason, 40)}` : ''}\n${clip(task.title, TITLE)}\n同意回:同意 ${task.id};不同意回:不同意 ${task.id}`;
  return {
    changes: [moved.change],
    replies: [
      {
        text: `已问${nameOf(asker, directory)}能不能把 ${task.id} 延到${dueText(due, today)}。答复前还按${dueText(task.due, today)}。`,
      },
      { text: ask, to: { id: asker, kind: 'nudge' } },
    ],
  };
}

/** The day that is wished: so many days on (from today where it is overdue), or a day. */
function newDay(
  task: Task,
  words: string,
  today: Day,
): { due: string; reason?: string } | { past: Day } | null {
  const span = FOR.exec(words);
  const old = dayIn(task.due) ?? today;
  if (span) {
    const n = readNumber((span.groups?.n ?? '').replace('两', '二')) ?? 0;
    const days = n * (/天|日/.test(span.groups?.unit ?? '') ? 1 : 7);
    if (days < 1) return null;
    const day = addDays(old < today ? today : old, days);
    return { due: sameTime(task, day), reason: words.slice(span[0].length).trim() || undefined };
  }
  const read = dueAtStart(words.replace(/^(到|至|延到)/, ''), today);
  if (read.kind === 'past') return { past: read.day };
  if (read.kind !== 'day') return null;
  const due = read.time ? iso(at(read.day, read.time)) : sameTime(task, read.day);
  return { due, reason: read.rest.trim() || undefined };
}

function sameTime(task: Task, day: Day): string {
  return task.due && task.due.length > 10 ? iso(at(day, timeOf(Date.parse(task.due)))) : day;
}

function moveDue(task: Task, due: string, context: Context, from: string): Effect {
  const moved = moveOn(
    task,
    { due, status: 'open', postpone: undefined },
    { action: 'move', text: task.due ?? undefined },
    context,
  );
  const me = context.sender.person?.id;
  const day = dueText(due, context.today);
  const others = leftOf(moved.after).filter((id) => id !== me);
  const text = `${task.id} 改到${day}:${clip(task.title, TITLE)}`;
  return {
    changes: [moved.change],
    replies: [
      { text: `${from}${text}` },
      ...others.map((id) => ({ text, to: { id, kind: 'nudge' as const } })),
    ],
  };
}

/** 同意 T12: the asker's word on another day. A bare 同意 is chatter. */
export const agreeTask = defineCommand<Ref>({
  name: '同意',
  aliases: ['同意延期'],
  summary: '同意别人把任务延期',
  usage: '同意 T12',
  needs: 'decideTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['同意 T5'],
  exampleBy: 'office',
  read: (heard) => readTaskRef(heard),
  run: (ref, context) => judge(ref, true, context),
});

/** 不同意 T12: the old day stays. */
export const refuseTask = defineCommand<Ref>({
  name: '不同意',
  aliases: ['不同意延期', '不准延期'],
  summary: '不同意延期,还按原来的日子',
  usage: '不同意 T12 原因',
  needs: 'decideTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['不同意 T5'],
  exampleBy: 'office',
  read: (heard) => readTaskRef(heard),
  run: (ref, context) => judge(ref, false, context),
});

async function judge(ref: Ref, yes: boolean, context: Context): Promise<Effect> {
  const task = await findTask(ref.id ?? '', context);
  if (isEffect(task)) return task;
  if (!mayCancel(task, context))
    return say(`${task.id} 要${nameOf(task.createdBy, context.read.directory)}来定,没有动。`);
  const { postpone } = task;
  if (!postpone || !isTaskOpen(task)) return say(`${task.id} 现在没有人要延期。`);
  if (yes) return moveDue(task, postpone.to, context, '已同意。');
  const moved = moveOn(
    task,
    { status: 'open', postpone: undefined },
    { action: 'keep', text: ref.words || undefined },
    context,
  );
  const day = dueText(task.due, context.today);
  const why = ref.words ? `,说:${clip(ref.words, 40)}` : '';
  const others = assigneesOf(task).includes(postpone.by) ? [postpone.by] : [];
  return {
    changes: [moved.change],
    replies: [
      { text: `${task.id} 不延期,还按${day}。` },
      ...others.map((id) => ({
        text: `${task.id} 没有同意延期${why},还按${day}:${clip(task.title, TITLE)}`,
        to: { id, kind: 'nudge' as const },
      })),
    ],
  };
}
