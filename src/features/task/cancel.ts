import { HOUR } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { isTaskOpen, leftOf, type Task, taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { isBare, lastOfKind } from '../lastMade.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { findTask, isEffect, mayCancel, moveOn, type Ref, readTaskRef, toldOf } from './find.ts';
import { nameOf, TITLE } from './text.ts';

/** 取消 T12: nobody has to do it any more, and everybody is told at once. */
export const cancelTask = defineCommand<Ref & { bare?: true }>({
  name: '取消任务',
  aliases: ['取消', '撤回', '撤销', '作废'],
  summary: '不用办了,把派出去的任务取消,大家都会知道',
  usage: '取消 T12',
  needs: 'decideTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['取消 T5'],
  exampleBy: 'office',
  read(heard, context) {
    const ref = readTaskRef(heard);
    // A bare 取消 answers a question.
    if (ref || !isBare(heard.rest) || !/^[#＃\s]*(撤回|撤销|作废)/.test(context.message.text)) return ref;
    const ids = lastOfKind(taskKind.name, context);
    return ids.length > 0 ? { id: ids.length === 1 ? ids[0] : undefined, words: '', bare: true } : null;
  },
  async run(ref, context) {
    if (!ref.id) {
      const ids = lastOfKind(taskKind.name, context);
      return isSpokenTo(context)
        ? say(`您刚派了${ids.length}件,请写上编号:${ids.map((id) => `取消 ${id}`).join('、')}`)
        : {};
    }
    const task = await findTask(ref.id ?? '', context);
    if (isEffect(task)) return task;
    // Said to nobody in a room it may be meant for a colleague.
    if (ref.bare && !isSpokenTo(context) && context.now - Date.parse(task.at) > HOUR) return {};
    if (!mayCancel(task, context))
      return say(
        `${task.id} 是${nameOf(task.createdBy, context.read.directory)}派的,要他来取消,没有动。办不了可以发:延期 ${task.id} 3天 原因`,
      );
    if (!isTaskOpen(task)) return say(`${task.id} 已经不用办了。`);
    return cancel(task, ref.words, context);
  },
});

function cancel(task: Task, why: string, context: Context): Effect {
  const { change } = moveOn(
    task,
    { status: 'cancelled', postpone: undefined },
    { action: 'cancel', text: why || undefined },
    context,
  );
  const me = context.sender.person?.id;
  const others = [...new Set([...leftOf(task), ...toldOf(task, context)])].filter((id) => id !== me);
  const title = clip(task.title, TITLE);
  const told = others.length > 0 ? `,已告诉${others.length}人` : '';
  return {
    changes: [change],
    replies: [
      { text: `已取消 ${task.id}:${title}${told}。` },
      ...others.map((id) => ({
        text: `${task.id} 取消了,不用办了:${title}${why ? `(${clip(why, 40)})` : ''}`,
        to: { id, kind: 'nudge' as const },
      })),
    ],
  };
}

/** The message that gave a task was recalled: the task goes with it. */
export async function recalledTasks(
  made: readonly { kind: string; id: string; villageId?: string }[],
  context: Context,
): Promise<Effect | null> {
  for (const { id, villageId } of made.filter((m) => m.kind === taskKind.name)) {
    const task = await context.read.get(taskKind, id, villageId);
    if (task && isTaskOpen(task) && mayCancel(task, context)) return cancel(task, '', context);
  }
  return null;
}
