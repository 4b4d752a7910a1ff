import type { Day } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay, formatDayLong } from '../../core/text/days.ts';
import type { Directory, HouseholdBrief } from '../../records/read.ts';
import { ATTEMPTS, MODE_LABELS, type Mode, type Visit } from '../../records/visit.ts';
import type { Draft } from './draft.ts';

/** How much of a note an echo repeats: the sender sees that it arrived, the room is not flooded. */
const ECHO = 120;

export const TOO_LONG = 2000;

/** `罗启明 9月13日(周三) 入户` */
export function headline(head: string, date: Day, mode: Mode, today: Day): string {
  return `${head} ${formatDayLong(date, today)} ${MODE_LABELS[mode]}`;
}

export function echoOne(visit: Visit, head: string, today: Day): string {
  const lines = [`已记 ${visit.id}:${headline(head, visit.date, visit.mode, today)}`];
  if (visit.summary) lines.push(clip(visit.summary, ECHO));
  if (visit.nextVisit) lines.push(`下次走访 ${formatDayLong(visit.nextVisit, today)}`);
  const attempt = attemptLine(visit);
  if (attempt) lines.push(attempt);
  return [...lines, undoLine([visit.id])].join('\n');
}

export function echoSeveral(
  visits: readonly { visit: Visit; head: string; merged: boolean }[],
  today: Day,
): string {
  const fresh = visits.filter((v) => !v.merged);
  const lines = [fresh.length > 0 ? `已记${fresh.length}条:` : '这几条之前都记过了:'];
  for (const { visit, head, merged } of visits) {
    lines.push(
      `${visit.id} ${headline(head, visit.date, visit.mode, today)}${merged ? '(之前记过,没有重复记)' : ''}`,
    );
  }
  const summaries = new Set(visits.map(({ visit }) => visit.summary));
  const [summary] = summaries;
  // Where each has its own words they were read before the 确认.
  if (summary && summaries.size === 1) lines.push(clip(summary, ECHO));
  return [...lines, undoLine(fresh.map((v) => v.visit.id))].filter((l) => l !== '').join('\n');
}

export function echoMerged(visit: Visit, head: string, added: boolean, today: Day): string {
  const line = `这次已经记过了:${visit.id} ${headline(head, visit.date, visit.mode, today)},没有重复记。`;
  return added ? `${line}\n新说的补进了 ${visit.id}。` : line;
}

/** An attempt is kept and said to be one (D07, D08). */
function attemptLine(visit: Visit): string | undefined {
  if (!ATTEMPTS.has(visit.mode)) return undefined;
  const row = visit.attemptNo && visit.attemptNo > 1 ? `,连续第${visit.attemptNo}次没见到人` : '';
  return `没见到人,留了底,不算走访${row}。`;
}

function undoLine(ids: readonly string[]): string {
  const [id] = ids;
  return id ? `记错了:撤回 ${id},或 更正 ${id} 正确的内容` : '';
}

/** The right form with the sender's own words filled in. */
export function formOf(draft: Partial<Draft> & { head?: string }, today: Day): string {
  const date = draft.date && draft.dateSaid ? `${formatDay(draft.date, today)} ` : '';
  const mode = draft.mode ? MODE_LABELS[draft.mode] : '入户';
  return `走访 ${draft.head ?? '户主姓名'} ${mode} ${date}${clip(draft.note || '看到的情况', 40)}`;
}

export function place(directory: Directory, household: HouseholdBrief): string {
  return `${directory.village(household.villageId)?.name ?? ''}${household.group}`;
}

/** `罗启明(枫树湾村1组·老屋场,您帮的户)` */
export function candidate(directory: Directory, household: HouseholdBrief, personId?: string): string {
  const own = personId && household.helperId === personId ? ',您帮的户' : '';
  return `${household.head}(${place(directory, household)}${own})`;
}

export const MODE_QUESTION = '是怎么走访的?回数字就行:\n1 入户\n2 电话\n3 去了没见到人\n4 电话没人接';
