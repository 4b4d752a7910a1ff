import { type Day, daysBetween } from '../../core/clock.ts';
import { formatDay } from '../../core/text/days.ts';
import type { Problem } from '../../records/problem.ts';
import { type Publicity, toldOf } from '../../records/publicity.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import type { Context } from '../define.ts';

/** What of it follows from the day on which it was put up. */
export function daysText(p: Publicity, today: Day): string {
  const [start, lastDay, from] = [p.start, p.lastDay, p.reportFrom].map((day) => formatDay(day, today));
  const when = p.reportFrom <= today ? '现在就可以报乡里' : `${from}起可以报乡里`;
  return `${start}贴出,${lastDay}满${daysBetween(p.start, p.lastDay)}天(贴出那天不算)。没有异议的话,${when}。`;
}

/** What is echoed of a new one: it says nothing but what the message said, so that it may stand in a room. */
export function postedText(
  p: Publicity,
  { head }: HouseholdBrief,
  { read, today }: Context,
  was = '',
): string {
  const names = toldOf(p.villageId, read.directory).flatMap((id) => read.directory.person(id)?.name ?? []);
  const later = today < p.reportFrom && names.length > 0 ? `到时候提醒${names.join('、')}。` : '';
  return `${head}家公示:${daysText(p, today).replace('贴出', `贴出${was}`)}${later}贴错了发:撤下公示 ${head}`;
}

/** What is still open of what was said against it, as far as `reader` may know of it (D14). */
export function objectionText(objections: readonly Problem[], reader: string): string {
  const seen = objections.filter((o) => !o.hiddenFrom?.includes(reader));
  if (seen.length > 0) return `有${seen.length}件异议没办结(${seen.map((o) => o.id).join('、')}),先别报。`;
  return objections.length > 0 ? '报之前先问一下乡扶贫办。' : '';
}
