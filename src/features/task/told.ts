import { HOUR, MINUTE } from '../../core/clock.ts';
import { isAsking } from '../../core/text/asking.ts';
import { clip } from '../../core/text/clean.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { piecesOf } from '../../core/text/pieces.ts';
import { leftOf, type Task } from '../../records/task.ts';
import { type Context, type Effect, say, type Told } from '../define.ts';
import { findTask, isEffect, todo } from './find.ts';
import { meantTasks, NUMBERED } from './meant.ts';
import { nameOf, TITLE } from './text.ts';

/** A task told to be done in passing, as it waits for its 确认. */
export interface ToldDone {
  words: string;
  options: string[];
  until: number;
}

const DONE =
  /(办|弄|搞|做|写|报|交|补|填|核|查|换|收|送|签|录|问|整|拍|发|落实|更换|上报|提交|归档|核实|核查|统计|摸底)[^,。;没不]{0,2}(好(?!多|几|久|些|大)|完|齐|清楚|清|实|到位|妥|上去|过去)了?|(办|交|报|送|补|换|核|查|签|录|填|归档|核实|核查|落实|更换|提交|上报)(了|过)|已经?(更换|上报|提交|核实|核查|完成|办理|报送|补齐|签字|归档|落实|签)|完成了|搞定|属实/;
const NOT_DONE =
  /[?]|吗$|没有?$|没(办|弄|交|报|补|核|查|换|收|送|签|录|完)|还(没|差|要|在)|未(办|交|报|核|查|完)|准备|打算|马上|明天|后天|下周|才能|要是|如果|能不能|可不可以|(?<!申)请|麻烦|记得|谁|哪个|怎么|为什么|催|前要|前(搞|办|弄|交|报|完)|要(搞|办|弄|交|报)|必须|抓紧|尽快/;

/** `蒋来发的联系卡换好了`, `莫建军的车核实了,二手的`: something is done. Whose task it may be is looked for only then. */
export const tellsDone = (text: string): boolean =>
  text.length <= 200 && DONE.test(text) && !NOT_DONE.test(text) && !isAsking(text);

/** What is said where words are believed to be of a task of his, and none fits them. */
export async function noneMeant(form: (id: string) => string, context: Context): Promise<Effect> {
  const me = context.sender.person?.id ?? '';
  const mine = (await todo(context)).filter((t) => leftOf(t).includes(me));
  const [first] = mine;
  if (!first) return { ...say('您名下没有没办完的任务,没有记。'), lastResort: true };
  const lines = mine.slice(0, 5).map((t) => `${t.id} ${clip(t.title, 30)}`);
  return {
    ...say(`没看出说的是哪一件任务,没有记。您手上的:\n${lines.join('\n')}\n这样发:${form(first.id)}`),
    lastResort: true,
  };
}

/**
 * Asks whether the task of the sender's that is meant is done; none: the words are for somebody else, unless they were
 * `believed` to be of one.
 */
export async function askDone(words: string, context: Context, believed = false): Promise<Effect> {
  const tasks = await meantTasks(words, context);
  const [task] = tasks;
  if (!task) return believed ? noneMeant((id) => `完成 ${id}`, context) : {};
  return askWhich(tasks, words, context);
}

function askWhich(tasks: readonly Task[], words: string, context: Context): Effect {
  const [task] = tasks;
  const state: ToldDone = { words, options: tasks.map((t) => t.id), until: context.now + 10 * MINUTE };
  const dialog = { state, expires: context.now + 24 * HOUR };
  if (!task || tasks.length > 1) {
    const lines = tasks.map((t, i) => `${i + 1} ${t.id} ${clip(t.title, 30)}`);
    return { ...say(`是哪一件办好了?回数字:\n${lines.join('\n')}\n都不是回“取消”。`), dialog };
  }
  const text = [
    `${task.id} ${clip(task.title, TITLE)}`,
    `记为办好了:${clip(words, 80)}`,
    ...verdictLine(task, context),
    '对的话回“确认”,不对回“取消”。',
  ];
  return { ...say(text.join('\n')), dialog };
}

/**
 * A visit's words may tell of a task, too (`墙起到二层了,T2的资料也收齐了`): one whose number stands there, or one about that
 * household. What is everybody's task is not asked about after each visit.
 */
export async function askDoneBesides({ householdId, words }: Told, context: Context): Promise<Effect | null> {
  for (const piece of piecesOf(words, NUMBERED).filter(tellsDone)) {
    const tasks = await meantTasks(piece, context);
    const own = tasks.filter((t) => t.householdId === householdId || NUMBERED.test(piece));
    if (own.length > 0) return askWhich(own, piece, context);
  }
  return null;
}

/** What was found is noted; whether the doubt stands is for people to say (B39). */
function verdictLine(task: Task, { read }: Context): string[] {
  if (!/核查|核实|疑点/.test(task.title)) return [];
  const asker = /^U\d/.test(task.createdBy) ? nameOf(task.createdBy, read.directory) : '扶贫办';
  return [`我只记核实的情况,疑点怎么定由${asker}来定。`];
}

/** Reads the answer: 确认, or the number of the one that is done. */
export async function answerDone(
  { words, options, until }: ToldDone,
  text: string,
  context: Context,
  finish: (task: Task, words: string, context: Context) => Effect,
): Promise<Effect | null> {
  if (isNo(text)) return { ...say('好,没有记。'), dialog: null };
  const picked =
    isYes(text) && options.length === 1 ? options[0] : options[Number(/^(\d)$/.exec(text)?.[1] ?? 0) - 1];
  if (!picked) return null;
  if (context.now > until)
    return { ...say(`过了10分钟,没有记。要记请发:\n完成 ${picked} ${clip(words, 60)}`), dialog: null };
  const task = await findTask(picked, context);
  return { dialog: null, ...(isEffect(task) ? task : finish(task, words, context)) };
}
