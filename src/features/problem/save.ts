import { CATEGORY_LABELS } from '../../core/category.ts';
import { iso } from '../../core/clock.ts';
import { change } from '../../records/change.ts';
import { rulesIn } from '../../records/nudges.ts';
import { newProblem, type Problem, problemKind } from '../../records/problem.ts';
import { sameProblem } from '../../records/problemsIn.ts';
import type { Context, Effect, Reply } from '../define.ts';
import type { Draft } from './draft.ts';
import { dutyText, headline, nameOf, say, whereText } from './text.ts';

/** The standing problem that a draft says again; the sender is asked whether it is the same. */
export function twinOf(draft: Draft, { read, today }: Context): Promise<Problem | undefined> {
  return sameProblem(draft, today, read);
}

/** Writes a new problem, says so, and tells its owner. */
export async function saveProblem(draft: Draft, context: Context): Promise<Effect> {
  const { read, sender } = context;
  const { directory } = read;
  const by = sender.person?.id ?? '';
  const { saidAt, ...fields } = draft;
  const problem = newProblem({
    ...fields,
    id: await context.number('I'),
    by,
    now: saidAt,
    origin: sender.person?.roles.includes('inspector') ? 'inspection' : 'visit',
    assigned: draft.assigned && draft.owner !== by,
    rules: rulesIn(draft.villageId, directory),
  });
  const touched = problem.affectedHouseholds ? `,涉及${problem.affectedHouseholds}户` : '';
  const lines = [
    `已登记 ${problem.id}:${headline(problem, directory)}${touched}`,
    dutyText(problem, context.today, directory),
    `办好了发:整改 ${problem.id} 怎么办的;登错了发:撤回 ${problem.id}`,
  ];
  const effect = say(lines.join('\n'), context);
  return {
    changes: [change({ kind: problemKind, after: problem, action: 'problem.report', actor: by })],
    replies: [...(effect.replies ?? []), ...tellOwner(problem, context)],
    dialog: null,
  };
}

/** The owner hears of what is now his, unless he said it himself. */
export function tellOwner(problem: Problem, { read, sender, today }: Context): Reply[] {
  const { directory } = read;
  if (problem.owner === sender.person?.id || problem.hiddenFrom?.includes(problem.owner)) return [];
  const from = nameOf(sender.person?.id ?? '', directory);
  const text = `${from}登记了一个问题,请您负责 ${problem.id}:${headline(problem, directory)}\n${dutyText(problem, today, directory)}\n办好了回:整改 ${problem.id} 怎么办的;办不了回:上报 ${problem.id} 原因`;
  return [{ text, to: { id: problem.owner, kind: 'nudge' } }];
}

/** Adds what was said to the problem that stands already. */
export function mergeInto(twin: Problem, draft: Draft, context: Context): Effect {
  const by = context.sender.person?.id ?? '';
  const more = twin.text.includes(draft.text) ? twin.text : `${twin.text};${draft.text}`;
  const touched = Math.max(twin.affectedHouseholds ?? 0, draft.affectedHouseholds ?? 0);
  const after: Problem = {
    ...twin,
    text: more,
    affectedHouseholds: touched || undefined,
    history: [...twin.history, { at: iso(context.now), by, action: 'merge', text: draft.text }],
  };
  const text = `并进了 ${twin.id} ${whereText(twin, context.read.directory)} ${CATEGORY_LABELS[twin.category]},没有另登。`;
  return {
    ...say(text, context),
    changes: [change({ kind: problemKind, before: twin, after, action: 'problem.merge', actor: by })],
    dialog: null,
  };
}
