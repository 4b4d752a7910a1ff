import { daysBetween } from '../../../core/clock.ts';
import { leaveOn } from '../../../core/peace.ts';
import { covers } from '../../../core/rights.ts';
import { clip } from '../../../core/text/clean.ts';
import { formatDay } from '../../../core/text/days.ts';
import { pairsIn } from '../../../core/text/pairs.ts';
import { isListed } from '../../../records/dictionary.ts';
import { unhelpedBeside, unhelpedIn } from '../../../records/find.ts';
import { balanceOf } from '../../../records/flowBook.ts';
import { MEMBER_EVENT_LABELS, MEMBER_EVENTS } from '../../../records/memberEvent.ts';
import type { HouseholdBrief } from '../../../records/read.ts';
import { rhythmKind } from '../../../records/rhythm.ts';
import { isTaskOpen, leftOf, type Task, taskKind } from '../../../records/task.ts';
import type { Context } from '../../define.ts';
import { allFigures } from '../figures.ts';
import { isFor, needLine, needsOf } from '../needs.ts';
import { readAll } from './count.ts';
import type { Villages } from './figures.ts';
import { periodIn } from './period.ts';

const SHOWN = 10;
/** Households without a visit that are looked through for tries. */
const LOOKED = 1000;

/** 有什么要我办的: the lines of 'needs you' as they stand now, with the words to act. */
export async function mineText({ ids, name }: Villages, { read, sender, today }: Context): Promise<string> {
  const me = sender.person?.id ?? '';
  const villages = await allFigures(ids, today, today, read);
  const needs = (await Promise.all(villages.map((f) => needsOf(f, today, read)))).flat();
  const mine = needs.filter((n) => isFor(n, me, read)).sort((a, b) => b.weight - a.weight);
  if (mine.length === 0) return `${name}现在没有过期、快到期的事要您办。`;
  const lines = mine.slice(0, SHOWN).map((n, i) => `${i + 1}. ${needLine(n, me, today, read)}`);
  const more = mine.length > SHOWN ? [`还有${mine.length - SHOWN}件,发“详细”看全部。`] : [];
  return [`${name}现在要您办的${mine.length}件:`, ...lines, ...more].join('\n');
}

/** 谁请假了: who is away today, until when, who stands in. */
export function awayText({ ids, name }: Villages, { read, today }: Context): string {
  const here = [...read.directory.onLeave()].flatMap((p) => {
    const leave = leaveOn(p.leaves, today);
    if (!leave || !p.villageIds.some((v) => ids.includes(v))) return [];
    const standIn = leave.standIn ? `,${read.directory.person(leave.standIn)?.name ?? ''}代` : ',没人代';
    return [`${p.name}(到${formatDay(leave.to, today)}${standIn})`];
  });
  if (here.length === 0) return `${name}今天没有人报请假。`;
  return `${name}今天请假的${here.length}人:${here.join('、')}`;
}

/** 还有几户没帮扶人 (A09). */
export function unhelpedText({ ids, name }: Villages, { read }: Context): string {
  const { directory } = read;
  const list = ids.flatMap((id) => unhelpedIn(directory, id));
  const beside = ids.flatMap((id) => unhelpedBeside(directory, id));
  const others =
    beside.length > 0
      ? [
          `不在册的还有${beside.length}户没有:${beside
            .slice(0, SHOWN)
            .map((h) => `${h.id} ${placed(h, directory.village(h.villageId)?.name)}${h.category}`)
            .join('、')}`,
        ]
      : [];
  if (list.length === 0) return [`${name}在册的户都有帮扶人。`, ...others].join('\n');
  const lines = list.slice(0, SHOWN).map((h) => `${h.id} ${placed(h, directory.village(h.villageId)?.name)}`);
  const more = list.length > SHOWN ? [`还有${list.length - SHOWN}户。`] : [];
  return [
    `${name}没有帮扶人的${list.length}户:`,
    ...lines,
    ...more,
    ...others,
    '定人要扶贫办来发:交接 户主姓名 → 姓名',
  ].join('\n');
}

const placed = (h: HouseholdBrief, village: string | undefined) => `${h.head}(${village ?? ''}${h.group})`;

/** 哪些户老见不到人: tries in a row at which nobody was met (D07), the most first. */
export async function triesText(text: string, { ids, name }: Villages, { read }: Context): Promise<string> {
  const least = /[三3]次/.test(text) ? 3 : 1;
  const found = (
    await Promise.all(
      ids.map(async (id) => {
        const seen = await read.scored(id, 'seen', Number.POSITIVE_INFINITY, LOOKED);
        const rhythms = await read.many(
          rhythmKind,
          seen.map((s) => s.member),
          id,
        );
        return rhythms.filter(
          (r) => r.attempts >= least && read.directory.household(r.householdId)?.helperId,
        );
      }),
    )
  ).flat();
  const what = least > 1 ? `连着${least}次以上没见到人` : '去了没见到人';
  if (found.length === 0) return `${name}没有${what}的户。`;
  found.sort((a, b) => b.attempts - a.attempts);
  const lines = found.slice(0, SHOWN).map((r) => {
    const h = read.directory.household(r.householdId);
    const helper = read.directory.person(h?.helperId ?? '')?.name ?? '';
    return `${h ? placed(h, read.directory.village(h.villageId)?.name) : ''}连着${r.attempts}次,帮扶人${helper}`;
  });
  const more = found.length > SHOWN ? [`还有${found.length - SHOWN}户,加上村名再查。`] : [];
  return [`${name}${what}的${found.length}户:`, ...lines, ...more].join('\n');
}

/**
 * 任务完成得怎么样: what is still to be done, and what is past its day; 新农合摸底还差谁: those that share words with the
 * question. With whom it lies is told to whom that task's tally is for, and to nobody else.
 */
export async function tasksText(text: string, { ids, name }: Villages, context: Context): Promise<string> {
  const { read, today, sender } = context;
  const all: Task[] = [];
  for (const id of ids) {
    const some = await readAll(taskKind, 'tasks', id, 0, Number.POSITIVE_INFINITY, read);
    if (!some) return '任务太多,一次看不过来。请导出台账看:导出 任务 今年';
    all.push(...some.filter(isTaskOpen));
  }
  if (all.length === 0) return `${name}没有没办完的任务。`;
  const isLate = (t: Task) => t.due !== null && t.due.slice(0, 10) < today;
  const byDay = (a: Task, b: Task) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1);
  const meant = all.filter((t) => sharesWords(t.title, text));
  const shown = (meant.length > 0 ? meant : all.filter(isLate)).sort(byDay);
  const lines = shown.slice(0, SHOWN).map((t) => {
    const left = leftOf(t).map((id) => read.directory.person(id)?.name ?? id);
    const own = t.createdBy === sender.person?.id;
    const villageId = /^U\d/.test(t.createdBy) ? undefined : t.villageId;
    const who = covers(sender, 'decideTask', { own, villageId })
      ? `还差${left.slice(0, 9).join('、')}${left.length > 9 ? `等${left.length}人` : ''}`
      : `还差${left.length}人`;
    const day = t.due?.slice(0, 10);
    const when = day ? (isLate(t) ? `过期${daysBetween(day, today)}天,` : `${formatDay(day, today)}前,`) : '';
    return `${t.id} ${clip(t.title, 24)},${when}${who}`;
  });
  const more = shown.length > SHOWN ? [`还有${shown.length - SHOWN}件,导出台账看:导出 任务 今年`] : [];
  const [first] = shown;
  const may = first && covers(sender, 'urge', { villageId: first.villageId });
  const form = may ? [`要问一声就回:催 ${first.id}`] : [];
  const late = all.filter(isLate).length;
  const head =
    meant.length > 0
      ? `${name}没办完的:`
      : `${name}没办完的任务${all.length}件,过期${late}件${late > 0 ? ':' : '。'}`;
  return [head, ...lines, ...more, ...form].join('\n');
}

/** Words that say nothing of what a task is about. */
const EMPTY =
  /任务|完成|情况|怎么样|咋样|过期|哪些|还差|多少|几个|有没有|今天|这周|本周|全乡|我们村|[的了得吗呢?]/g;

/** Two pairs of characters in common. */
function sharesWords(title: string, text: string): boolean {
  return (
    new Set(pairsIn(text.replace(EMPTY, ' ')).filter((p) => !p.includes(' ') && title.includes(p))).size >= 2
  );
}

/** 这个月新增了几个人: what the flow books of a month say (B43). */
export async function flowText(
  text: string,
  { ids, name }: Villages,
  { read, today }: Context,
): Promise<string> {
  const month = (periodIn(text, today)?.from ?? today).slice(0, 7);
  const books = await Promise.all(ids.map((id) => balanceOf(id, month, today.slice(0, 7), read)));
  const said = MEMBER_EVENTS.flatMap((e) => {
    const n = books.reduce((sum, b) => sum + (b.flows[e] ?? 0), 0);
    return n > 0 ? [`${MEMBER_EVENT_LABELS[e]}${n}人`] : [];
  });
  const off = ids.filter((_, i) => books[i]?.off).map((id) => read.directory.village(id)?.name ?? id);
  const when = `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;
  return [
    `${name}${when}:${said.length > 0 ? said.join('、') : '没有记下添人、减人'}`,
    ...(off.length > 0 ? [`账不平的:${off.join('、')}`] : []),
    `一个村的账发:进出 村名 ${Number(month.slice(5))}月`,
  ].join('\n');
}

/** 全乡有多少贫困户: the register by its own words, as it stands now. */
export function registerText({ ids, name }: Villages, { read, today }: Context): string {
  const all = ids.flatMap((id) => [...read.directory.households(id)]);
  if (all.length === 0) return `${name}名册上还没有户。`;
  const listed = all.filter((h) => isListed(h.category));
  const heads = (list: readonly HouseholdBrief[]) => list.reduce((n, h) => n + h.size, 0);
  const kinds = [...new Set(all.map((h) => h.category))].map((c) => {
    const of = all.filter((h) => h.category === c);
    return `${c}${of.length}户${heads(of)}人`;
  });
  const helped = listed.filter((h) => h.helperId).length;
  return [
    `${name}名册上在册${listed.length}户${heads(listed)}人,有帮扶人的${helped}户。`,
    `按类别:${kinds.join('、')}`,
    `一个月里添了谁、走了谁,发:进出 村名 ${Number(today.slice(5, 7))}月`,
  ].join('\n');
}
