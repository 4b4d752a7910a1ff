import { CATEGORY_LABELS, type Category } from '../../core/category.ts';
import { clip } from '../../core/text/clean.ts';
import { recordsOfHousehold } from '../../records/lived.ts';
import { type Problem, type ProblemState, problemKind } from '../../records/problem.ts';
import type { Context } from '../define.ts';

const SHOWN = 5;
/** What is noted for the office; the rest a household knows of itself. */
const FOR_THE_OFFICE: readonly Category[] = ['relief', 'data', 'dispute', 'helper', 'other'];
const PLAIN: Partial<Record<ProblemState, string>> = {
  reported: '已经记下,还没开始办',
  assigned: '已经派给人办',
  inProgress: '正在办',
  fixed: '说是弄好了,等人来回访',
  verified: '弄好了,也回访过了',
  closed: '办结了',
};

/** What was written down as wrong at the sender's own house, and how far it is, a line each (D38). */
export async function ownProblems({ sender, read }: Context): Promise<string[]> {
  const household = read.directory.household(sender.householdId ?? '');
  if (!household) return [];
  const latest = { reverse: true, limit: 20 };
  const all = await recordsOfHousehold(problemKind, 'problems', household, read, latest);
  return all.filter(isToldOf).slice(0, SHOWN).map(lineOf);
}

const isToldOf = (p: Problem) =>
  p.status !== 'void' &&
  // What it said itself, it knows, whoever else may not.
  (p.origin === 'household' ||
    (!p.hiddenFrom?.length && p.origin !== 'crosscheck' && !FOR_THE_OFFICE.includes(p.category)));

function lineOf(p: Problem): string {
  return `${p.id} ${CATEGORY_LABELS[p.category]}:${clip(p.text, 24)}\n  ${PLAIN[p.status] ?? '正在办'}`;
}
