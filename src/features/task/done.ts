import { iso } from '../../core/clock.ts';
import { isHis } from '../../core/roles.ts';
import { clip } from '../../core/text/clean.ts';
import { normalize } from '../../core/text/normalize.ts';
import { seasonNamed } from '../../records/season.ts';
import { assigneesOf, isTaskOpen, leftOf, type Task } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, type Heard, type Reply, say } from '../define.ts';
import {
  findTask,
  isEffect,
  lastNudged,
  mayCancel,
  moveOn,
  type Ref,
  readTaskRef,
  todo,
  toldOf,
} from './find.ts';
import { nameOf, TITLE, taskLine } from './text.ts';
import { answerDone, askDone, askDoneBesides, type ToldDone, tellsDone } from './told.ts';

/** 完成: what somebody had to do is done; with it the reminders end, in the same commit. */
export const doneTask = defineCommand<Ref | { told: string; believed?: boolean }>({
  name: '完成',
  aliases: ['已完成', '完成任务', '办完了', '办好了'],
  summary: '说一声事情办好了,就不再提醒',
  usage: '完成 T12(只有一件时写“完成”就行)',
  needs: 'doTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['完成 T5', '完成 T5 摸底表交了'],
  read: readDone,
  speech: (text) => (tellsDone(text) ? { told: text } : null),
  meant: { as: ['done'], read: (text) => (text.length <= 200 ? { told: text, believed: true } : null) },
  besides: askDoneBesides,
  async run(ref, context) {
    if ('told' in ref) return askDone(ref.told, context, ref.believed);
    const task = ref.id ? await findTask(ref.id, context) : await meant(context);
    return isEffect(task) ? task : done(task, ref.words, context);
  },
  answer: (state, text, context) => answerDone(state as ToldDone, text, context, done),
});

function readDone({ rest, explicit }: Heard, { message }: Context): Ref | null {
  const ref = readTaskRef({ rest });
  if (ref) return ref;
  const words = rest.replace(/[了啦。!,\s]+$/, '');
  // A reply to the reminder itself: the number stands in what it quotes.
  const quoted = /(?<![A-Z0-9])T(\d{1,9})/.exec(normalize(message.quoted ?? ''))?.[1];
  if (quoted) return { id: `T${quoted}`, words };
  return words === '' || (explicit && words.length <= 6 && !/[IQS]\s*-?\d/i.test(words)) ? { words } : null;
}

/** 完成 without a number: the only open one, or the one last reminded of. */
async function meant(context: Context): Promise<Task | Effect> {
  const open = await todo(context);
  const [first] = open;
  const room =
    context.place !== 'private' && !context.message.mention && !/^[#＃]/.test(context.message.text.trim());
  if (!first) return room ? {} : say('您现在没有要办的任务。');
  if (open.length === 1) return first;
  const nudged = open
    .map((task) => ({ task, at: lastNudged(task, context) ?? 0 }))
    .filter(({ at }) => at > 0)
    .sort((a, b) => b.at - a.at);
  const [last, next] = nudged;
  if (last && last.at !== next?.at) return last.task;
  if (room) return {};
  const lines = open.slice(0, 8).map((t) => `${t.id} ${clip(t.title, 30)}`);
  return say(`您有${open.length}件没办完,是哪一件?\n${lines.join('\n')}\n这样发:完成 ${first.id}`);
}

function done(task: Task, words: string, context: Context): Effect {
  const me = context.sender.person?.id ?? '';
  if (task.status === 'cancelled') return say(`${task.id} 已经取消了,不用办了。`);
  if (task.status === 'done') return say(`${task.id} 已经办好了,不用再记。`);
  const mine = assigneesOf(task).includes(me);
  const season = task.season ? seasonNamed(task.season) : undefined;
  const head = context.read.directory.household(task.householdId ?? '')?.head;
  // A review is no tick: what was seen is what the office decides on (C37).
  if (mine && season?.inside && head && words === '')
    return say(`${task.id} 看到什么情况?没有也写一句。这样发:已办 ${head} ${season.word} 没有变化`);
  const absent = mine ? undefined : leftOf(task).find((id) => isHis(context.sender, id));
  if (absent) return doneFor(absent, task, words, context);
  if (!mine && !mayCancel(task, context)) return say(`${task.id} 不是您的任务,没有动。`);
  if (mine && !leftOf(task).includes(me)) return say(`${task.id} 您已经报过完成了。`);
  return finish(task, mine ? me : undefined, words, context);
}

/** Who stands in says it for the one who is away. */
function doneFor(absent: string, task: Task, words: string, context: Context): Effect {
  const name = context.sender.person?.name ?? '';
  return finish(task, absent, [words, `(${name}代)`].filter((w) => w !== '').join(' '), context);
}

/** `by`: whose part is done; undefined: all of it, by the word of who asked. */
function finish(task: Task, by: string | undefined, words: string, context: Context): Effect {
  const me = context.sender.person?.id ?? '';
  const text = words === '' ? undefined : words;
  const replies = [...task.replies, { by: by ?? me, at: iso(context.now), text }];
  const whole = by === undefined || assigneesOf(task).every((id) => replies.some((r) => r.by === id));
  const moved = moveOn(
    task,
    { replies, status: whole ? 'done' : task.status, postpone: whole ? undefined : task.postpone },
    { action: 'done', text },
    context,
  );
  const total = assigneesOf(task).length;
  const line = `已记 ${task.id} 办好了:${clip(task.title, TITLE)}`;
  return {
    changes: [moved.change],
    replies: [{ text: line }, ...tellAsker(moved.after, total, text, context)],
  };
}

/** Who asked hears when all of it is done; so do those who were reminded above. The tally goes to nobody else. */
export function tellAsker(task: Task, total: number, words: string | undefined, context: Context): Reply[] {
  if (isTaskOpen(task)) return [];
  const { sender, read } = context;
  const me = sender.person?.id ?? '';
  const name = nameOf(me, read.directory);
  const said = words ? `,说:${clip(words, 40)}` : '';
  const asker =
    task.createdBy !== me && /^U\d/.test(task.createdBy)
      ? [
          {
            id: task.createdBy,
            text:
              total > 1
                ? `${task.id} ${total}个人都办好了:${clip(task.title, TITLE)}`
                : `${name}办好了:${taskLine(task, context)}${said}`,
          },
        ]
      : [];
  const above = toldOf(task, context)
    .filter((id) => id !== task.createdBy)
    .map((id) => ({ id, text: `${task.id} 办好了,不用再催:${clip(task.title, TITLE)}` }));
  return [...asker, ...above].map(({ id, text }) => ({ text, to: { id, kind: 'nudge' as const } }));
}
