import { dueOf } from '../../core/category.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { isOpen, type Problem } from '../../records/problem.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { type Ref, readProblemRef } from './find.ts';
import { endFollowUps } from './followUp.ts';
import { isEffect, moveOn, taken } from './move.ts';
import { answerProgress, askProgress, readUnwell } from './progress.ts';
import { nameOf, whereText } from './text.ts';

/** 重办: somebody has looked again and it is not right: back to its owner, with a day of its own (E01, E08). */
export const redoProblem = defineCommand<Ref | { spoken: string }>({
  name: '重办',
  aliases: ['没整改好', '重新整改', '返工'],
  summary: '回访发现没弄好,退给责任人重新办',
  usage: '重办 I3 哪里没弄好',
  needs: 'moveProblem',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['重办 I3 电线没换,还是跳闸'],
  exampleBy: 'office',
  read: (heard) => (/^I\s*-?\s*\d/i.test(heard.rest) || heard.explicit ? readProblemRef(heard) : null),
  speech: (text) => (readUnwell(text) ? { spoken: text } : null),
  speaksFirst: true,
  async run(ref, context) {
    if ('spoken' in ref) return askProgress(ref.spoken, 'unwell', context);
    const problem = await taken(ref, '重办', context);
    if (isEffect(problem)) return problem;
    if (isOpen(problem)) return say(`${problem.id} 还在办,没有整改过,不用退回。`);
    if (ref.words === '') return say(`哪里没弄好?写一句再发:\n重办 ${problem.id} 还是漏`);
    return redo(problem, ref.words, context);
  },
  answer: (state, text, context) => answerProgress(state, text, context, redo),
});

async function redo(problem: Problem, words: string, context: Context): Promise<Effect> {
  const { read, sender, today } = context;
  const due = dueOf(problem.category, words, today);
  const { after, change } = moveOn(
    problem,
    { status: 'inProgress', fixedOn: undefined, due },
    { action: 'redo', text: words, status: 'inProgress' },
    context,
  );
  const where = whereText(problem, read.directory);
  const until = `重新限期${formatDayLong(due, today)}`;
  const own = after.owner === sender.person?.id;
  const owner = own ? '您' : nameOf(after.owner, read.directory);
  const hidden = (after.hiddenFrom ?? []).includes(after.owner);
  const told =
    own || hidden
      ? []
      : [
          {
            text: `${problem.id} ${where}:回访没弄好,请您重新办:${clip(words, 80)}\n${until}。办好了回:整改 ${problem.id} 怎么办的`,
            to: { id: after.owner, kind: 'nudge' as const },
          },
        ];
  return {
    changes: [change, ...(await endFollowUps(problem, context))],
    replies: [
      ...(say(`${problem.id} ${where}退回重办:${clip(words, 60)}\n${until},责任人${owner}`).replies ?? []),
      ...told,
    ],
    dialog: null,
  };
}
