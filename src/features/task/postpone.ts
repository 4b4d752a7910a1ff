import { addDays, at, DAY, type Day, iso, MINUTE, timeOf } from '../../core/clock.ts';
import { dayIn } from '../../core/ladder.ts';
import { isHis } from '../../core/roles.ts';
import { readNumber } from '../../core/text/chineseNumber.ts';
import { clip } from '../../core/text/clean.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { dueAtStart } from '../../core/text/dueDay.ts';
import { assigneesOf, isTaskOpen, leftOf, type Task } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { findTask, isEffect, mayCancel, moveOn, type Ref, readTaskRef } from './find.ts';
import { meantTasks } from './meant.ts';
import { dueText, nameOf, TITLE } from './text.ts';
import { noneMeant } from './told.ts';

/** The task is known by its number, or by the words that tell of it. */
type Wish = Ref & { told?: string; believed?: true };

/** A wish told in passing as it waits for its 确认. */
interface Told {
  words: string;
  options: string[];
  until: number;
}

/** 延期: another day needs the asker's word; who asked himself just moves it. */
export const postponeTask = defineCommand<Wish>({
  name: '延期',
  aliases: ['推迟', '宽限', '顺延'],
  summary: '来不及办,请派任务的人同意换个日子',
  usage: '延期 T12 3天 原因',
  needs: 'doTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['延期 T5 3天 在外地'],
  read: (heard) => readTaskRef(heard) ?? (heard.explicit && heard.rest === '' ? { words: '' } : null),
  speech: readSpeech,
  meant: {
    as: ['late'],
    read(text, context) {
      const told = readTold(text, context);
      return told && { ...told, believed: true };
    },
  },
  async run(ref, context) {
    if (ref.told) return askWish(ref.told, ref.words, context, ref.believed);
    if (!ref.id) return say('延期哪一件、几天?这样发:延期 T12 3天 原因');
    const task = await findTask(ref.id, context);
    return isEffect(task) ? task : wish(task, ref.words, context);
  },
  async answer(raw, text, context) {
    const { words, options, until } = raw as Told;
    if (isNo(text)) return { ...say('好,还按原来的日子。'), dialog: null };
    const id =
      isYes(text) && options.length === 1 ? options[0] : options[Number(/^(\d)$/.exec(text)?.[1] ?? 0) - 1];
    if (!id) return null;
    if (context.now > until)
      return { ...say(`过了10分钟,没有去问。要延期请发:\n延期 ${id} ${words}`), dialog: null };
    const task = await findTask(id, context);
    return { dialog: null, ...(isEffect(task) ? task : wish(task, words, context)) };
  },
});

const LATER =
  /延期|延后|推迟|(推|拖|延|缓)到|往后(推|拖|延)|宽限|晚(点|些|几|一|两|三|\d)|缓(几|一|两|\d)|来不及|赶不上|(按时|到期)?(交|办|完成)不(了|成|完)/;

/** `T2那个事要往后推3天,资料没齐`: that a task will be late, with its number, or told so that it can be looked for. */
function readSpeech(text: string, context: Context): Wish | null {
  return LATER.test(text) && text.length <= 80 ? readTold(text, context) : null;
}

function readTold(text: string, context: Context): Wish | null {
  const number = /T\s*-?\s*0*(\d{1,9})/i.exec(text);
  if (number && /[?]$|吗$/.test(text)) return null;
  if (!number && !isSpokenTo(context)) return null;
  const span = /(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*个?(天|周|星期|礼拜)/.exec(text)?.[0];
  const until = /(?:到|至)([^,。;?\s]{1,8})/
    .exec(text)?.[1]
    ?.replace(/(行不行|可以不|好不好|吗|吧|再交|交|办)+$/, '');
  const reason = text
    .split(/[,。;\s]+/)
    .slice(1)
    .filter((clause) => clause !== '' && !LATER.test(clause))
    .join(',');
  const words = [span ?? until, reason].filter(Boolean).join(' ');
  return number ? { id: `T${number[1]}`, words } : { told: text, words };
}

/** Asks whether the task that is meant is to be postponed; none: the words are for somebody else. */
async function askWish(told: string, words: string, context: Context, believed = false): Promise<Effect> {
  const tasks = await meantTasks(told, context);
  const [task] = tasks;
  if (!task) return believed ? noneMeant((id) => `延期 ${id} 3天 原因`, context) : {};
  const state: Told = { words, options: tasks.map((t) => t.id), until: context.now + 10 * MINUTE };
  const dialog = { state, expires: context.now + DAY };
  if (tasks.length > 1) {
    const lines = tasks.map((t, i) => `${i + 1} ${t.id} ${clip(t.title, 30)}`);
    return { ...say(`是哪一件要延期?回数字:\n${lines.join('\n')}\n都不是回“取消”。`), dialog };
  }
  const to = newDay(task, words, context.today);
  if (!to || 'past' in to)
    return say(`${task.id} ${clip(task.title, TITLE)}要延到哪天?没有动。这样发:延期 ${task.id} 3天 原因`);
  const why = to.reason ? `,原因:${clip(to.reason, 40)}` : '';
  const text = `${task.id} ${clip(task.title, TITLE)}\n要延到${dueText(to.due, context.today)}吗${why}?对的话回“确认”,不对回“取消”。`;
  return { ...say(text), dialog };
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
  const left = leftOf(task);
  // Who stands in asks for the one who is away: it stays his task.
  const whose = left.includes(me) ? me : left.find((id) => isHis(context.sender, id));
  if (!whose) return say(`${task.id} 不是您没办完的任务,没有动。`);
  const asker = /^U\d/.test(task.createdBy) ? task.createdBy : undefined;
  if (!asker) return moveDue(task, due, context, '');
  const moved = moveOn(
    task,
    { status: 'postponing', postpone: { by: whose, to: due, reason } },
    { action: 'postpone', text: reason },
    context,
  );
  const { directory } = context.read;
  const name = whose === me ? nameOf(me, directory) : `${nameOf(me, directory)}替${nameOf(whose, directory)}`;
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
