import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { holdersIn } from '../../records/find.ts';
import { isOpen, LEVEL_LABELS, type Level, type Problem } from '../../records/problem.ts';
import type { Directory } from '../../records/read.ts';
import { type Context, defineCommand, type Effect, type Reply, say } from '../define.ts';
import { type Ref, readProblemRef } from './find.ts';
import { isEffect, moveOn, taken } from './move.ts';
import { headline, nameOf, whereText } from './text.ts';

const NEXT: Record<Level, Level | null> = { village: 'township', township: 'county', county: null };

/** 上报: one level up; it stays its owner's and visible below (E02). */
export const escalateProblem = defineCommand<Ref>({
  name: '上报',
  aliases: ['问题上报'],
  summary: '村里解决不了的问题报到上一级,原责任人还看得到',
  usage: '上报 I3 为什么解决不了',
  needs: 'moveProblem',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['上报 I4 公示栏要重新做,村里没有钱'],
  exampleBy: 'office',
  read: (heard) => readProblemRef(heard),
  async run(ref, context): Promise<Effect> {
    const problem = await taken(ref, '上报', context);
    if (isEffect(problem)) return problem;
    const level = NEXT[problem.level];
    if (!level) return say(`${problem.id} 已经报到县里了,没有再报。`);
    if (!isOpen(problem)) return say(`${problem.id} 已经整改了,不用上报。`);
    const moved = moveOn(
      problem,
      { level },
      { action: 'escalate', text: ref.words || undefined, was: problem.level },
      context,
    );
    const owner = nameOf(problem.owner, context.read.directory);
    const text = `${problem.id} ${whereText(problem, context.read.directory)}已上报到${LEVEL_LABELS[level]},责任人还是${owner},${LEVEL_LABELS[problem.level]}里也看得到。`;
    return {
      changes: [moved.change],
      replies: [...(say(text).replies ?? []), ...tellLevel(problem, level, ref.words, context)],
    };
  },
});

/** Those of the next level hear of it: the township office and the grid leader, or the leaders of the county. */
function tellLevel(problem: Problem, level: Level, why: string, { read, sender, today }: Context): Reply[] {
  const { directory } = read;
  const from = nameOf(sender.person?.id ?? '', directory);
  const text = `${from}上报了 ${problem.id}:${headline(problem, directory)}(限期${formatDay(problem.due, today)})${why ? `\n原因:${clip(why, 80)}` : ''}\n请帮忙研究。`;
  const hidden = problem.hiddenFrom ?? [];
  return receivers(problem, level, directory)
    .filter((id) => id !== sender.person?.id && !hidden.includes(id))
    .map((id) => ({ text, to: { id, kind: 'nudge' as const } }));
}

function receivers(problem: Problem, level: Level, directory: Directory): string[] {
  const role = level === 'township' ? 'office' : 'countyLeader';
  const above = holdersIn(role, directory).map((p) => p.id);
  const leader = directory.village(problem.villageId)?.gridLeaderId;
  return [...new Set([...above, ...(level === 'township' && leader ? [leader] : [])])];
}
