import { clip } from '../../core/text/clean.ts';
import { isOpen, type Problem } from '../../records/problem.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { type Ref, readProblemRef } from './find.ts';
import { isEffect, moveOn, taken } from './move.ts';
import { whereText } from './text.ts';

/** 办理: where a problem stands, in the words of who sees to it (E01). */
export const handleProblem = defineCommand<Ref>({
  name: '办理',
  aliases: ['办理中', '进展'],
  summary: '说一句问题办到哪一步了',
  usage: '办理 I3 办到哪一步了',
  needs: 'moveProblem',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['办理 I4 已联系广告公司做新栏'],
  exampleBy: 'office',
  read: (heard) => (/^I\s*-?\s*\d/i.test(heard.rest) ? readProblemRef(heard) : null),
  async run(ref, context) {
    const problem = await taken(ref, '办理', context);
    if (isEffect(problem)) return problem;
    if (!isOpen(problem)) return say(`${problem.id} 已经整改了,不用再记办理。`);
    if (ref.words === '') return say(`办到哪一步了?写一句再发:\n办理 ${problem.id} 已联系电工`);
    return markMoving(problem, ref.words, context);
  },
});

/** Writes where a problem stands. */
export function markMoving(problem: Problem, words: string, context: Context): Effect {
  const { change } = moveOn(
    problem,
    { status: 'inProgress' },
    { action: 'progress', text: words, status: 'inProgress' },
    context,
  );
  const where = whereText(problem, context.read.directory);
  return {
    ...say(`${problem.id} ${where}办理中:${clip(words, 60)}`),
    changes: [change],
    dialog: null,
  };
}
