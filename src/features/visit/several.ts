import { display } from '../../core/text/normalize.ts';
import type { Context } from '../define.ts';
import { type Line, readItem } from './chain/line.ts';

const WORD = /^[#＃\s]*(?:走访|走訪|走坊|zf)(?:了(?=\s))?[\s:：,，、]*/i;

/**
 * Several visits in one message, a line each: every line with its 走访, or one 走访 above them all. Null where the message
 * is one visit; a line without the word goes on with the one above it.
 */
export function severalLines(context: Context): Line[] | null {
  const rows = display(context.message.text)
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '');
  const words = rows.map((row) => WORD.exec(row)?.[0].length);
  if (rows.length < 2 || words[0] === undefined) return null;
  const marked = words.filter((n) => n !== undefined).length;
  const under = marked === 1 && rows[0]?.length === words[0];
  if (marked < 2 && !under) return null;
  const typed: string[] = [];
  for (const [i, row] of rows.entries()) {
    const length = words[i];
    if (length !== undefined || under) typed.push(row.slice(length ?? 0));
    else typed.push(`${typed.pop() ?? ''} ${row}`);
  }
  const items = typed.filter((t) => t !== '').map((t, i) => ({ no: i + 1, typed: t }));
  const lines = items.map((item) => readItem(item, '', null, context));
  const whole = lines.filter(({ draft }) => draft.mode && draft.targets.some((t) => 'household' in t));
  return marked >= 2 || whole.length * 2 > lines.length ? lines : null;
}
