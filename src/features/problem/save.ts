import { CATEGORY_LABELS } from '../../core/category.ts';
import { iso } from '../../core/clock.ts';
import { change } from '../../records/change.ts';
import { holdersIn } from '../../records/find.ts';
import { needsOfProblem } from '../../records/needsOf.ts';
import { rulesIn } from '../../records/nudges.ts';
import { newProblem, ORIGIN_LABELS, type Problem, problemKind } from '../../records/problem.ts';
import { sameProblem } from '../../records/problemsIn.ts';
import { type Context, type Effect, type Reply, say } from '../define.ts';
import type { Draft } from './draft.ts';
import { dutyText, headline, nameOf, whereText } from './text.ts';

/** The standing problem that a draft says again; the sender is asked whether it is the same. */
export function twinOf(draft: Draft, { read, today }: Context): Promise<Problem | undefined> {
  return sameProblem(draft, today, read);
}

/** Writes a new problem, says so, and tells its owner. */
export async function saveProblem(draft: Draft, context: Context): Promise<Effect> {
  const { read, sender } = context;
  const { directory } = read;
  const by = sender.person?.id ?? '';
  const { saidAt, origin, ...fields } = draft;
  const problem = newProblem({
    ...fields,
    id: await context.number('I'),
    by,
    now: saidAt,
    origin: origin ?? (sender.person?.roles.includes('inspector') ? 'inspection' : 'visit'),
    assigned: draft.assigned && draft.owner !== by,
    rules: rulesIn(draft.villageId, directory),
  });
  const touched = problem.affectedHouseholds ? `,涉及${problem.affectedHouseholds}户` : '';
  const needs = await needsOfProblem(problem, { ...context, now: saidAt, actor: by });
  const box = problem.boxNo ? `${problem.boxNo}号` : '';
  const from = origin && origin !== 'household' ? `,来自${ORIGIN_LABELS[origin]}${box}` : '';
  const lines = [
    `已登记 ${problem.id}:${headline(problem, directory)}${touched}${from}${problem.major ? ',重大' : ''}`,
    dutyText(problem, context.today, directory),
    ...needs.lines,
    `办好了发:整改 ${problem.id} 怎么办的;登错了发:撤回 ${problem.id}`,
  ];
  const effect = say(lines.join('\n'));
  return {
    changes: [
      change({ kind: problemKind, after: problem, action: 'problem.report', actor: by }),
      ...needs.changes,
    ],
    replies: [...(effect.replies ?? []), ...tellOwner(problem, context), ...tellLeaders(problem, context)],
    dialog: null,
  };
}

/** What an inspection found goes to the village's grid leader (E12), what is of weight to the township's leaders (E24). */
export function tellLeaders(problem: Problem, { read, sender, today }: Context): Reply[] {
  const { directory } = read;
  const leader = directory.village(problem.villageId)?.gridLeaderId;
  const top = problem.major ? holdersIn('townshipLeader', directory).map((p) => p.id) : [];
  const above = [...(problem.origin === 'inspection' || problem.major ? [leader] : []), ...top];
  const not = new Set([sender.person?.id, problem.owner, ...(problem.hiddenFrom ?? [])]);
  const what = problem.major ? '重大问题' : '督查发现的问题';
  const text = `${what} ${problem.id}:${headline(problem, directory)}\n${dutyText(problem, today, directory)}`;
  return [...new Set(above)]
    .filter((id): id is string => !!id && !not.has(id))
    .map((id) => ({ text, to: { id, kind: 'nudge' as const } }));
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
    ...say(text),
    changes: [change({ kind: problemKind, before: twin, after, action: 'problem.merge', actor: by })],
    dialog: null,
  };
}
