import type { Day } from '../../../core/clock.ts';
import { formatDay } from '../../../core/text/days.ts';
import { lastOfMonth, monthOf, yearOf } from '../../../core/text/dayYear.ts';
import type { Read } from '../../../records/read.ts';
import type { Context } from '../../define.ts';
import { allFigures, sumWeeks, type WeekFigures } from '../figures.ts';
import { reachedOf } from '../reached.ts';
import { type Sum, sumStands, weekLines } from '../text.ts';
import { figuresIn, runs } from './count.ts';
import { before, isMonth, isWeek, type Period, periodIn, periodsIn, thisWeek } from './period.ts';

/** Whom an answer is about: villages, and what they are called together. */
export interface Villages {
  ids: readonly string[];
  name: string;
}

/** More villages are not told one by one. */
const SHOWN = 30;
const TOO_MANY = '记录太多,一次数不过来。请加上村名再问,或者导出台账:导出 走访 上个月';
const RANKS = /最|排|先进|落后|倒数|第一|垫底/;

/** `9月25日—10月1日`, and that it still runs. */
function spanOf({ from, to }: Period, today: Day): string {
  const days = from === to ? formatDay(from, today) : `${formatDay(from, today)}—${formatDay(to, today)}`;
  return runs({ to }, today) && from !== to ? `${days},还没过完` : days;
}

/** A day that is still to come has no figures. */
export const notYet = ({ from }: Period, today: Day) =>
  from > today ? `${formatDay(from, today)}还没到,没有记录。可以问:上周走了多少户` : undefined;

const thisMonth = (today: Day): Period => ({
  from: `${today.slice(0, 7)}-01`,
  to: lastOfMonth({ year: yearOf(today), month: monthOf(today) }),
  said: '',
});

/** Of what was said the period asked about and the one beside it: 这周和上周比, 比上个月多了几户, 8月和9月比. */
export function comparedIn(text: string, today: Day): { now: Period; was: Period } {
  const [a, b] = periodsIn(text, today);
  if (a && b && a.from !== b.from) return a.from > b.from ? { now: a, was: b } : { now: b, was: a };
  if (!a) return { now: thisWeek(today), was: before(thisWeek(today)) };
  if (!/^上/.test(a.said)) return { now: a, was: before(a) };
  return { now: isMonth(a) ? thisMonth(today) : thisWeek(today), was: a };
}

/** How the period beside is called behind the figures. */
const called = (p: Period, now: Period) =>
  isWeek(p) && isWeek(now) ? '上周' : isMonth(p) && isMonth(now) ? '上月' : '前面';

const standOf = async (ids: readonly string[], today: Day, read: Read): Promise<Sum> =>
  sumStands((await allFigures(ids, today, today, read)).map((f) => f.stand));

/** 上周和这周比怎么样: the same lines as in a digest, the other period's figures behind them. */
export async function compareText(text: string, { ids, name }: Villages, context: Context): Promise<string> {
  const { read, today } = context;
  const { now, was } = comparedIn(text, today);
  const [week, other] = [await figuresIn(ids, now, read), await figuresIn(ids, was, read)];
  if (!week || !other) return TOO_MANY;
  const stand = await standOf(ids, today, read);
  return [
    `${name}${spanOf(now, today)};括号里是${spanOf(was, today)}的,没有括号的两边一样:`,
    ...weekLines(week, other, stand, called(was, now)),
  ].join('\n');
}

/** 各村走得怎么样: each in the order of the register, whichever was asked for: villages have no order of merit either. */
export async function villagesText(text: string, { ids, name }: Villages, context: Context): Promise<string> {
  const { read, today } = context;
  const period = periodIn(text, today) ?? thisWeek(today);
  const late = notYet(period, today);
  if (late) return late;
  const stands = await allFigures(ids.slice(0, SHOWN), today, today, read);
  const lines: string[] = [];
  for (const { villageId, stand } of stands) {
    const f = await figuresIn([villageId], period, read);
    if (!f) return TOO_MANY;
    const phone = f.visits.phone > 0 ? `、电话${f.visits.phone}次` : '';
    const open = stand.open > 0 ? `;没办好的问题${stand.open}个` : '';
    const past = stand.late.length > 0 ? `,过期${stand.late.length}个` : '';
    lines.push(
      `${read.directory.village(villageId)?.name ?? villageId}:走到${f.reached}户/${stand.base}户(入户${f.visits.home}次${phone})${open}${past}`,
    );
  }
  const more = ids.length > SHOWN ? [`还有${ids.length - SHOWN}个村,加上村名再问。`] : [];
  const order = RANKS.test(text) ? ',按名册的顺序,不排名次' : '';
  return [
    `${name}${ids.length > 1 ? '各村' : ''}(${spanOf(period, today)})${order}:`,
    ...lines,
    ...more,
  ].join('\n');
}

/** 这个月解决了几个问题: what came and what was put right in some days, and what stands now. */
export async function problemsText(text: string, { ids, name }: Villages, context: Context): Promise<string> {
  const { read, today } = context;
  const period = periodIn(text, today) ?? thisWeek(today);
  const late = notYet(period, today);
  if (late) return late;
  const f = await figuresIn(ids, period, read);
  if (!f) return TOO_MANY;
  const [stand, now] = await Promise.all([
    standOf(ids, today, read),
    Promise.all(ids.map((id) => read.counters(id, 'problems:now'))),
  ]);
  const of = (state: string) => now.reduce((n, c) => n + (c[state] ?? 0), 0);
  return [
    `${name}(${spanOf(period, today)}):新报问题${f.opened}个、整改${f.fixed}个`,
    `现在:没办好${stand.open}个,过期${stand.late}个;整改了等回访、销号的${of('fixed') + of('verified')}个;已销号${of('closed')}个`,
    '看是哪些发:问题清单,或 逾期问题',
  ].join('\n');
}

/** 汇报一下: how it stands, in the lines of a digest. */
export async function wholeText({ ids, name }: Villages, context: Context): Promise<string> {
  const { read, today } = context;
  const period = thisWeek(today);
  const figures = await allFigures(ids, period.from, today, read);
  const sum = (list: readonly WeekFigures[]) => sumWeeks(list, period.from);
  const stand = sumStands(figures.map((f) => f.stand));
  return [
    `${name}本周(${spanOf(period, today)}):`,
    ...weekLines(sum(figures.map((f) => f.week)), sum(figures.map((f) => f.before)), stand),
    ...(stand.long > 0 ? [`超过两周没走到${stand.long}户,看是哪些发:超过两周没走的户`] : []),
    '接着可以问:有什么要我办的、各村情况、上周的周报发“详细”',
  ].join('\n');
}

/** 谁还没走完: whose households were not reached, by helper in the order of the register; nobody is counted or ranked. */
export async function helpersText(text: string, { ids, name }: Villages, context: Context): Promise<string> {
  const { read, today } = context;
  const { directory } = read;
  const said = periodIn(text, today) ?? thisWeek(today);
  const week = isWeek(said) ? said : thisWeek(today);
  const base = ids.flatMap((id) => directory.base(id).helped);
  const { left } = await reachedOf(base, week.from, read);
  const title = `${name}(${spanOf(week, today)})`;
  if (left.length === 0) return `${title}:都走到了。`;
  const helpers = [...new Set(left.map((h) => h.helperId ?? ''))];
  const lines = helpers.slice(0, SHOWN).map(
    (id) =>
      `${directory.person(id)?.name ?? ''}:${left
        .filter((h) => h.helperId === id)
        .map((h) => h.head)
        .join('、')}`,
  );
  const more = helpers.length > SHOWN ? [`还有${helpers.length - SHOWN}人的户,加上村名再问。`] : [];
  return [`${title}还没走到${left.length}户,按帮扶人列,不排名次:`, ...lines, ...more].join('\n');
}
