import { iso } from '../../core/clock.ts';
import { covers } from '../../core/rights.ts';
import { isHis } from '../../core/roles.ts';
import { findNames, type NameInText } from '../../core/text/names.ts';
import { type Change, change } from '../../records/change.ts';
import { stand } from '../../records/duty.ts';
import { askerFor, recordsIn } from '../../records/find.ts';
import { rulesIn } from '../../records/nudges.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { type Season, seasonIn, seasonNamed } from '../../records/season.ts';
import { isTaskOpen, type Task, taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, type Reply, say } from '../define.ts';
import { roundOf } from './review.ts';

/** A household tells that it has paid or applied: 医保交了. */
const saysDone = (text: string) =>
  text.length <= 20 &&
  seasonIn(text) !== undefined &&
  /(交|缴|办|申请)(好|过|完)?了|已经?(交|缴|办|申请)/.test(text) &&
  !/[?]|吗|没|怎么|多少|什么/.test(text);

/** A cadre tells what he saw: 石长顺家低保复核做完了,没有变化; 低保复核 石长顺 买了小车. */
const saysReviewed = (text: string) =>
  text.length <= 60 &&
  seasonIn(text)?.inside === true &&
  !/[?]|吗$|怎么|多少|几|哪|谁|情况$|结果|名单|进度|到哪/.test(text);
const TOLD = /(家|户)?的?(?=低保)|(已经?|都)?(做|看|查|核|办)(完|好|过)?了/g;

const FORM = '已缴 户主姓名 医保';

/** 已缴, 已办: a household's own deadline is met; with it the reminders end, in the same commit. */
export const doneSeason = defineCommand<{ rest: string }>({
  name: '已缴',
  aliases: ['已办', '已申请', '缴了', '交了', '已交'],
  summary: '说一声医保缴了、助学申请了,就不再提醒',
  usage: FORM,
  needs: 'reportPaid',
  where: ['private', 'cadreRoom'],
  examples: ['已缴 罗启明 医保'],
  speech: (text, { sender, place, message }) => {
    if (sender.householdId) return place === 'private' && saysDone(text) ? { rest: text } : null;
    const meant = place === 'private' || message.mention;
    return meant && saysReviewed(text) ? { rest: text.replace(TOLD, ' ') } : null;
  },
  read: ({ rest, explicit }) => (seasonIn(rest) || (explicit && rest.length <= 12) ? { rest } : null),
  async run({ rest }, context): Promise<Effect> {
    const { read, sender } = context;
    const { directory } = read;
    const season = seasonIn(rest);
    const own = sender.householdId ? directory.household(sender.householdId) : undefined;
    const named = own ? [] : namesIn(rest, season, context);
    const households = own
      ? [own]
      : named.flatMap((n) => (n.others.length === 0 ? (directory.household(n.entry.id) ?? []) : []));
    if (households.length === 0) return say(`是哪一户?没有记。这样发:${FORM}`);
    const vague = named.flatMap((n) => (n.others.length > 0 ? [n.entry.name] : []));
    const answers = vague.map((name) => `叫“${name}”的不止一户,没有记。`);
    const changes: Change[] = [];
    const others: Reply[] = [];
    const done: Task[] = [];
    for (const household of new Map(households.map((h) => [h.id, h])).values()) {
      const task = await taskOf(household, season, context);
      if (typeof task === 'string') {
        answers.push(task);
        continue;
      }
      const { change: made, answer, told } = finish(task, household, seenIn(rest, named, task), context);
      done.push(task);
      changes.push(made);
      answers.push(answer);
      others.push(...told);
    }
    return {
      changes,
      replies: [{ text: answers.join('\n') }, ...others, ...(await allSeen(done, context))],
    };
  },
});

/** Between the names of a list; in a review another name may be what was seen: 女儿嫁到龙国栋家. */
const JOINED = /^(家|户|的)?[\s、,;和跟与及]*$/;

/** The households that are meant: all that are named, in a review those of the list at its head. */
function namesIn(rest: string, season: Season | undefined, { read, sender }: Context): NameInText[] {
  const { directory } = read;
  const found = findNames(directory.householdNames(), rest, askerFor(sender, directory));
  if (!season?.inside) return found;
  const end = found.findIndex((n, i) => {
    const before = found[i - 1];
    return before !== undefined && !JOINED.test(rest.slice(before.index + before.length, n.index));
  });
  return end < 0 ? found : found.slice(0, end);
}

/** The one task of a household that is meant, or why nothing is noted. */
async function taskOf(
  household: HouseholdBrief,
  season: Season | undefined,
  { read, sender }: Context,
): Promise<Task | string> {
  const own = sender.householdId === household.id;
  const all = await recordsIn(taskKind, `household:${household.id}:tasks`, read, household.villageId);
  const open = all.filter(
    (t) =>
      t.season &&
      isTaskOpen(t) &&
      (!season || t.season === season.id) &&
      !(own && seasonNamed(t.season)?.inside),
  );
  const [task] = open;
  // What a household still has to pay is told to nobody who has nothing to do with it.
  const his = isHis(sender, household.helperId) || open.some((t) => isHis(sender, t.assignee));
  if (!own && !covers(sender, 'reportPaid', { own: his, villageId: household.villageId }))
    return `${household.head}家的事要帮扶人或村里来报,没有记。`;
  const what = season?.what ?? '要缴、要申请';
  if (!task)
    return own ? '好,知道了。现在没有要提醒您家的事。' : `${household.head}家现在没有${what}的提醒。`;
  if (open.length > 1)
    return `${household.head}家还有${open.length}样没办:${open.map((t) => t.title).join('、')}。写清楚再发:${FORM}`;
  return task;
}

/** What a cadre saw, where it is a review: his words without the names and the season's. */
function seenIn(rest: string, named: readonly NameInText[], task: Task): string | undefined {
  const season = task.season ? seasonNamed(task.season) : undefined;
  if (!season?.inside) return undefined;
  const [first] = named;
  const last = named.at(-1);
  const left = first && last ? `${rest.slice(0, first.index)} ${rest.slice(last.index + last.length)}` : rest;
  const words = left.replace(season.also, ' ').replace(/\s+/g, ' ');
  return words.replace(/^[\s,、。:]+|[\s,、。]+$/g, '') || undefined;
}

/** Whoever planned a review hears when its last household was looked at (C36). */
async function allSeen(done: readonly Task[], { read, today }: Context): Promise<Reply[]> {
  const [task] = done;
  if (!task?.season || !seasonNamed(task.season)?.inside || !/^U\d/.test(task.createdBy)) return [];
  const round = await roundOf(
    [...read.directory.villages()].map((v) => v.id),
    read,
    today,
  );
  if (round.some((t) => isTaskOpen(t) && !done.some((d) => d.id === t.id))) return [];
  const text = `${round.length}户的低保复核都看完了。看结果发:复核情况;打印签字发:导出 低保复核`;
  return [{ text, to: { id: task.createdBy, kind: 'nudge' } }];
}

interface Finished {
  change: Change;
  /** To the sender. */
  answer: string;
  /** To those who were reminded of it above him. */
  told: Reply[];
}

function finish(task: Task, household: HouseholdBrief, seen: string | undefined, context: Context): Finished {
  const { sender, now, read } = context;
  const by = sender.person?.id ?? sender.householdId ?? '';
  const done: Task = {
    ...task,
    status: 'done',
    replies: [...task.replies, { by, at: iso(now), ...(seen ? { text: seen } : {}) }],
    history: [...task.history, { at: iso(now), by, action: 'done' }],
  };
  const rules = rulesIn(task.villageId, read.directory);
  const after = { ...done, ...stand({ kind: 'task', record: done }, rules, now) };
  const own = sender.householdId === household.id;
  const told = [...task.told, ...(own && task.assignee ? [task.assignee] : [])].filter((id) => id !== by);
  return {
    change: change({ kind: taskKind, before: task, after, action: 'task.done', actor: by }),
    answer: own
      ? '好,记下了,不再提醒您家。'
      : `已记 ${task.id} 办好了:${task.title}${seen ? `,${seen}。保不保由乡里按程序定` : ',不再提醒'}。`,
    told: [...new Set(told)].map((id) => ({
      text: `${task.title}办好了${own ? '(户里自己说的)' : ''},不用再催。`,
      to: { id, kind: 'nudge' as const },
    })),
  };
}
