import { iso } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { lookUp } from '../../core/text/names.ts';
import { normalize } from '../../core/text/normalize.ts';
import { colleagueAsker } from '../../records/find.ts';
import { assigneesOf, isTaskOpen, leftOf } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { tellAsker } from './done.ts';
import { findTask, isEffect, moveOn } from './find.ts';
import { nameOf, TITLE } from './text.ts';

interface Line {
  name: string;
  words: string;
}

interface Chain {
  id: string;
  lines: Line[];
}

const ITEM = /^\s*[(]?\d{1,3}\s*(?:[.、):,]|\s)\s*(?<name>[\p{Script=Han}]{2,4})(?<words>.*)$/u;
const NOT_YET = /没(办|交|弄|搞|完|好)|还没|未(办|完|交)|正在|办理中|明天|下周|来不及/;

/** 接龙 about a task: each puts his name under `#接龙 T5 …` and has done his part. Posted again it adds only what is new. */
export const taskChain = defineCommand<Chain>({
  name: '任务接龙',
  aliases: ['#接龙', '接龙'],
  summary: '几个人接龙报完成,一行一人(接龙里写上任务编号)',
  usage: '#接龙 T5 完成情况 换行 1. 姓名 完成',
  needs: 'doTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['任务接龙 T5 完成情况\n1. 冯立群 完成'],
  exampleBy: 'office',
  read: (_, context) => chainIn(context),
  run: async (chain, context) => report(chain, context),
});

/** The task's number stands in front of the first item, or in the message that is quoted. */
function chainIn({ message }: Context): Chain | null {
  const text = normalize(message.text);
  const all = text.split('\n');
  const from = all.findIndex((l) => ITEM.test(l));
  if (from < 0) return null;
  const head = all.slice(0, Math.max(from, 1)).join(' ');
  const number = /(?<![A-Z0-9])T\s*-?\s*0*(\d{1,9})/i.exec(`${head} ${normalize(message.quoted ?? '')}`)?.[1];
  if (!number) return null;
  const lines = all.slice(from).flatMap((l): Line[] => {
    const groups = ITEM.exec(l)?.groups;
    return groups?.name ? [{ name: groups.name, words: (groups.words ?? '').replace(/^[\s,:、]+/, '') }] : [];
  });
  return { id: `T${number}`, lines };
}

async function report({ id, lines }: Chain, context: Context): Promise<Effect> {
  const { read, sender, now } = context;
  const { directory } = read;
  const task = await findTask(id, context);
  if (isEffect(task)) return task;
  if (!isTaskOpen(task)) return say(`${id} 已经不用办了。`);
  const people = assigneesOf(task);
  const left = new Set(leftOf(task));
  const fresh: { by: string; at: string; text?: string }[] = [];
  const strangers: string[] = [];
  let open = 0;
  for (const { name, words } of lines) {
    const person = whom(name, context);
    if (!person || !people.includes(person)) strangers.push(name);
    else if (NOT_YET.test(words)) open++;
    else if (left.delete(person)) {
      const text = words.replace(/^(已|都)?(完成|办好|办完|好)了?[\s,。]*/, '');
      fresh.push({ by: person, at: iso(now), ...(text ? { text } : {}) });
    }
  }
  const who = strangers.length > 0 ? `\n${strangers.slice(0, 5).join('、')}不在这件任务里,没有记。` : '';
  const waits = open > 0 ? `\n${open}人说还没办好。` : '';
  if (fresh.length === 0)
    return say(`${id} 没有新报完成的${lines.length === 0 ? '' : '(前面的都记过了)'}。${who}${waits}`);
  const replies = [...task.replies, ...fresh];
  const whole = people.every((p) => replies.some((r) => r.by === p));
  const moved = moveOn(
    task,
    { replies, status: whole ? 'done' : task.status, ...(whole ? { postpone: undefined } : {}) },
    { action: 'done', text: fresh.map((f) => nameOf(f.by, directory)).join('、') },
    context,
  );
  const names = fresh.map((f) => nameOf(f.by, directory)).join('、');
  const text = `${id} ${clip(task.title, TITLE)}:记下${names}办好了${whole ? ',都齐了' : ''}。${who}${waits}`;
  return {
    changes: [moved.change],
    replies: [{ text }, ...tellAsker(moved.after, people.length, undefined, { ...context, sender })],
  };
}

function whom(name: string, { read, sender }: Context): string | undefined {
  const people = read.directory.personNames();
  for (const length of [4, 3, 2]) {
    const said = name.slice(0, length);
    const [best] = lookUp(people, said, colleagueAsker(sender, read.directory));
    if (best?.how === 'exact' && best.entry.name === said) return best.entry.id;
  }
  return undefined;
}
