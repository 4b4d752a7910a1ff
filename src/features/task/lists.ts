import { clip } from '../../core/text/clean.ts';
import { recordsIn } from '../../records/find.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { assigneesOf, isTaskOpen, leftOf, type Task, taskKind } from '../../records/task.ts';
import { whoseIn } from '../../records/whose.ts';
import { type Context, defineCommand, type Effect, sayPrivately } from '../define.ts';
import { findTask, isEffect, mayCancel, type Ref, readTaskRef, todo } from './find.ts';
import { dueText, nameOf, peopleText, TITLE } from './text.ts';

const SHOWN = 12;

/** `我手上还有啥任务没弄完`, `我有啥事没办`, `我手头的活`: one's own, asked and not told. */
const MINE =
  /^(我|俺|咱)(现在|这边|手上|手头|手里|名下|还|目前)*(有|剩|差|欠)?(什么|哪些|哪几(件|个|样)|啥|么子|多少|几(件|个|样)|些啥)(任务|事情?|活|工作|待办)(还)?(要(办|做|弄|交)|(没|未)(有)?(办|做|弄|完成|交|搞)(完|好)?)?的?[了呢吗啊?。]*$|^我(手上|手头|手里|名下)的?(还有)?的?(任务|事情?|活|待办|工作)(有哪些|是啥|是什么)?[了呢吗啊?。]*$/;

/** 我的任务: what the sender has to do and has asked others for. What it is about is for him alone. */
export const myTasks = defineCommand<{ household?: HouseholdBrief }>({
  name: '我的任务',
  aliases: ['任务清单', '我还有什么任务', '我有哪些任务', '我的待办', '待办'],
  summary: '您要办的事和您派出去的事',
  usage: '我的任务(只看一户的加上户主)',
  needs: 'doTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['我的任务'],
  read({ rest, explicit }, { sender, read }) {
    const whose = rest === '' ? undefined : whoseIn(rest, sender, read.directory);
    if (whose?.kind === 'known') return { household: whose.household };
    return /^[呢吗?。!]*$/.test(rest) || (explicit && rest.length < 4) ? {} : null;
  },
  speech: (text) => (text.length <= 20 && MINE.test(text) ? {} : null),
  async run({ household }, context): Promise<Effect> {
    const me = context.sender.person?.id ?? '';
    const about = (t: Task) =>
      !household || t.householdId === household.id || t.title.includes(household.head);
    const mine = byDay((await todo(context)).filter(about));
    const asked = byDay(
      (await recordsIn(taskKind, `asked:${me}:tasks`, context.read)).filter(
        (t) => isTaskOpen(t) && !(t.assignee === me) && about(t),
      ),
    );
    const whose = household ? `${household.head}家` : '';
    if (mine.length + asked.length === 0) return sayPrivately(`您现在没有${whose}要办的任务。`);
    const parts = [
      ...(mine.length > 0
        ? [`您要办的${whose ? `${whose}的事` : ''}${mine.length}件:`, ...lines(mine, (t) => line(t, context))]
        : ['您现在没有要办的任务。']),
      ...(asked.length > 0
        ? [
            `您派出去还没办完的${asked.length}件:`,
            ...lines(
              asked,
              (t) => `${line(t, context)},还差${peopleText(leftOf(t), context.read.directory)}`,
            ),
          ]
        : []),
    ];
    const [first] = mine;
    if (first) parts.push(`办好了发:完成 ${first.id}`);
    return sayPrivately(parts.join('\n'));
  },
});

const byDay = (tasks: readonly Task[]) =>
  [...tasks].sort((a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1));

function lines(tasks: readonly Task[], text: (t: Task) => string): string[] {
  const more = tasks.length > SHOWN ? [`还有${tasks.length - SHOWN}件没列出来。`] : [];
  return [...tasks.slice(0, SHOWN).map(text), ...more];
}

function line(task: Task, { today }: Context): string {
  const state = task.status === 'postponing' ? ',等同意延期' : '';
  return `${task.id} ${clip(task.title, 30)}(${dueText(task.due, today)}${state})`;
}

/** The one open task that the sender asked others for. */
async function onlyAsked({ sender, read }: Context): Promise<string | undefined> {
  const me = sender.person?.id ?? '';
  const asked = (await recordsIn(taskKind, `asked:${me}:tasks`, read)).filter(
    (t) => isTaskOpen(t) && t.assignee !== me,
  );
  return asked.length === 1 ? asked[0]?.id : undefined;
}

/** 谁没完成 T5: who has and who has not, to the one who asked for it, and to nobody else. */
export const tally = defineCommand<Ref>({
  name: '谁没完成',
  aliases: ['完成情况', '谁没办', '谁还没完成', '谁没交', '谁还没交', '谁还没办', '任务进度'],
  summary: '您派的任务谁办好了、谁还没办,只告诉您',
  usage: '谁没完成 T5',
  needs: 'decideTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['谁没完成 T5'],
  exampleBy: 'office',
  read: (heard) =>
    readTaskRef(heard) ?? (heard.explicit && /^[呢吗?。!]*$/.test(heard.rest) ? { words: '' } : null),
  async run(ref, context): Promise<Effect> {
    const id = ref.id ?? (await onlyAsked(context));
    if (!id) return sayPrivately('看哪一件?写上编号:谁没完成 T5。编号发“我的任务”能看到。');
    const task = await findTask(id, context);
    if (isEffect(task)) return task;
    const { directory } = context.read;
    if (!mayCancel(task, context))
      return sayPrivately(`${task.id} 的完成情况只给派任务的${nameOf(task.createdBy, directory)}看。`);
    const left = leftOf(task);
    const done = assigneesOf(task).filter((id) => !left.includes(id));
    const names = (ids: string[]) => ids.map((id) => nameOf(id, directory)).join('、');
    const rows = [
      `${task.id} ${clip(task.title, TITLE)}(${dueText(task.due, context.today)})`,
      task.status === 'cancelled' ? '已取消。' : left.length === 0 ? '都办好了。' : `还没办:${names(left)}`,
      ...(done.length > 0 && task.status !== 'cancelled' ? [`办好了:${names(done)}`] : []),
    ];
    return sayPrivately(rows.join('\n'));
  },
});
