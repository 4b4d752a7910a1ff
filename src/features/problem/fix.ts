import { clip } from '../../core/text/clean.ts';
import { change } from '../../records/change.ts';
import { isOpen, type Problem } from '../../records/problem.ts';
import { taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { type Ref, readProblemRef } from './find.ts';
import { followUp } from './followUp.ts';
import { markMoving } from './handle.ts';
import { isEffect, moveOn, taken, tellOthers } from './move.ts';
import { answerProgress, askFixedBesides, askProgress, readProgress, type Told } from './progress.ts';
import { nameOf, whereText } from './text.ts';

type Input = { ref: Ref } | { spoken: string; told: Told };

/** 整改: a problem was put right; somebody is asked to look again, only then it is closed (E01, E08). */
export const fixProblem = defineCommand<Input>({
  name: '整改',
  aliases: ['已整改', '整改完成'],
  summary: '问题办好了,写一句怎么办的;之后要有人回访',
  usage: '整改 I3 怎么办的',
  needs: 'moveProblem',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['整改 I4 换了防水公示栏'],
  exampleBy: 'office',
  read(heard, _context) {
    const ref = readProblemRef(heard);
    return ref && { ref };
  },
  speech(text) {
    const told = readProgress(text);
    return told && { spoken: text, told };
  },
  meant: {
    as: ['mended', 'progress'],
    read: (text, _context, as) => ({ spoken: text, told: as === 'mended' ? 'fixed' : 'inProgress' }),
  },
  besides: askFixedBesides,
  async run(input, context) {
    if ('spoken' in input) return askProgress(input.spoken, input.told, context);
    const problem = await taken(input.ref, '整改', context);
    if (isEffect(problem)) return problem;
    if (!isOpen(problem))
      return say(`${problem.id} 之前已经记为整改了。回访过了请发:销号 ${problem.id} 已回访`);
    if (input.ref.words === '') return say(`怎么办好的?写一句再发:\n整改 ${problem.id} 换了新电线`);
    return markFixed(problem, input.ref.words, context);
  },
  answer: (state, text, context) => answerProgress(state, text, context, mark),
});

const mark = async (problem: Problem, words: string, context: Context, told: Told) =>
  told === 'fixed' ? markFixed(problem, words, context) : markMoving(problem, words, context);

/** Writes that a problem is put right, with the task to look again, and ends its reminders. */
export async function markFixed(problem: Problem, words: string, context: Context): Promise<Effect> {
  const { directory } = context.read;
  const moved = moveOn(
    problem,
    { status: 'fixed', fixedOn: context.today },
    { action: 'fix', text: words, status: 'fixed' },
    context,
  );
  const task = await followUp(problem, context);
  const who = task.assignee === context.sender.person?.id ? '您' : nameOf(task.assignee ?? '', directory);
  const text = `${problem.id} ${whereText(problem, directory)}记为已整改:${clip(words, 60)}\n还要回访才能销号:已请${who}${task.title}(${task.id})。回访后发:销号 ${problem.id} 已回访`;
  const told = `${problem.id} ${whereText(problem, directory)}的问题已整改,等回访,不用再催了。`;
  const ask = `${problem.id} 已整改,请您${task.title}。看过了回:销号 ${problem.id} 已回访`;
  const toHelper =
    task.assignee && task.assignee !== context.sender.person?.id
      ? [{ text: ask, to: { id: task.assignee, kind: 'nudge' as const } }]
      : [];
  const others = tellOthers(moved.after, told, context).filter(
    (r) => typeof r.to !== 'object' || r.to.id !== task.assignee,
  );
  return {
    changes: [
      moved.change,
      change({ kind: taskKind, after: task, action: 'task.ask', actor: context.sender.person?.id ?? 'bot' }),
    ],
    replies: [...(say(text).replies ?? []), ...toHelper, ...others],
    dialog: null,
  };
}
