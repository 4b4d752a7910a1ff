import type { Day } from '../clock.ts';
import { type DayInText, findDay } from './days.ts';

/** The day by which something is to be done, as a text says it. `rest` is the text without it, where it stood apart. */
export type DueRead =
  | { kind: 'none'; rest: string }
  | { kind: 'day'; day: Day; time?: string; rest: string; said: string }
  | { kind: 'past'; day: Day; rest: string; said: string }
  | { kind: 'noSuchDay' | 'unknownYear'; rest: string; said: string };

const EDGE = /^[\s,;、。:!()]*$/;
const TRIM = /^[\s,;、。:]+|[\s,;、:]+$/g;

/**
 * The due day in a normalised text: one with 前 or 内 behind it wherever it stands, or a day that stands apart (`周五`, at
 * the beginning, the end or between gaps). Other days are part of what is told (`昨天停的水`). A day that is over is `past`.
 */
export function dueIn(text: string, today: Day): DueRead {
  for (const found of daysIn(text, today)) {
    const said = text.slice(found.index, found.index + found.length);
    const apart = standsApart(text, found);
    const until = 'until' in found && found.until;
    if (!until && !apart) continue;
    const rest = apart ? cut(text, found) : text;
    if ('invalid' in found) return { kind: 'noSuchDay', rest, said };
    if ('unknownYear' in found) return { kind: 'unknownYear', rest, said };
    if (found.day < today) {
      if (until) return { kind: 'past', day: found.day, rest, said };
      continue;
    }
    return { kind: 'day', day: found.day, ...(found.time ? { time: found.time } : {}), rest, said };
  }
  return { kind: 'none', rest: text };
}

/** The day phrase that a text begins with, whatever follows it: `月底前把…`, `周五下午3点带表格`. */
export function dueAtStart(text: string, today: Day): DueRead {
  const found = findDay(text, { today, prefer: 'future' });
  if (found?.index !== 0) return { kind: 'none', rest: text };
  const said = text.slice(0, found.length);
  const rest = text.slice(found.length).replace(TRIM, '');
  if ('invalid' in found) return { kind: 'noSuchDay', rest, said };
  if ('unknownYear' in found) return { kind: 'unknownYear', rest, said };
  if (found.day < today) return { kind: 'past', day: found.day, rest, said };
  return { kind: 'day', day: found.day, ...(found.time ? { time: found.time } : {}), rest, said };
}

function* daysIn(text: string, today: Day): Generator<DayInText> {
  for (let from = 0; from < text.length; ) {
    const found = findDay(text.slice(from), { today, prefer: 'future' });
    if (!found) return;
    yield { ...found, index: found.index + from };
    from += found.index + Math.max(found.length, 1);
  }
}

function standsApart(text: string, { index, length }: DayInText): boolean {
  const before = text.charAt(index - 1);
  const after = text.charAt(index + length);
  return EDGE.test(before) && EDGE.test(after);
}

function cut(text: string, { index, length }: DayInText): string {
  const parts = [text.slice(0, index), text.slice(index + length)].map((p) => p.replace(TRIM, ''));
  return parts.filter((p) => p !== '').join(' ');
}
