import { HOUR } from '../../core/clock.ts';
import { readRef } from '../../records/find.ts';
import { isUntouched } from '../../records/lived.ts';
import { needsGoneWith } from '../../records/needsOf.ts';
import { type Problem, problemKind } from '../../records/problem.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { isBare, lastOfKind } from '../lastMade.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { isEffect, moveOn, taken } from './move.ts';
import { whereText } from './text.ts';

/** 撤回 I5: a problem that was registered by mistake; it stays on record as void (C44). */
export const withdrawProblem = defineCommand<{ id: string; bare?: true }>({
  name: '撤回问题',
  aliases: ['撤回', '作废', '撤销'],
  summary: '登错了,把一个问题作废(底子留着)',
  usage: '撤回 I5',
  needs: 'moveProblem',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['撤回 I4'],
  exampleBy: 'office',
  read({ rest }, context) {
    const ref = readRef(rest, 'I');
    if (ref) return { id: ref.id };
    const ids = isBare(rest) ? lastOfKind(problemKind.name, context) : [];
    return ids.length > 0 ? { id: ids.length === 1 ? (ids[0] ?? '') : '', bare: true } : null;
  },
  async run({ id, bare }, context): Promise<Effect> {
    if (id === '') {
      const ids = lastOfKind(problemKind.name, context).map((x) => `撤回 ${x}`);
      return isSpokenTo(context) ? say(`您刚登记了${ids.length}个,请写上编号:${ids.join('、')}`) : {};
    }
    const problem = await taken({ id, words: '' }, '撤回', context);
    if (isEffect(problem)) return problem;
    if (bare && !isSpokenTo(context) && context.now - Date.parse(problem.at) > HOUR) return {};
    const where = whereText(problem, context.read.directory);
    return {
      ...say(`已作废 ${id} ${where}。原来的内容留着底。`),
      changes: await gone([problem], context),
    };
  },
});

/** With a problem go the needs that its words told. */
async function gone(problems: readonly Problem[], context: Context) {
  const actor = context.sender.person?.id ?? '';
  const needs = await Promise.all(problems.map((p) => needsGoneWith(p, { ...context, actor })));
  return [...problems.map((p) => voided(p, context)), ...needs.flat()];
}

function voided(problem: Problem, context: Context) {
  return moveOn(problem, { status: 'void' }, { action: 'withdraw', status: 'void' }, context).change;
}

/** The message that registered problems was recalled: what nobody has touched since goes with it. */
export async function recalledProblems(
  made: readonly { kind: string; id: string; villageId?: string }[],
  context: Context,
): Promise<Effect | null> {
  const mine: Problem[] = [];
  for (const { id, villageId } of made.filter((m) => m.kind === problemKind.name)) {
    const problem = await context.read.get(problemKind, id, villageId);
    const fresh = problem && context.now - Date.parse(problem.at) < HOUR && isUntouched(problem.history);
    if (problem && fresh && problem.status !== 'void') mine.push(problem);
  }
  if (mine.length === 0) return null;
  const ids = mine.map((p) => p.id).join('、');
  return {
    ...say(`您撤回了那条消息,${ids} 也跟着作废了。`),
    changes: await gone(mine, context),
  };
}
