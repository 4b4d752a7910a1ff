import type { Day } from '../../core/clock.ts';
import { addDays } from '../../core/clock.ts';
import { leaveOn } from '../../core/peace.ts';
import { formatDay } from '../../core/text/days.ts';
import type { HouseholdBrief, Read } from '../../records/read.ts';
import { type StandFigures, sumWeeks, type VillageFigures, type WeekFigures } from './figures.ts';
import { isFor, NEEDS, type Need, needLine } from './needs.ts';
import type { News, Unbalanced } from './news.ts';

/** A digest is read in one minute: more goes to 详细. */
export const LONGEST = 600;
const NAMES = 8;
const OF_A_KIND = 3;

/** All that a digest is written from; the same for every reader, who gets of it what he may see. */
export interface Material {
  name: string;
  monday: Day;
  today: Day;
  villages: readonly VillageFigures[];
  needs: readonly Need[];
  news: readonly News[];
  unhelped: readonly HouseholdBrief[];
  unbalanced: readonly Unbalanced[];
}

/** Who reads it: a person in private, or a room. */
export type Reader = { person: string } | { room: string };

/** `走访:入户3次(上周2)、电话1次 …` and the rest of a week, one line each; the same words for text and picture. */
export function weekLines(week: WeekFigures, before: WeekFigures, stand: Sum, then = '上周'): string[] {
  const v = week.visits;
  const than = (now: number, was: number) => (now === was ? '' : `(${then}${was})`);
  const ways = [
    `入户${v.home}次${than(v.home, before.visits.home)}`,
    ...(v.phone + before.visits.phone > 0 ? [`电话${v.phone}次${than(v.phone, before.visits.phone)}`] : []),
    ...(v.service > 0 ? [`服务${v.service}次`] : []),
    ...(v.absent + v.noAnswer > 0 ? [`没见到人${v.absent + v.noAnswer}次`] : []),
  ];
  return [
    `走访:${ways.join('、')};见到${week.met}人次`,
    `走到${week.reached}户/${stand.base}户${than(week.reached, before.reached)}`,
    `问题:新报${week.opened}个${than(week.opened, before.opened)}、整改${week.fixed}个;没办好${stand.open}个,过期${stand.late}个`,
    ...requestLine(week, stand),
  ];
}

/** What households asked; what is nought is not said. */
function requestLine(week: WeekFigures, stand: Sum): string[] {
  const said = [
    ...(week.asked > 0 ? [`新来${week.asked}件`] : []),
    ...(week.answered > 0 ? [`答复${week.answered}件`] : []),
    ...(stand.unanswered > 0 ? [`还没答复${stand.unanswered}件`] : []),
  ];
  return said.length > 0 ? [`诉求:${said.join('、')}`] : [];
}

/** What stands, added up over villages. */
export interface Sum {
  base: number;
  open: number;
  late: number;
  waiting: number;
  unanswered: number;
  long: number;
}

export function sumStands(list: readonly StandFigures[]): Sum {
  const add = (pick: (s: StandFigures) => number) => list.reduce((n, s) => n + pick(s), 0);
  return {
    base: add((s) => s.base),
    open: add((s) => s.open),
    late: add((s) => s.late.length),
    waiting: add((s) => s.waiting.length),
    unanswered: add((s) => s.unanswered),
    long: add((s) => s.long.length),
  };
}

/** Nothing was done and nothing waits. */
export function isQuiet({ villages, needs, news, unhelped, unbalanced }: Material): boolean {
  const busy = villages.some(({ week, stand }) => {
    const { reached: _, ...w } = week;
    const done = Object.values(w.visits).some((n) => n > 0) || w.opened + w.fixed + w.asked + w.answered > 0;
    return done || stand.open + stand.unanswered + stand.long.length > 0;
  });
  return !busy && [needs, news, unhelped, unbalanced].every((list) => list.length === 0);
}

/** A week's digest for one reader, under `LONGEST` characters: what is less needed falls away first. */
export function digestText(m: Material, reader: Reader, read: Read): string {
  const span = `${formatDay(m.monday, m.today)}—${formatDay(addDays(m.monday, 6), m.today)}`;
  const title = `${m.name}周报 ${span}`;
  if (isQuiet(m)) return `${title}:没有新的走访和问题,也没有要办的事。`;
  const week = sumWeeks(
    m.villages.map((f) => f.week),
    m.monday,
  );
  const before = sumWeeks(
    m.villages.map((f) => f.before),
    addDays(m.monday, -7),
  );
  const stand = sumStands(m.villages.map((f) => f.stand));
  const needs = 'person' in reader ? needLines(m, reader.person, read) : [];
  const rest = [
    longLine(m, reader, read),
    ...villageLines(m, read),
    ...newsLines(m, reader),
    ...registerLines(m, reader, read),
  ].filter((l) => l !== '');
  const end = 'person' in reader ? '要看全的回“详细”' : '';
  return fit([title, ...needs, ...weekLines(week, before, stand)], rest, end);
}

/** Keeps as many of the further lines as there is room for. */
function fit(first: readonly string[], rest: readonly string[], end: string): string {
  const kept = [...first];
  const length = () => [...[...kept, end].join('\n')].length;
  for (const line of rest) {
    kept.push(line);
    if (length() >= LONGEST) kept.pop();
  }
  return [...kept, ...(end === '' ? [] : [end])].join('\n');
}

/** Of one kind at most three while others wait: seventeen questions must not hide a roof that leaks. */
function mixed(mine: readonly Need[]): Need[] {
  const kind = (n: Need) => Object.keys(n.about)[0];
  const first = mine.filter((n, i) => mine.slice(0, i).filter((o) => kind(o) === kind(n)).length < OF_A_KIND);
  const chosen = [...first.slice(0, NEEDS), ...mine.filter((n) => !first.includes(n))].slice(0, NEEDS);
  return mine.filter((n) => chosen.includes(n));
}

function needLines(m: Material, to: string, read: Read): string[] {
  const mine = m.needs.filter((n) => isFor(n, to, read)).sort((a, b) => b.weight - a.weight);
  if (mine.length === 0) return ['没有要您马上办的事。'];
  const more = mine.length > NEEDS ? `,先办这${NEEDS}件` : '';
  const lines = mixed(mine).map((n, i) => `${i + 1}. ${needLine(n, to, m.today, read)}`);
  return [`要您办的${mine.length}件${more}:`, ...lines];
}

/** Who was not reached for long, and in private why: nobody was met so often, or the helper is away (D07). */
function longLine({ villages, needs, today }: Material, reader: Reader, { directory }: Read): string {
  const all = villages.flatMap((f) => f.stand.long).sort((a, b) => b.days - a.days);
  if (all.length === 0) return '';
  const tries = new Map(
    needs.flatMap(({ about }) =>
      'rhythm' in about ? [[about.rhythm.householdId, about.rhythm.attempts]] : [],
    ),
  );
  const why = (id: string) => {
    const attempts = tries.get(id) ?? 0;
    const helper = directory.person(directory.household(id)?.helperId ?? '');
    const reasons = [
      attempts > 0 ? `${attempts}次没见到人` : '',
      leaveOn(helper?.leaves, today) ? '帮扶人请假' : '',
    ];
    const said = reasons.filter((r) => r !== '').join('、');
    return said === '' || 'room' in reader ? '' : `(${said})`;
  };
  const names = all
    .slice(0, NAMES)
    .map((l) => `${directory.household(l.householdId)?.head}${l.days}天${why(l.householdId)}`);
  return `超过两周没走到${all.length}户:${names.join('、')}${all.length > NAMES ? '…' : ''}`;
}

/** In a township's digest each village in a line, in the order of the register: no order of merit. */
function villageLines({ villages }: Material, { directory }: Read): string[] {
  if (villages.length < 2) return [];
  return villages.map(({ villageId, week, stand }) => {
    const late = stand.late.length > 0 ? `,问题过期${stand.late.length}` : '';
    return `${directory.village(villageId)?.name ?? villageId}:走到${week.reached}/${stand.base}户${late}`;
  });
}

function newsLines({ news }: Material, reader: Reader): string[] {
  const told = 'person' in reader ? news : news.filter((n) => n.open);
  if (told.length === 0) return [];
  const more = told.length > NAMES ? `等${told.length}件` : '';
  return [
    `户里的变化:${told
      .slice(0, NAMES)
      .map((n) => n.text)
      .join(';')}${more}`,
  ];
}

/** What the register lacks, with the words to act; in private only. */
function registerLines({ unhelped, unbalanced }: Material, reader: Reader, { directory }: Read): string[] {
  if (!('person' in reader)) return [];
  const [first] = unhelped;
  const names = unhelped.slice(0, NAMES).map((h) => h.head);
  const more = unhelped.length > NAMES ? '…' : '';
  return [
    ...(first
      ? [`没有帮扶人${unhelped.length}户:${names.join('、')}${more}。定人回:交接 ${first.id} → 姓名`]
      : []),
    ...unbalanced.map(({ villageId, month, off }) => {
      const village = directory.village(villageId)?.name ?? villageId;
      const form = `进出 ${village.replace(/村$/, '')} ${month}月`;
      return `${village}${month}月人口账不平,${off > 0 ? '多' : '少'}${Math.abs(off)}人。看账回:${form}`;
    }),
  ];
}
