import { addDays, type Day, daysBetween, mondayOf } from '../../../core/clock.ts';
import { type DayRange, findRange } from '../../../core/text/dayRange.ts';
import { findDay } from '../../../core/text/days.ts';
import { lastOfMonth, yearOf } from '../../../core/text/dayYear.ts';

/** Two days, both included; `said` are the words for them, in the asker's text. */
export interface Period {
  from: Day;
  to: Day;
  said: string;
}

/** The periods that a question names, in its order: weeks, months, years, quarters, single days. One still to come is kept. */
export function periodsIn(text: string, today: Day): Period[] {
  const found: Period[] = [];
  let rest = text;
  for (;;) {
    const next = periodIn(rest, today);
    if (!next) return found;
    found.push(next);
    rest = rest.slice(rest.indexOf(next.said) + next.said.length);
  }
}

/** The first of them; undefined where the question names none. */
export function periodIn(text: string, today: Day): Period | undefined {
  const context = { today, prefer: 'past' } as const;
  const all = [part(text, today), ...ranges(text, context), dayOf(text, today)].flatMap((p) => p ?? []);
  // 这周三 is a day, not a week: of two that begin at one place the longer words say more.
  const at = (p: Period) => text.indexOf(p.said);
  return all.sort((a, b) => at(a) - at(b) || b.said.length - a.said.length)[0];
}

function ranges(text: string, context: { today: Day; prefer: 'past' }): Period[] {
  const found = findRange(text, context);
  if (!found || !isReal(found.range) || !text.includes(found.said)) return [];
  return [{ ...found.range, said: found.said }];
}

const isReal = (range: DayRange): range is Exclude<DayRange, { invalid: unknown }> => !('invalid' in range);

const QUARTERS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 1: 1, 2: 2, 3: 3, 4: 4 };
const UP_TO_NOW = /(?:截至|截止|到)(?:目前|现在)|今年以来|年初以来|一共|总共|累计/;

/** 第三季度, 上季度, 上半年, 到现在为止: stretches of a year, the running one, or the last one that has begun. */
function part(text: string, today: Day): Period | undefined {
  const year = yearOf(today);
  const quarter = Math.ceil(Number(today.slice(5, 7)) / 3);
  const of = (y: number, first: number, last: number, said: string): Period => ({
    from: `${y}-${String(first).padStart(2, '0')}-01`,
    to: lastOfMonth({ year: y, month: last }),
    said,
  });
  const named = /第?([一二三四1-4])季度/.exec(text);
  const n = QUARTERS[named?.[1] ?? ''];
  if (named && n) return of(n > quarter ? year - 1 : year, n * 3 - 2, n * 3, named[0]);
  const near = /(上|这|本)个?季度/.exec(text);
  if (near) {
    const last = near[1] === '上' ? quarter - 1 : quarter;
    return last === 0 ? of(year - 1, 10, 12, near[0]) : of(year, last * 3 - 2, last * 3, near[0]);
  }
  const half = /([上下])半年/.exec(text);
  if (half?.[1] === '上') return of(year, 1, 6, half[0]);
  if (half) return of(quarter > 2 ? year : year - 1, 7, 12, half[0]);
  const whole = UP_TO_NOW.exec(text)?.[0];
  return whole === undefined ? undefined : { from: `${year}-01-01`, to: today, said: whole };
}

function dayOf(text: string, today: Day): Period | undefined {
  const found = findDay(text, { today, prefer: 'past' });
  if (!found || !('day' in found) || found.until) return undefined;
  return { from: found.day, to: found.day, said: text.slice(found.index, found.index + found.length) };
}

/** Monday to Sunday. */
export const isWeek = ({ from, to }: Pick<Period, 'from' | 'to'>) =>
  from === mondayOf(from) && to === addDays(from, 6);

/** The first to the last of one month. */
export const isMonth = ({ from, to }: Pick<Period, 'from' | 'to'>) =>
  from.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7) && addDays(to, 1).endsWith('-01');

export const thisWeek = (today: Day): Period => ({
  from: mondayOf(today),
  to: addDays(mondayOf(today), 6),
  said: '',
});

/** The one before it, as long: the week, the month, or so many days. */
export function before({ from, to }: Period): Period {
  const end = addDays(from, -1);
  if (isMonth({ from, to })) return { from: `${end.slice(0, 7)}-01`, to: end, said: '' };
  return { from: addDays(end, -daysBetween(from, to)), to: end, said: '' };
}
