import type { Day } from '../../core/clock.ts';
import { type DueRead, dueIn } from '../../core/text/dueDay.ts';
import { type NeedTold, needNamed, needsIn } from '../../core/text/needs.ts';
import { type Whose, whoseIn } from '../../records/whose.ts';
import type { Context } from '../define.ts';

/** What `彭志高 砖2000匹 国庆前` came to. */
export interface NeedLine {
  whose: Whose;
  told: NeedTold | null;
  neededBy?: Day;
  badDay?: Exclude<DueRead, { kind: 'none' | 'day' }>;
  /** The words without the household. */
  rest: string;
}

/** Reads the words behind 需要 or 缺; the day may stand anywhere. */
export function readNeed(words: string, context: Context): NeedLine {
  const whose = whoseIn(words, context.sender, context.read.directory);
  const due = dueIn(whose.rest, context.today);
  const line = { whose, rest: whose.rest };
  if (due.kind !== 'none' && due.kind !== 'day') return { ...line, told: null, badDay: due };
  const [counted] = needsIn(due.rest);
  const told = counted ?? needNamed(due.rest.replace(/^(?:还)?(?:需要|缺|差|要|需)(?:了|个)?\s*/, ''));
  return { ...line, told, neededBy: due.kind === 'day' ? due.day : undefined };
}

const ELSE = /[?]|吗$|谁家|听说|据说|如果|去年|以前|够了|不缺|不差|来了|到了|解决了/;

/** Free speech that tells what a known household lacks, and how many: to be confirmed. */
export function readSpoken(text: string, context: Context): NeedLine | null {
  if (text.length > 120 || ELSE.test(text) || needsIn(text).length !== 1) return null;
  const line = readNeed(text, context);
  return line.whose.kind === 'known' && line.told?.quantity !== undefined ? line : null;
}
