import { iso } from '../../core/clock.ts';
import { type Change, change } from '../../records/change.ts';
import { stand } from '../../records/duty.ts';
import { rulesIn } from '../../records/nudges.ts';
import { type Problem, type ProblemEntry, problemKind } from '../../records/problem.ts';
import { type Context, type Effect, type Reply, say } from '../define.ts';
import { findProblem, mayMove, type Ref } from './find.ts';
import { nameOf } from './text.ts';

/**
 * A problem moved on: what changes of it, the entry in its trail, and its ladder in the same commit (ended where nobody has
 * to do anything any more).
 */
export function moveOn(
  problem: Problem,
  to: Partial<Problem>,
  entry: Omit<ProblemEntry, 'at' | 'by'>,
  context: Context,
): { after: Problem; change: Change } {
  const by = context.sender.person?.id ?? context.sender.householdId ?? '';
  const moved: Problem = {
    ...problem,
    ...to,
    history: [...problem.history, { at: iso(context.now), by, ...entry }],
  };
  const rules = rulesIn(problem.villageId, context.read.directory);
  const after = { ...moved, ...stand({ kind: 'problem', record: moved }, rules, context.now) };
  return {
    after,
    change: change({
      kind: problemKind,
      before: problem,
      after,
      action: `problem.${entry.action}`,
      actor: by,
    }),
  };
}

/** The problem that a command names and its sender may move, or what to say instead. */
export async function taken(ref: Ref, verb: string, context: Context): Promise<Problem | Effect> {
  if (!ref.id) return say(`${verb}哪一个?写上编号:${verb} I3 说明。编号发“我的问题”能看到。`);
  const problem = await findProblem(ref.id, context);
  if (!problem) return say(`没有 ${ref.id} 这个问题。发“我的问题”或“问题清单”看看编号。`);
  if (problem.status === 'void') return say(`${ref.id} 已经作废了,没有动。`);
  if (problem.status === 'closed') return say(`${ref.id} 已经销号了,没有动。又出了问题请重新登记。`);
  if (!mayMove(problem, context)) {
    const owner = nameOf(problem.owner, context.read.directory);
    return say(`${ref.id} 由${owner}负责,要本人或村里的网格长、村支书来动,没有动。`);
  }
  return problem;
}

export const isEffect = (x: Problem | Effect): x is Effect => !('id' in x);

/** Those who were told above its owner, and who reported it, hear that it moved on. */
export function tellOthers(problem: Problem, text: string, { sender }: Context): Reply[] {
  const me = sender.person?.id;
  const hidden = problem.hiddenFrom ?? [];
  const people = [...problem.told, problem.by, problem.owner].filter(
    (id) => /^U\d/.test(id) && id !== me && !hidden.includes(id),
  );
  return [...new Set(people)].map((id) => ({ text, to: { id, kind: 'nudge' as const } }));
}
