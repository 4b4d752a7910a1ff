import { type Day, timeOf } from '../../core/clock.ts';
import { dayIn } from '../../core/ladder.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay, formatDayLong } from '../../core/text/days.ts';
import type { Directory } from '../../records/read.ts';
import { assigneesOf, type Task } from '../../records/task.ts';
import type { Context } from '../define.ts';

export const TITLE = 60;

export const nameOf = (id: string, directory: Directory) =>
  id === 'bot' || id === 'import' ? '系统' : (directory.person(id)?.name ?? id);

/** `9月30日(周六)前`, `9月15日(周五) 15:00`, or `没定日子`. */
export function dueText(due: string | null, today: Day): string {
  const day = dayIn(due);
  if (!due || !day) return '没定日子';
  return due.length > 10
    ? `${formatDayLong(day, today)} ${timeOf(Date.parse(due))}`
    : `${formatDayLong(day, today)}前`;
}

/** The day as it can be typed back: `9月30日前`. */
export function dueForm(due: string | null, today: Day): string {
  const day = dayIn(due);
  if (!due || !day) return '月底前';
  return due.length > 10
    ? `${formatDay(day, today)}${timeOf(Date.parse(due))}`
    : `${formatDay(day, today)}前`;
}

/** `苗青云`, `冯立群、谭振宇等9人` */
export function peopleText(ids: readonly string[], directory: Directory): string {
  const names = ids.slice(0, 4).map((id) => nameOf(id, directory));
  return ids.length > 4 ? `${names.slice(0, 3).join('、')}等${ids.length}人` : names.join('、');
}

/** `T7 苗青云 9月30日(周六)前 把…` */
export function taskLine(task: Task, { read, today }: Pick<Context, 'read' | 'today'>): string {
  const who = peopleText(assigneesOf(task), read.directory);
  return `${task.id} ${who} ${dueText(task.due, today)} ${clip(task.title, TITLE)}`;
}
