import { basename } from 'node:path';
import { iso } from '../../core/clock.ts';
import type { Entry } from './entry.ts';
import { withQuote } from './quoting.ts';

/**
 * What people said and took back as a script for `replay -- --sample`, one JSON object a line, the clock moved along.
 * `shift`: ms to add to every time, so that it fits the sample's own days.
 */
export function scriptOf(entries: readonly Entry[], shift: number): string {
  const steps = entries
    .filter((entry) => entry.id !== undefined)
    .flatMap((entry) => [
      { at: entry.at, line: saidLine(entry) },
      ...(entry.recalledAt === undefined ? [] : [{ at: entry.recalledAt, line: { recall: entry.id } }]),
    ])
    .sort((a, b) => a.at - b.at);
  const lines: object[] = [];
  let clock: string | undefined;
  for (const { at, line } of steps) {
    const now = iso(at + shift);
    if (now !== clock) lines.push({ at: now });
    clock = now;
    lines.push(line);
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function saidLine({ id, from, chat, text, quote, mention, image, file, location }: Entry): object {
  const who = { from, ...(chat !== from && { room: chat }) };
  if (image !== undefined) return { ...who, image: `${id}.png`, id };
  if (file !== undefined) return { ...who, file: basename(file.name), id };
  if (location !== undefined) return { ...who, location, id };
  return { ...who, text: withQuote(text ?? '', quote), ...(mention && { mention }), id };
}
