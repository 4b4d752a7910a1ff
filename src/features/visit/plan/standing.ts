import { addDays, at, DAY, type Day, daysBetween } from '../../../core/clock.ts';
import { clip } from '../../../core/text/clean.ts';
import { formatDay, formatDayLong } from '../../../core/text/days.ts';
import { livedIn, recordsOfHousehold } from '../../../records/lived.ts';
import type { HouseholdBrief } from '../../../records/read.ts';
import { ATTEMPTS, MODE_LABELS, MODES, type Visit, visitKind } from '../../../records/visit.ts';
import { placeOf } from '../../../records/which.ts';
import { type Context, type Effect, say } from '../../define.ts';
import { householdCommand } from '../../householdCommand.ts';
import { lookAt, type ToWalk } from './eveList.ts';

const NOTE = 60;

/** 看走访: when a household was seen last and by whom, when the next visit is due, how often this year. */
export const standing = householdCommand({
  name: '看走访',
  aliases: ['查走访', '看下走访'],
  summary: '一户上次什么时候走的、下次该哪天走、今年走了几次',
  usage: '看走访 户主姓名',
  needs: 'seeProgress',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['看走访 罗启明'],
  run: (household, _, context) => tell(household, context),
});

async function tell(household: HouseholdBrief, context: Context): Promise<Effect> {
  const { read, today } = context;
  const walk = await lookAt(household, today, read);
  const visits = await ofThisYear(household, context);
  const lines = [
    placeOf(household, read.directory),
    ...(await lastLines(walk, context)),
    nextLine(walk, today),
    visits.length > 0 ? `今年记了${visits.length}次:${byMode(visits)}` : '今年还没有走访记录',
  ];
  return say(lines.join('\n'));
}

async function lastLines({ household, last, attempts }: ToWalk, context: Context): Promise<string[]> {
  const { read, today, place } = context;
  if (!last) return ['还没有走访记录。'];
  const visit = await read.find(visitKind, last.visitId, livedIn(household));
  const who = read.directory.person(last.by)?.name ?? '';
  const ago = daysBetween(last.date, today);
  const line = `上次:${formatDayLong(last.date, today)} ${MODE_LABELS[last.mode]},${who},${ago === 0 ? '就是今天' : `${ago}天了`}(${last.visitId})`;
  // What was seen may tell of illness or money: only to the asker himself.
  const seen = place === 'private' && visit?.summary ? [`看到:${clip(visit.summary, NOTE)}`] : [];
  return [line, ...seen, ...(attempts > 0 ? [`后来去了或打了${attempts}次没见到人`] : [])];
}

function nextLine({ household, last, nextVisit }: ToWalk, today: Day): string {
  if (nextVisit) return `下次:约好${formatDayLong(nextVisit, today)}`;
  const cycle = household.visitCycleDays;
  if (!last) return `下次:没约日子,${cycle}天要走一次`;
  const due = addDays(last.date, cycle);
  const late = daysBetween(due, today);
  return `下次:没约日子,${cycle}天走一次,${formatDay(due, today)}前该走${late > 0 ? `,过了${late}天` : ''}`;
}

async function ofThisYear(household: HouseholdBrief, { read, today }: Context): Promise<Visit[]> {
  const span = { min: at(`${today.slice(0, 4)}-01-01`), max: at(today) + DAY - 1 };
  const all = await recordsOfHousehold(visitKind, 'visits', household, read, span);
  return all.filter((v) => v.status === 'active');
}

/** `入户4、电话1,没见到人1` */
function byMode(visits: readonly Visit[]): string {
  const met = MODES.filter((m) => !ATTEMPTS.has(m)).flatMap((m) => {
    const n = visits.filter((v) => v.mode === m).length;
    return n > 0 ? [`${MODE_LABELS[m]}${n}`] : [];
  });
  const tried = visits.filter((v) => ATTEMPTS.has(v.mode)).length;
  return [met.join('、'), tried > 0 ? `没见到人${tried}` : ''].filter(Boolean).join(',');
}
