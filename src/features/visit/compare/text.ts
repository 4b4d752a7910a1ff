import type { Day } from '../../../core/clock.ts';
import { formatDay } from '../../../core/text/days.ts';
import { CHECK_LABELS, type CheckState } from '../../../records/visit.ts';
import type { Difference, Question } from './rules.ts';

const STATES: Record<CheckState | 'na', string> = {
  ok: '好',
  problem: '有问题',
  unknown: '不清楚',
  na: '不涉及',
};

export function stateText(state: string | undefined): string {
  if (state === undefined) return '没填';
  return STATES[state as CheckState] ?? state;
}

/** Asks about the first of these questions; how many there are is said where there is more than one. */
export function askAbout(questions: readonly Question[], today: Day): string {
  const [first] = questions;
  if (!first) return '';
  const { household, visit, differences } = first;
  const count = questions.length > 1 ? `有${questions.length}户和档案不一样,一户一户问您。\n` : '';
  const when = visit.date === today ? '今天' : formatDay(visit.date, today);
  const [one, ...others] = differences;
  if (one && others.length === 0)
    return `${count}${household.head}:${line(one, when)}。要改档案吗?回“改”或“不改”。`;
  const lines = differences.map((d) => line(d, when));
  return (
    `${count}${household.head}:\n${lines.join('\n')}\n` +
    `要改档案吗?回“改”或“不改”。只改一样的,回“改 ${one ? CHECK_LABELS[one.check] : ''}”。`
  );
}

function line({ check, register, visit }: Difference, when: string): string {
  return `档案里${CHECK_LABELS[check]}是“${stateText(register)}”,您${when}记的是“${stateText(visit)}”`;
}

/** `住房“有问题”、饮水“好”` */
export function changedText(differences: readonly Difference[]): string {
  return differences.map((d) => `${CHECK_LABELS[d.check]}“${stateText(d.visit)}”`).join('、');
}
