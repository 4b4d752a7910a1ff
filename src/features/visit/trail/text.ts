import { dayOf, timeOf } from '../../../core/clock.ts';
import { clip } from '../../../core/text/clean.ts';
import { formatDay } from '../../../core/text/days.ts';
import { CHECK_LABELS, type Check, MODE_LABELS, type Mode, type Visit } from '../../../records/visit.ts';
import type { Context } from '../../define.ts';
import { stateText } from '../compare/text.ts';
import { headline } from '../text.ts';
import { headOf } from '../void.ts';

type Entry = Visit['history'][number];

/** Most entries that are told; between the first and the last ones the rest is only counted. */
const SHOWN = 8;
const FIELDS: Record<string, string> = {
  householdId: '户',
  date: '日期',
  mode: '方式',
  summary: '情况',
  nextVisit: '下次走访',
  checks: '检查项',
  met: '见到的人',
  problems: '问题',
  measures: '措施',
  photos: '照片',
  location: '位置',
};

/** The life of one visit, oldest first: who logged it, what was changed and how it read before, where it stands. */
export function trailText(visit: Visit, context: Context): string {
  const lines = together(visit.history).map(({ entry, times }) => line(entry, times, context));
  const shown = lines.length > SHOWN ? lines.slice(-SHOWN) : lines;
  const left = lines.length > SHOWN ? [`(前面还有${lines.length - SHOWN}次改动)`] : [];
  const head = `${visit.id} ${headline(headOf(context, visit), visit.date, visit.mode, context.today)}`;
  const seen = visit.status === 'void' || !visit.summary ? [] : [clip(visit.summary, 120)];
  return [head, ...seen, logged(visit, context), ...left, ...shown, now(visit)].join('\n');
}

function logged(visit: Visit, context: Context): string {
  const author = nameOf(visit.by, context);
  const typed = visit.recordedBy ? `${nameOf(visit.recordedBy, context)}替${author}` : author;
  return `${when(visit.at, context)} ${typed}记`;
}

function now({ status, photos = [], location }: Visit): string {
  const with_ = [photos.length > 0 ? `照片${photos.length}张` : '', location ? '有位置' : ''].filter(Boolean);
  return `现在:${[status === 'void' ? '已作废' : '有效', ...with_].join(',')}`;
}

/** Pictures sent one after the other are one entry. */
function together(history: readonly Entry[]): { entry: Entry; times: number }[] {
  const groups: { entry: Entry; times: number }[] = [];
  for (const entry of history) {
    const last = groups.at(-1);
    const same = last && isPhoto(last.entry) && isPhoto(entry) && last.entry.by === entry.by;
    if (same) last.times += 1;
    else groups.push({ entry, times: 1 });
  }
  return groups;
}

const isPhoto = (entry: Entry) =>
  entry.action === 'attach' && entry.was !== undefined && 'photos' in entry.was;

function line(entry: Entry, times: number, context: Context): string {
  return clip(`${when(entry.at, context)} ${nameOf(entry.by, context)}${what(entry, times, context)}`, 60);
}

function what(entry: Entry, times: number, context: Context): string {
  const was = Object.entries(entry.was ?? {});
  switch (entry.action) {
    case 'void':
      return '作废';
    case 'attach':
      return isPhoto(entry) ? `挂照片${times}张` : '挂位置';
    case 'detach':
      return '撤下一张照片';
    case 'register':
      return `改了档案:${was.map(([f, v]) => `${CHECK_LABELS[f as Check]}原来是“${stateText(String(v ?? '没填'))}”`).join(',')}`;
    case 'keepRegister':
      return '核对过,档案没改';
    case 'merge':
      return `补充${before(was, context)}`;
    default:
      return `更正${before(was, context)}`;
  }
}

function before(was: readonly [string, unknown][], context: Context): string {
  const parts = was.map(
    ([field, value]) => `${FIELDS[field] ?? field}原来是“${valueText(field, value, context)}”`,
  );
  return parts.length > 0 ? `:${parts.join(',')}` : '';
}

function valueText(field: string, value: unknown, { read, today }: Context): string {
  if (value === undefined || value === null || value === '') return '空';
  if (field === 'photos' && Array.isArray(value)) return `${value.length}张`;
  const text = Array.isArray(value) ? value.join('、') : typeof value === 'object' ? '…' : String(value);
  if (field === 'mode') return MODE_LABELS[text as Mode] ?? text;
  if (field === 'date' || field === 'nextVisit') return formatDay(text, today);
  if (field === 'householdId') return read.directory.household(text)?.head ?? text;
  return text;
}

function when(at: string, { today }: Context): string {
  const ms = Date.parse(at);
  return `${formatDay(dayOf(ms), today)} ${timeOf(ms)}`;
}

function nameOf(id: string, { read }: Context): string {
  return id === 'import' ? '导入时' : (read.directory.person(id)?.name ?? id);
}
