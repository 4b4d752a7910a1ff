import type { Day } from '../../core/clock.ts';
import { findDay } from '../../core/text/days.ts';

/** `老婆 浙江 9月3日`: who of a house is meant, the day where one was said, and what else stands there. */
export function whoAndWhen(words: string, today: Day): { member: string; date?: Day; behind: string[] } {
  const day = findDay(words, { today, prefer: 'past' });
  const left = day ? words.slice(0, day.index) + words.slice(day.index + day.length) : words;
  const [member = '', ...behind] = left.split(/[\s,。!了]+/).filter((w) => w !== '');
  const date = day && 'day' in day && typeof day.day === 'string' ? day.day : undefined;
  return { member, date, behind };
}
