import { at, type Day, HOUR, iso, MINUTE } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { formatDayLong, parseDay } from '../../core/text/days.ts';
import { spelledOut } from '../../records/called.ts';
import { change } from '../../records/change.ts';
import { rulesIn } from '../../records/nudges.ts';
import { newTask, type Task, taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, type Heard, type Reply, say } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { readBelieved } from './believed.ts';
import { type Draft, type Reading, readTask } from './draft.ts';
import { mayAsk, mayAskGroup } from './people.ts';
import { refusal, wrong } from './refuse.ts';
import { readSeveral } from './several.ts';
import { dueForm, dueText, nameOf, peopleText, TITLE } from './text.ts';

/** More receivers than this are confirmed first (contract, section 5). */
const MANY = 5;
const CONFIRM_FOR = 10 * MINUTE;
const ANSWER_FOR = 24 * HOUR;

type State = { ask: 'day'; draft: Draft } | { ask: 'confirm'; draft: Draft; until: number };

/** 提醒, 任务: something for somebody to do by a day (M18). */
export const createTask = defineCommand<Reading | readonly Draft[]>({
  name: '提醒',
  aliases: ['任务', '派任务', '布置任务', '新任务', '催一下'],
  alike: ['交办', '安排'],
  summary: '请人(或让我提醒您自己)在哪天前办一件事',
  usage: '提醒 姓名 哪天前 要办的事(提醒自己就写:提醒我 …)',
  needs: 'assignTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['提醒我 周五下午3点 带表格', '提醒我 月底前 把罗启明的药费单交到民政所'],
  read: readCreate,
  speech: readSpeech,
  meant: { as: ['order', 'remind', 'plan'], read: readBelieved },
  run: (read, context) => ('kind' in read ? create(read, context) : createAll(read, context)),
  answer,
});

function readCreate({ rest, explicit }: Heard, context: Context): Reading | readonly Draft[] | null {
  const several = readSeveral(rest, context);
  if (several) return several;
  const reading = asCalled(rest, context);
  if (explicit) return reading.kind === 'whom' && /^(清单|列表|完成|情况)/.test(rest) ? null : reading;
  // 提醒大家注意安全, 任务很重: said in any room.
  const { whom } = reading;
  const known =
    whom.kind === 'self' ||
    whom.kind === 'people' ||
    (whom.kind === 'group' && !/^(大家|各位)/.test(whom.said));
  return known && (reading.kind === 'draft' ? reading.draft.due !== undefined : reading.kind !== 'empty')
    ? reading
    : null;
}

/** People are also meant by what they are called: 冉农技, 大庆. */
function asCalled(rest: string, context: Context): Reading {
  const reading = readTask(rest, context);
  if (reading.whom.kind !== 'nobody') return reading;
  const spelled = spelledOut(rest, context.sender, context.read.directory);
  return spelled === rest ? reading : readTask(spelled, context);
}

/** That somebody is to do something, and not that he does it. */
const ORDER = /把|请|要|务必|记得|麻烦|抓紧|尽快|交|报|填|完成|前/;

/** `大家月底前把摸底表交到柳燕那里`: said to the bot itself, for people it knows and with a day; confirmed first. */
function readSpeech(text: string, context: Context): Reading | null {
  if (!isSpokenTo(context) || text.length > 200 || /[?]$|吗$/.test(text)) return null;
  const mine = /^(?<before>.*?)(?:记得|到时候|帮忙|请|麻烦)*提醒(?:一下|下)?我(?!们)(?<after>.+)$/s.exec(
    text,
  )?.groups;
  if (mine) return ownReminder(`我 ${mine.before ?? ''} ${mine.after ?? ''}`, context);
  const words = text.replace(/^(请|麻烦|辛苦|通知)(一下)?\s*/, '');
  const reading = readTask(words, context);
  if (reading.kind !== 'draft' || reading.whom.kind === 'self' || reading.draft.due === undefined)
    return null;
  return ORDER.test(words) ? { ...reading, draft: { ...reading.draft, spoken: true } } : null;
}

/** `明天上午10点提醒我去换联系卡`: the bot is asked in so many words, wherever they stand. */
function ownReminder(words: string, context: Context): Reading | null {
  const reading = readTask(words.replace(/\s+/g, ' '), context);
  return reading.kind === 'draft' && reading.draft.due !== undefined ? reading : null;
}

async function create(reading: Reading, context: Context): Promise<Effect> {
  if (reading.kind !== 'draft') return wrong(reading, context);
  const { draft, whom } = reading;
  const may =
    whom.kind === 'group' ? mayAskGroup(whom.villageIds, context) : mayAsk(draft.assignees, context);
  if (!may) return refusal(draft, context);
  if (draft.assignees.length === 0)
    return say(
      `“${draft.group ?? ''}”里没有人,没有派。可以写姓名:提醒 姓名 ${dueForm(draft.due ?? null, context.today)} ${clip(draft.title, TITLE)}`,
    );
  return proceed(draft, context, false);
}

/** Several orders in one message: all of them or none. */
async function createAll(drafts: readonly Draft[], context: Context): Promise<Effect> {
  const barred = drafts.find((d) => !mayAsk(d.assignees, context));
  if (barred) return refusal(barred, context);
  const effects: Effect[] = [];
  for (const draft of drafts) effects.push(await save({ ...draft, due: draft.due ?? '' }, context));
  const replies = effects.flatMap((e) => e.replies ?? []);
  const echo = replies.filter((r) => r.to === undefined).map((r) => r.text.split('\n')[0]);
  const ids = effects.flatMap((e) => (e.changes ?? []).map((c) => c.after.id));
  const text = [...echo, `到期前会提醒。办好了发:完成 ${ids[0]};不要了发:取消 ${ids[0]}`].join('\n');
  return {
    changes: effects.flatMap((e) => e.changes ?? []),
    inTurn: true,
    replies: [...(say(text).replies ?? []), ...replies.filter((r) => r.to !== undefined)],
    dialog: null,
  };
}

async function proceed(draft: Draft, context: Context, confirmed: boolean): Promise<Effect> {
  const { directory } = context.read;
  if (draft.due === undefined) {
    const text = `“${clip(draft.title, 30)}”要在哪天前办好?回一个日子就行,比如:周五、月底、9月30日`;
    return {
      ...say(text),
      dialog: { state: { ask: 'day', draft } satisfies State, expires: context.now + ANSWER_FOR },
    };
  }
  if (!confirmed && (draft.group !== undefined || draft.spoken || draft.assignees.length > MANY)) {
    const what = `${dueText(draft.due, context.today)} ${clip(draft.title, TITLE)}`;
    const own = draft.assignees.length === 1 && draft.assignees[0] === context.sender.person?.id;
    const text = own
      ? `要我到时候提醒您吗:${what}\n对的话回“确认”,不用回“取消”。`
      : `要发给${draft.assignees.length}人(${peopleText(draft.assignees, directory)}):${what}\n对的话回“确认”就发出去,不对回“取消”。`;
    const state: State = { ask: 'confirm', draft, until: context.now + CONFIRM_FOR };
    return { ...say(text), dialog: { state, expires: context.now + ANSWER_FOR } };
  }
  return save({ ...draft, due: draft.due }, context);
}

async function save(draft: Draft & { due: string }, context: Context): Promise<Effect> {
  const { read, today } = context;
  const { directory } = read;
  const by = context.sender.person?.id ?? '';
  const { group: _, spoken: __, saidAt, ...fields } = draft;
  const task = newTask({
    ...fields,
    id: await context.number('T'),
    by,
    now: saidAt,
    rules: rulesIn(draft.villageId, directory),
  });
  const own = draft.assignees.length === 1 && draft.assignees[0] === by;
  const who = own ? '您' : peopleText(draft.assignees, directory);
  const after = task.nextStepAt === undefined ? '' : own ? '到时候提醒您。' : '到期前会提醒。';
  const text = `已记 ${task.id}:${who} ${dueText(task.due, today)} ${clip(task.title, TITLE)}\n${after}办好了发:完成 ${task.id};不要了发:取消 ${task.id}`;
  return {
    changes: [change({ kind: taskKind, after: task, action: 'task.ask', actor: by })],
    replies: [...(say(text).replies ?? []), ...tellAssignees(task, draft.assignees, context)],
    dialog: null,
  };
}

function tellAssignees(task: Task, assignees: readonly string[], { read, sender, today }: Context): Reply[] {
  const from = nameOf(sender.person?.id ?? '', read.directory);
  const text = `${from}请您在${dueText(task.due, today)}办:${clip(task.title, TITLE)}\n办好了回:完成 ${task.id};来不及回:延期 ${task.id} 3天 原因`;
  return assignees
    .filter((id) => id !== sender.person?.id)
    .map((id) => ({ text, to: { id, kind: 'nudge' as const } }));
}

async function answer(raw: unknown, text: string, context: Context): Promise<Effect | null> {
  const state = raw as State;
  if (isNo(text, '不发')) return { ...say('好,没有派。'), dialog: null };
  if (state.ask === 'confirm') {
    if (!isYes(text, '发')) return null;
    if (context.now <= state.until) return proceed(state.draft, context, true);
    return {
      ...say(
        `过了10分钟,没有发出去。要发请再发一遍:\n任务 ${state.draft.group ?? ''} ${dueForm(state.draft.due ?? null, context.today)} ${clip(state.draft.title, TITLE)}`,
      ),
      dialog: null,
    };
  }
  const due = dayAnswered(text, context);
  if (due === null) return null;
  if (typeof due !== 'string') return say(due.wrong);
  return proceed({ ...state.draft, due }, context, false);
}

/** A day (or instant) that answers 哪天前; null where the words are none. */
function dayAnswered(text: string, { today, now }: Context): string | { wrong: string } | null {
  const read = parseDay(text, { today, prefer: 'future' });
  if (read === null) return null;
  if (!('day' in read)) return { wrong: `没有“${clip(text, 12)}”这一天,请回一个日子,比如:周五、9月30日` };
  const when: Day | string = read.time ? iso(at(read.day, read.time)) : read.day;
  const over = read.time ? Date.parse(when) <= now : read.day < today;
  return over
    ? {
        wrong: `${formatDayLong(read.day, today)}${read.time ?? ''}已经过了,请回以后的日子,比如:周五、9月30日`,
      }
    : when;
}
