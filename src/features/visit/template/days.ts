import type { Day } from '../../../core/clock.ts';
import { findDay } from '../../../core/text/days.ts';
import type { Draft } from '../draft.ts';
import type { Flaw } from './flaws.ts';

/** What stands there in place of a day that is not settled yet. */
const LATER = /^(?:待定|再定|另定|未定|再说|再约|视情况|不定|无|没有|暂无|[?/-])/;

/** Takes the day of the visit from its line. */
export function readDate(value: string, draft: Draft, today: Day): Flaw[] {
  if (value === '') return [];
  const found = findDay(value, { today, prefer: 'nearest' });
  if (!found || /\d/.test(value.slice(0, found.index)))
    return [{ kind: 'unreadable', field: 'date', said: value }];
  if (!('day' in found)) return [{ kind: 'noSuchDay', field: 'date', said: found.text }];
  const rest = value.slice(found.index + found.length);
  if (/^\s*(?:[-~—–]|到|至|、)\s*\d/.test(rest)) return [{ kind: 'unreadable', field: 'date', said: value }];
  if (found.day > today) return [{ kind: 'future', field: 'date', said: value, day: found.day }];
  Object.assign(draft, { date: found.day, dateSaid: true });
  return [];
}

/** Takes the day of the next visit from its line; words that are no day are kept as a note. */
export function readNext(value: string, draft: Draft, notes: string[], today: Day): Flaw[] {
  if (value === '' || LATER.test(value)) return [];
  const found = findDay(value, { today, prefer: 'future' });
  if (!found || /\d/.test(value.slice(0, found.index))) {
    notes.push(`下次走访:${value}`);
    return [];
  }
  if (!('day' in found)) return [{ kind: 'noSuchDay', field: 'next', said: found.text }];
  if (found.day < today || found.day <= draft.date) return [{ kind: 'past', field: 'next', said: value }];
  draft.nextVisit = found.day;
  const rest = value.slice(found.index + found.length).replace(/^[\s,;、。()]+|[\s,;、。()]+$/g, '');
  if (/\p{L}/u.test(rest)) notes.push(`下次${value}`);
  return [];
}
