import { CATEGORY_LABELS } from '../../core/category.ts';
import { type Day, daysBetween } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay, formatDayLong } from '../../core/text/days.ts';
import { isOpen, LEVEL_LABELS, type Problem, STATE_LABELS } from '../../records/problem.ts';
import type { Directory } from '../../records/read.ts';
import type { Context } from '../define.ts';

/** How much of what was said an echo repeats. */
const ECHO = 80;
const LINE = 24;

/** The household's head, or the village where it is about no household. */
export function whereText(p: Pick<Problem, 'householdId' | 'villageId'>, directory: Directory): string {
  const head = p.householdId ? directory.household(p.householdId)?.head : undefined;
  return head ?? directory.village(p.villageId)?.name ?? '';
}

export const nameOf = (id: string, directory: Directory) => directory.person(id)?.name ?? id;

/** `石长顺 住房:屋顶漏雨` */
export function headline(
  p: Pick<Problem, 'householdId' | 'villageId' | 'category' | 'text'>,
  directory: Directory,
) {
  const about = p.category === 'other' ? '' : ` ${CATEGORY_LABELS[p.category]}`;
  return `${whereText(p, directory)}${about}:${clip(p.text, ECHO)}`;
}

/** `限期9月30日(周六),责任人何大庆` */
export function dutyText(p: Pick<Problem, 'due' | 'owner'>, today: Day, directory: Directory): string {
  return `限期${formatDayLong(p.due, today)},责任人${nameOf(p.owner, directory)}`;
}

/** One line of a list. In a room no words about a household, they may tell of illness or money. */
export function listLine(p: Problem, { place, today, read }: Context): string {
  const { directory } = read;
  const open = place === 'private' || p.householdId === undefined;
  const what = open ? `${CATEGORY_LABELS[p.category]} ${clip(p.text, LINE)}` : CATEGORY_LABELS[p.category];
  const late = isOpen(p) && p.due < today ? `,过了${daysBetween(p.due, today)}天` : '';
  const level = p.level === 'village' ? '' : `,${LEVEL_LABELS[p.level]}级`;
  const state = isOpen(p) ? `${formatDay(p.due, today)}前${late}` : STATE_LABELS[p.status];
  const touched = p.affectedHouseholds ? `,${p.affectedHouseholds}户` : '';
  const times = p.history.filter((h) => h.action === 'reassign').length;
  const moved = times >= 2 ? `,转过${times}次` : '';
  const major = p.major ? '【重大】' : '';
  return `${p.id} ${major}${whereText(p, directory)} ${what}(${state}${level}${touched}${moved})${nameOf(p.owner, directory)}`;
}
