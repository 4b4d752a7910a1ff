import { clip } from '../../../core/text/clean.ts';
import { formatDay } from '../../../core/text/days.ts';
import { ATTEMPTS, MODE_LABELS } from '../../../records/visit.ts';
import type { Context } from '../../define.ts';
import type { Draft } from '../draft.ts';
import type { Saved } from '../saveAll.ts';
import type { Verdict } from './judge.ts';
import type { Line } from './line.ts';

type Judged = readonly { line: Line; verdict: Verdict }[];

/** An answer is no longer than this. */
const LONGEST = 600;
/** So many new ones are told line by line; more only by number and name. */
const IN_FULL = 12;

/** `新增3条,重复1条`, the new ones with their numbers, the bad ones with their reasons, and how to undo. */
export function listEcho(saved: readonly Saved[], judged: Judged, context: Context): string {
  const fresh = saved.filter((s) => !s.merged);
  const repeated = saved.length - fresh.length + count(judged, 'repeated');
  const bad = judged.filter((j) => j.verdict.kind === 'bad').length;
  const withdrawn = count(judged, 'withdrawn');
  const sums = [
    `新增${fresh.length}条`,
    ...(repeated > 0
      ? [`重复${repeated}条${saved.some((s) => s.merged && s.added) ? '(新说的补进去了)' : ''}`]
      : []),
    ...(withdrawn > 0 ? [`撤回过的${withdrawn}条没再记`] : []),
    ...(bad > 0 ? [`没记${bad}条`] : []),
  ];
  const lines = [sums.join(','), ...freshLines(fresh, context)];
  const end = [...advice(judged, context), ...hint(judged), ...undo(fresh)];
  const room = LONGEST - [...lines, ...end].join('\n').length - 1;
  return [...lines, ...badLines(judged, room), ...end].join('\n');
}

function count(judged: Judged, kind: Verdict['kind']): number {
  return judged.filter((j) => j.verdict.kind === kind).length;
}

function freshLines(fresh: readonly Saved[], { today }: Context): string[] {
  if (fresh.length > IN_FULL) {
    const names = fresh.map(({ visit, head }) => `${visit.id}${clip(head, 4)}`);
    return [clip(names.join('、'), 330)];
  }
  return fresh.map(({ visit, head }) => {
    const tried = ATTEMPTS.has(visit.mode) ? '(没见到人,不算走访)' : '';
    return `${visit.id} ${clip(head, 6)} ${formatDay(visit.date, today)} ${MODE_LABELS[visit.mode]}${tried}`;
  });
}

/** The bad lines by their numbers, those with one reason together, as many as there is room for. */
function badLines(judged: Judged, room: number): string[] {
  const reasons = new Map<string, number[]>();
  for (const { line, verdict } of judged) {
    if (verdict.kind === 'bad') reasons.set(verdict.why, [...(reasons.get(verdict.why) ?? []), line.no]);
  }
  const all = [...reasons].map(
    ([why, numbers]) => `第${clip(numbers.join('、'), 60)}条没记:${clip(why, 40)}`,
  );
  const shown: string[] = [];
  let left = room - 20;
  for (const line of all) {
    left -= line.length + 1;
    if (left < 0) return [...shown, `还有${all.length - shown.length}处没写对。`];
    shown.push(line);
  }
  return shown;
}

/** The right form with the first bad line's own words. */
function advice(judged: Judged, context: Context): string[] {
  const first = judged.find(({ verdict }) => verdict.kind === 'bad' && verdict.form);
  if (!first) return [];
  return [
    `第${first.line.no}条这样写:${formOf(first.line.draft, context)}`,
    '改好接着发就行,记过的不会重复。',
  ];
}

function formOf(draft: Draft, { read, today }: Context): string {
  const [target] = draft.targets;
  const id = target && ('household' in target ? target.household : target.options[0]);
  const head = id ? read.directory.household(id)?.head : undefined;
  const helper = draft.by ? read.directory.person(draft.by)?.name : undefined;
  const day = formatDay(draft.dateSaid && draft.date <= today ? draft.date : today, today);
  const mode = draft.mode ? MODE_LABELS[draft.mode] : '入户';
  return [helper, head ?? '户主姓名', day, mode, clip(draft.note, 20)].filter(Boolean).join(' ');
}

/** A line without a day that was posted on an earlier one: a new visit needs its day. */
function hint(judged: Judged): string[] {
  const stale = judged.some(({ verdict }) => verdict.kind === 'repeated' && verdict.stale);
  return stale ? ['没写日期的算之前那次;又走了一次的,写上日期再发。'] : [];
}

function undo(fresh: readonly Saved[]): string[] {
  const [first] = fresh;
  if (!first) return [];
  return [fresh.length > 1 ? `记错哪条撤哪条,比如:撤回 ${first.visit.id}` : `记错了:撤回 ${first.visit.id}`];
}
