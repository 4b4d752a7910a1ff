import { at, iso } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { type DueRead, dueAtStart, dueIn } from '../../core/text/dueDay.ts';
import { assigneesOf, isTaskOpen, leftOf, type Task, taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, type Heard, type Reply, say } from '../define.ts';
import { lastOfKind } from '../lastMade.ts';
import { findTask, isEffect, mayCancel, moveOn, type Ref, readTaskRef } from './find.ts';
import { mayAsk, whomIn } from './people.ts';
import { dueText, nameOf, peopleText, TITLE } from './text.ts';

const FORM = (id: string) => `更正 ${id} 10月20日,或 更正 ${id} 换成姓名,或 更正 ${id} 要办的事`;

/** 更正 T12: another day, another person or other words for what was asked; without a number the task asked for last. */
export const amendTask = defineCommand<Ref>({
  name: '改任务',
  aliases: ['更正', '改正', '更改', '修改'],
  summary: '派错了,改一件任务的日子、人或要办的事',
  usage: '更正 T12 10月20日(换人写:更正 T12 换成姓名)',
  needs: 'decideTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['改任务 T5 9月29日'],
  exampleBy: 'office',
  read: (heard, context) => readTaskRef(heard) ?? bare(heard, context),
  async run({ id, words }, context): Promise<Effect> {
    if (!id) {
      const ids = lastOfKind(taskKind.name, context);
      return say(`改哪一件?请写上编号:${ids.map((x) => `更正 ${x}`).join('、') || FORM('T12')}`);
    }
    const task = await findTask(id, context);
    if (isEffect(task)) return task;
    if (!mayCancel(task, context))
      return say(
        `${task.id} 是${nameOf(task.createdBy, context.read.directory)}派的,要他来改,没有动。来不及发:延期 ${task.id} 3天 原因`,
      );
    if (!isTaskOpen(task))
      return say(`${task.id} 已经不用办了,没有改。要办请重新派;改走访请写上编号,比如:更正 S12 电话`);
    if (words === '') return say(`${task.id} 改成什么?这样发:${FORM(task.id)}`);
    return amend(task, words, context);
  },
});

/** 更正 截止10月20日, right after a task was given: meant for it, as long as it was said to the bot. */
function bare({ rest, explicit }: Heard, context: Context): Ref | null {
  const ids = lastOfKind(taskKind.name, context);
  if (!explicit || ids.length === 0 || /^[a-z]\s*-?\d/i.test(rest)) return null;
  return ids.length === 1 ? { id: ids[0], words: rest } : { words: rest };
}

const DAY_WORDS = /^(截止|完成|到期|交)?(的)?(期限|日期|时间|日子|日)?(是|为|:)?\s*/;
const CHANGED =
  /^(?:不是[^,。]{1,20}?[,\s]*(?:而是|应该是|应是|是)|(?:改成|改为|改到|改|应该是|应是|换成|换为|换|延到|提前到|推到)\s*)/;
const ENDS = /^(之?前|以前)?(交|报|办好|完成|办完)?(就行|即可)?[吧了。!\s]*$/;

/** The words of the change without 截止日期改成. */
function plain(words: string): string {
  let left = words.trim();
  for (const form of [CHANGED, DAY_WORDS, CHANGED]) left = left.replace(form, '').trim();
  return left;
}

type Fix = { due?: string; assignees?: string[]; title?: string } | { wrong: string };

function fixOf(task: Task, words: string, context: Context): Fix {
  const { today } = context;
  const left = plain(words);
  const day = dueAtStart(left, today);
  if (day.kind !== 'none' && ENDS.test(day.rest)) return dayFix(day, task, context);
  const whom = whomIn(
    left.replace(/^(责任人|办的人|人|给|交给|派给|让|由)(是|改成|换成|改为)?\s*/, ''),
    context,
  );
  if (whom.kind === 'which') return { wrong: `叫“${whom.said}”的不止一个` };
  if (whom.kind !== 'people' && whom.kind !== 'self') return wordsFix(words.trim(), task, context);
  const assignees = whom.kind === 'self' ? [context.sender.person?.id ?? ''] : whom.ids;
  const text = whom.text.replace(/^(来|去)?(办|做|负责|完成)?(吧|了)?[。!]*$/, '');
  if (text === '') return { assignees };
  return { assignees, ...wordsFix(text, task, context) };
}

function dayFix(day: Exclude<DueRead, { kind: 'none' }>, task: Task, { today, now }: Context): Fix {
  if (day.kind === 'past') return { wrong: `${formatDayLong(day.day, today)}已经过了` };
  if (day.kind !== 'day') return { wrong: `没有“${day.said}”这一天` };
  const due = day.time ? iso(at(day.day, day.time)) : day.day;
  if (day.time && Date.parse(due) <= now) return { wrong: `“${day.said}”已经过了` };
  return due === task.due ? { wrong: `${task.id} 本来就是${dueText(due, today)}` } : { due };
}

/** Other words for what is to be done, with a day of their own or with the old one. */
function wordsFix(words: string, task: Task, context: Context): Fix {
  const start = dueAtStart(words, context.today);
  const day = start.kind === 'none' ? dueIn(words, context.today) : start;
  if (day.kind === 'none') return { title: words };
  const fix = dayFix(day, { ...task, due: null }, context);
  return 'wrong' in fix || day.rest.trim() === '' ? fix : { ...fix, title: day.rest.trim() };
}

function amend(task: Task, words: string, context: Context): Effect {
  const { read, today, sender } = context;
  const { directory } = read;
  const fix = fixOf(task, words, context);
  if ('wrong' in fix) return say(`${fix.wrong},没有改。这样发:${FORM(task.id)}`);
  const { due, assignees, title } = fix;
  if (assignees && !mayAsk(assignees, context))
    return say(`给${peopleText(assignees, directory)}派任务要村里、乡里负责的来,没有改。`);
  const people = assignees && {
    assignee: assignees.length === 1 ? assignees[0] : undefined,
    assignees: assignees.length === 1 ? undefined : assignees,
  };
  const was = `${peopleText(assigneesOf(task), directory)} ${dueText(task.due, today)} ${task.title}`;
  const { after, change } = moveOn(
    task,
    { ...(due && { due }), ...(title && { title }), ...people, status: 'open', postpone: undefined },
    { action: 'amend', text: was },
    context,
  );
  const me = sender.person?.id;
  const now = leftOf(after);
  const line = `${dueText(after.due, today)} ${clip(after.title, TITLE)}`;
  const told: Reply[] = [
    ...now
      .filter((id) => id !== me)
      .map((id) => ({
        text: assigneesOf(task).includes(id)
          ? `${task.id} 改了:${line}`
          : `${nameOf(me ?? '', directory)}请您在${line}\n办好了回:完成 ${task.id};来不及回:延期 ${task.id} 3天 原因`,
        to: { id, kind: 'nudge' as const },
      })),
    ...leftOf(task)
      .filter((id) => id !== me && !now.includes(id))
      .map((id) => ({
        text: `${task.id} 不用您办了:${clip(task.title, TITLE)}`,
        to: { id, kind: 'nudge' as const },
      })),
  ];
  const text = `已更正 ${task.id}:${peopleText(assigneesOf(after), directory)} ${line}${told.length > 0 ? `。已告诉${told.length}人` : ''}`;
  return { changes: [change], replies: [{ text }, ...told] };
}
