import type { Day } from '../../../core/clock.ts';
import type { Reading } from '../../../core/form.ts';
import { clip } from '../../../core/text/clean.ts';
import { formatDayLong, parseDay } from '../../../core/text/days.ts';
import { findNames, lookUp } from '../../../core/text/names.ts';
import { askerFor } from '../../../records/find.ts';
import type { HouseholdBrief } from '../../../records/read.ts';
import type { Mode } from '../../../records/visit.ts';
import type { Context } from '../../define.ts';
import { likely } from '../line.ts';
import { modeAt } from '../modes.ts';
import { mayLog, whoMayLog } from '../rights.ts';
import { candidate, TOO_LONG } from '../text.ts';

/** How the household was reached, and what was said along with it. */
export interface How {
  mode: Mode;
  note?: string;
}

/** A household by its name; a name that is not exact offers the likeliest ones, nothing is guessed. */
export function readHousehold(text: string, context: Context): Reading<string> {
  const { directory } = context.read;
  const asker = askerFor(context.sender, directory);
  const names = directory.householdNames();
  const [known, ...others] = findNames(names, text, asker);
  if (known && others.length === 0 && known.others.length === 0 && text.length <= known.length + 4) {
    return allowed(directory.household(known.entry.id), context);
  }
  const word = text.replace(/^(是|去的?|不是,?)/, '').replace(/(家里|家|那户|他家|她家|的)+$/, '');
  const matches = word.length <= 6 ? lookUp(names, word, asker) : [];
  const error = `没有找到叫“${clip(word, 8)}”的户。`;
  if (matches.length === 0) return { ok: false, error, stray: true };
  const found = likely(matches, asker).flatMap((id) => directory.household(id) ?? []);
  const mine = found.filter((h) => mayLog(context.sender, h));
  if (mine.length === 0) return { ok: false, error };
  const yes = mine.length === 1 ? ['是', '对', '没错', '确认', '嗯'] : [];
  const choices = mine.map((h) => ({
    value: h.id,
    label: candidate(directory, h, context.sender.person?.id),
    words: [h.head, ...yes],
  }));
  return { ok: false, error: `没有叫“${word}”的户。是不是下面的?回数字,都不是就打姓名。`, choices };
}

function allowed(household: HouseholdBrief | undefined, context: Context): Reading<string> {
  if (!household) return { ok: false, error: '没有找到这一户。', stray: true };
  if (mayLog(context.sender, household)) return { ok: true, value: household.id };
  const who = whoMayLog(context.read.directory, household);
  return { ok: false, error: `${household.head}家不是您帮的户,可以请${who}来记。` };
}

/** The way, and what is said behind it: `入户,老伴头晕好些了`. */
export function readHow(text: string): Reading<How> {
  const words = text.replace(/^(是|算|就是|属于|应该是|今天|刚才|我|去的?)+/, '');
  const hit = modeAt(words) ?? modeAt(text);
  if (!hit) return { ok: false, error: '没看懂是怎么走访的,回1到4的数字就行。', stray: true };
  const from = modeAt(words) ? words : text;
  const rest = from.slice(hit.length).replace(/^[的了呢吧啊走访过\s,;。:、!]+/, '');
  return { ok: true, value: rest === '' ? { mode: hit.mode } : { mode: hit.mode, note: rest } };
}

/** Whatever was seen; a number alone is none of it. */
export function readNote(text: string): Reading<string> {
  if (/^[\d\s.、,]+$/.test(text))
    return { ok: false, error: '要记什么直接打字,没有就回“跳过”。', stray: true };
  if (text.length > TOO_LONG)
    return { ok: false, error: `这段有${text.length}个字,太长了,请挑要紧的写,${TOO_LONG}字以内。` };
  return { ok: true, value: text };
}

/** The day of the next visit, which lies ahead. */
export function readNext(text: string, today: Day): Reading<Day> {
  const words = text
    .replace(/^(下次|下回|下一次|就|定在|约了?|等)+[,:\s]*/, '')
    .replace(/(再?去|再?来|吧|左右)+$/, '');
  const read = parseDay(/^\d{1,2}$/.test(words) ? `${words}日` : words, { today, prefer: 'future' });
  if (!read) return { ok: false, error: '没看懂是哪天。说“9月20日”“下周三”都行。', stray: true };
  if (!('day' in read)) return { ok: false, error: `没有“${clip(words, 10)}”这一天。` };
  if (read.day <= today) return { ok: false, error: `${formatDayLong(read.day, today)}不是以后的日子。` };
  return { ok: true, value: read.day };
}
