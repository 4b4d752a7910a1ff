import type { Day } from '../../../core/clock.ts';
import type { ChainItem, Span } from '../../../core/text/chain.ts';
import { formatDay } from '../../../core/text/days.ts';
import { normalize } from '../../../core/text/normalize.ts';
import type { Context } from '../../define.ts';
import type { Draft } from '../draft.ts';
import { type LineReading, readLine } from '../line.ts';

/** One line of a list: what was read of it, and why it cannot be saved as it stands. */
export interface Line {
  no: number;
  draft: Draft;
  /** Under a title: its own words, which stay when that is edited, and whether its day is the title's. */
  titled?: { typed: string; dayOfTitle: boolean };
  flaw?: string;
}

/** Longer than this no line of a list is. */
const LONGEST = 500;
/** `冯立群走访罗启明`, `走访罗启明`: the word between the names. */
const WENT = /^([\p{Script=Han}]{2,4}?)?[\s:,、]*(?:走访|看望|探访)了?[\s:]*(?=[\p{Script=Han}])/u;

/**
 * Reads one item of a 接龙: helper, household, day and mode in any order, then the note. A line without a day has that of
 * the title; `text` is the title and the line, as typed.
 */
export function readItem(item: ChainItem, title: string, span: Span | null, context: Context): Line {
  const reading = readNamed(normalize(item.typed).replaceAll('\n', ' '), context);
  const { draft } = reading;
  draft.text = [title, item.typed].filter(Boolean).join('\n');
  const dayOfTitle = !draft.dateSaid && span !== null && span.from === span.to;
  const line: Line = { no: item.no, draft, titled: { typed: item.typed, dayOfTitle } };
  const flaw = item.typed.length > LONGEST ? '写得太长' : flawOf(reading, context);
  if (flaw) return { ...line, flaw };
  const day = draft.dateSaid ? draft.date : dayFor(span, context.today);
  if (!day) return { ...line, flaw: '没写是哪天' };
  return { ...line, draft: { ...draft, date: day } };
}

/** The words as a line; names are looked up as the helper whom they name would mean them. */
function readNamed(text: string, context: Context): LineReading {
  const words = text.replace(WENT, (_, name?: string) => (name ? `${name} ` : ''));
  const reading = readLine(words, context);
  const helper = reading.draft.by ? context.read.directory.person(reading.draft.by) : undefined;
  if (!helper) return reading;
  return readLine(words, { ...context, sender: { ...context.sender, person: helper } });
}

/** The day of a line that names none; undefined where the title's days are over. */
function dayFor(span: Span | null, today: Day): Day | undefined {
  if (!span) return today;
  if (span.from === span.to) return span.from <= today ? span.from : undefined;
  return span.from <= today && today <= span.to ? today : undefined;
}

function flawOf(reading: LineReading, context: Context): string | undefined {
  switch (reading.kind) {
    case 'noSuchDay':
      return `没有“${reading.said}”这一天`;
    case 'future':
      return `${formatDay(reading.day, context.today)}还没到`;
    case 'nobody':
      return `没有叫“${reading.word}”的户`;
    case 'empty':
      return '没写户主';
    case 'draft':
      return undefined;
  }
}
