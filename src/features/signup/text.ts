import { clip } from '../../core/text/clean.ts';
import { formatDayLong } from '../../core/text/days.ts';
import type { Signup } from '../../records/signup.ts';
import type { Context } from '../define.ts';
import type { Checked } from './items.ts';

/** So many names and questions stand in an answer. */
const SHOWN = 12;

/** `月嫂培训 9月25日(周一) 乡文化站` */
export function headline(s: Pick<Signup, 'event' | 'date' | 'time' | 'place'>, today: string): string {
  const when = s.date ? `${formatDayLong(s.date, today)}${s.time ? ` ${s.time}` : ''}` : '还没定日子';
  return [s.event, when, s.place].filter(Boolean).join(' ');
}

/** The names, then what has to be asked, with nothing of the register in it. */
export function checkLines(list: readonly Checked[]): string[] {
  const names = list
    .slice(0, SHOWN)
    .map((c) => c.name)
    .join('、');
  const asked = list.flatMap((c, i) => (c.asked ? [`${i + 1}. ${c.name}:${clip(c.asked, 40)}`] : []));
  return [
    `${names}${list.length > SHOWN ? `等${list.length}人` : ''}`,
    ...(asked.length > 0 ? ['要问清的:', ...asked.slice(0, SHOWN)] : []),
  ];
}

/** What the register says otherwise, for the sender alone. */
export function detailText(id: string, list: readonly Checked[]): string | null {
  const lines = list.flatMap((c) => (c.detail ? [`${c.name}:${c.detail}`] : []));
  return lines.length > 0 ? `${id} 和档案对不上的,请核对:\n${lines.join('\n')}` : null;
}

/** A name as a list shows it. */
export function itemName(item: Signup['items'][number], { read }: Pick<Context, 'read'>): string {
  const head = item.householdId ? read.directory.household(item.householdId)?.head : undefined;
  if (!head) return item.person;
  return item.person === '户主' ? head : `${head} ${item.person}`;
}
