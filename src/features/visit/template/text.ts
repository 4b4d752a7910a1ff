import { addDays, type Day } from '../../../core/clock.ts';
import { clip } from '../../../core/text/clean.ts';
import { formatDay, formatDayLong } from '../../../core/text/days.ts';
import type { Visit } from '../../../records/visit.ts';
import type { Context } from '../../define.ts';
import { echoOne, TOO_LONG } from '../text.ts';
import type { Flaw } from './flaws.ts';
import { type Field, LABELS } from './labels.ts';
import type { SheetReading } from './read.ts';

const TITLE = '【走访日志】';
/** The lines of our own template. */
const OWN: readonly Field[] = [
  'date',
  'household',
  'mode',
  'met',
  'basics',
  'guarantees',
  'water',
  'problems',
  'measures',
  'next',
  'note',
];
/** A form given back is no longer than this; past it only the line to put right is shown. */
const FORM = 380;

export const HOW = '把户主和方式填上就行,其余可空';

export const BLANK = [TITLE, ...OWN.map((field) => `${LABELS[field][0]}:`)].join('\n');

/** The template filled in, with a household of the sender's own. */
export function example(context: Context): string {
  const filled: Partial<Record<Field, string>> = {
    date: formatDay(context.today, context.today),
    household: ownHeads(context)[0] ?? '户主姓名',
    mode: '入户',
    met: '户主',
    basics: '好',
    guarantees: '好',
    water: '好',
    problems: '无',
    next: formatDay(addDays(context.today, 7), context.today),
  };
  return sheetText(filled, OWN);
}

function sheetText(values: Partial<Record<Field, string>>, order: readonly Field[]): string {
  const lines = order.flatMap((f) => (values[f] === undefined ? [] : [`${LABELS[f][0]}:${values[f]}`]));
  return [TITLE, ...lines].join('\n');
}

/** What is wrong with a sheet, and the right form with the sender's own words. */
export function complaint({ sheet, flaws, draft }: SheetReading, context: Context): string | null {
  const [flaw] = flaws;
  if (!flaw) return null;
  const lead = `${reason(flaw, context.today)},没有存。`;
  if (flaw.kind === 'tooLong') return `${lead}请挑要紧的写,${TOO_LONG}字以内,可以分几条发。`;
  const values = { ...sheet.fields };
  for (const { field } of flaws) values[field] = right(field, context);
  if (!draft.mode && !values.mode) values.mode = '入户';
  const order = [...OWN, ...(Object.keys(LABELS) as Field[]).filter((f) => !OWN.includes(f))];
  const kept = Object.fromEntries(
    order.flatMap((f) => {
      const words = values[f]?.replaceAll('\n', ';');
      return words || f === 'household' ? [[f, words ?? '']] : [];
    }),
  );
  const form = sheetText(kept, order);
  const line = `${LABELS[flaw.field][0]}:${values[flaw.field] ?? ''}`;
  const own = flaw.field === 'household' ? ownHeads(context) : [];
  return [
    `${lead}${advice(flaw)}`,
    form.length <= FORM ? form : `${line}\n(其余照原样)`,
    ...(own.length > 0 ? [`您帮的户:${own.slice(0, 12).join('、')}`] : []),
  ].join('\n');
}

/** What is wrong, in a few words. */
export function reason(flaw: Flaw, today: Day): string {
  const said = clip(flaw.said.replaceAll('\n', '、'), 16);
  const label = LABELS[flaw.field][0];
  switch (flaw.kind) {
    case 'missing':
      return '没写户主';
    case 'nobody':
      return flaw.field === 'by' ? `没有找到叫“${said}”的干部` : `没有找到叫“${said}”的户`;
    case 'gone':
      return `${said}已经不在帮扶岗位`;
    case 'noSuchDay':
      return `没有“${said}”这一天`;
    case 'unreadable':
      return `日期“${said}”没看懂`;
    case 'past':
      return `下次走访“${said}”已经过了`;
    case 'future':
      return `${formatDayLong(flaw.day, today)}还没到,走访只记今天和以前的`;
    case 'twice':
      return `一张表只记一次走访,“${label}”写了不一样的两个`;
    case 'tooLong':
      return '这张表太长了';
  }
}

function advice({ kind, field }: Flaw): string {
  if (kind === 'twice') return '请分开发:';
  if (field === 'by') return '自己走的不用写走访人:';
  return '改好再发:';
}

/** What is right for a line, as far as it is known: today, next week, the sender's one household. */
function right(field: Field, context: Context): string | undefined {
  const { today } = context;
  const own = ownHeads(context);
  if (field === 'date') return formatDay(today, today);
  if (field === 'next') return formatDay(addDays(today, 7), today);
  if (field === 'household') return own.length === 1 ? own[0] : '';
  return undefined;
}

function ownHeads({ sender, read }: Context): string[] {
  return sender.person ? read.directory.householdsOf(sender.person.id).map((h) => h.head) : [];
}

/** How a visit was kept, with what of it counts as a problem and what is to be done, in the sender's own words. */
export function echoDetails(visit: Visit, head: string, today: Day): string {
  const problems = visit.problems?.join(';') ?? '';
  const measures = visit.measures?.join(';') ?? '';
  const details = [problems && `记为问题:${clip(problems, 160)}`, measures && `要办:${clip(measures, 80)}`];
  const lines = details.filter(Boolean).map((line) => `\n${line}`);
  const note = visit.summary.endsWith(problems)
    ? visit.summary.slice(0, -problems.length || undefined)
    : visit.summary;
  const echo = echoOne({ ...visit, summary: note.replace(/;$/, '') }, head, today);
  return echo.replace(/$|\n/, (end) => `${lines.join('')}${end}`);
}
