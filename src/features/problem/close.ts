import { at, DAY } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { recordsOfHousehold } from '../../records/lived.ts';
import { isOpen, type Problem } from '../../records/problem.ts';
import { visitKind } from '../../records/visit.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { type Ref, readProblemRef } from './find.ts';
import { endFollowUps } from './followUp.ts';
import { isEffect, moveOn, taken, tellOthers } from './move.ts';
import { answerProgress, askProgress, readAgain, tellsClosed } from './progress.ts';
import { nameOf, whereText } from './text.ts';

/** 销号: closes a problem that was put right, only after somebody has looked again (E01, E08). */
export const closeProblem = defineCommand<Ref>({
  name: '销号',
  aliases: ['问题销号'],
  summary: '回访过了,把整改好的问题销掉',
  usage: '销号 I3 已回访 看到的情况',
  needs: 'moveProblem',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['销号 I3 已回访', '#销号 I-003 已回访'],
  exampleBy: 'office',
  read: (heard) => readProblemRef(heard),
  async run(ref, context) {
    const problem = await taken(ref, '销号', context);
    if (isEffect(problem)) return problem;
    if (isOpen(problem))
      return say(
        `${problem.id} 还没整改,不能销号。办好了先发:整改 ${problem.id} 怎么办的;再有人回访过就能销`,
      );
    return tryClose(problem, ref.words, context);
  },
});

/** Closes it, or says what stands in the way. */
async function tryClose(problem: Problem, words: string, context: Context): Promise<Effect> {
  const seen = problem.status === 'verified' || (await visitedSince(problem, context));
  const said = /回访|看(了|过)|核实|验收/.test(words) && !/没(有)?回访|未回访|还没/.test(words);
  if (!seen && !said)
    return say(`${problem.id} 整改后还没有回访记录,不能销号。看过了发:销号 ${problem.id} 已回访 看到的情况`);
  if (!seen && fixedBy(problem) === context.sender.person?.id) return notYourself(problem, context);
  return close(problem, words || '已回访', context);
}

/** 回访: somebody has looked; whether it is closed is said by 销号. */
export const verifyProblem = defineCommand<Ref | { spoken: string }>({
  name: '回访',
  aliases: ['已回访'],
  summary: '记下整改后去看过的情况',
  usage: '回访 I3 看到的情况',
  needs: 'moveProblem',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['回访 I3 电线换好了,户里满意'],
  exampleBy: 'office',
  read: (heard) =>
    /^I\s*-?\d/i.test(heard.rest) || (heard.explicit && heard.rest === '') ? readProblemRef(heard) : null,
  speech: (text) => (readAgain(text) ? { spoken: text } : null),
  speaksFirst: true,
  async run(ref, context) {
    if ('spoken' in ref) return askProgress(ref.spoken, 'verified', context);
    const problem = await taken(ref, '回访', context);
    if (isEffect(problem)) return problem;
    if (isOpen(problem)) return say(`${problem.id} 还没整改。办好了先发:整改 ${problem.id} 怎么办的`);
    return verified(problem, ref.words, context);
  },
  answer: (state, text, context) =>
    answerProgress(state, text, context, (problem, words) =>
      tellsClosed(words) ? tryClose(problem, words, context) : verified(problem, words, context),
    ),
});

async function verified(problem: Problem, words: string, context: Context): Promise<Effect> {
  const { change: moved } = moveOn(
    problem,
    { status: 'verified' },
    { action: 'verify', text: words || undefined, status: 'verified' },
    context,
  );
  const seen = words ? `:${clip(words, 60)}` : '';
  const head = context.read.directory.household(problem.householdId ?? '')?.head;
  const went =
    head && /[去到][^,。;]{0,8}(家|屋)|入户|上门/.test(words) ? `\n也算一次走访的话发:走访 ${head} 入户` : '';
  return {
    ...say(`${problem.id} 记为已回访${seen}。没问题了发:销号 ${problem.id}${went}`),
    changes: [moved, ...(await endFollowUps(problem, context))],
    dialog: null,
  };
}

/** Who said that it was put right; unknown of what came in with its history. */
function fixedBy(problem: Problem): string | undefined {
  return problem.history.findLast((h) => h.action === 'fix')?.by;
}

function notYourself(problem: Problem, context: Context): Effect {
  const { directory } = context.read;
  const helper = problem.householdId ? directory.household(problem.householdId)?.helperId : undefined;
  const who = helper && helper !== context.sender.person?.id ? nameOf(helper, directory) : '另一位干部';
  return say(
    `${problem.id} 是您整改的,要别人回访后才能销号,没有动。请${who}看过后发:销号 ${problem.id} 已回访`,
  );
}

/** A visit that met the household after the day on which it was put right. */
async function visitedSince(problem: Problem, { read }: Context): Promise<boolean> {
  const { householdId, fixedOn } = problem;
  const household = read.directory.household(householdId ?? '');
  if (!household || !fixedOn) return false;
  const since = { min: at(fixedOn) + DAY };
  const visits = await recordsOfHousehold(visitKind, 'visits', household, read, since);
  return visits.some((v) => v.status === 'active' && v.counted);
}

async function close(problem: Problem, words: string, context: Context): Promise<Effect> {
  const { after, change: moved } = moveOn(
    problem,
    { status: 'closed' },
    { action: 'close', text: words, status: 'closed' },
    context,
  );
  const where = whereText(problem, context.read.directory);
  const text = `${problem.id} ${where}已销号:${clip(words, 60)}`;
  return {
    changes: [moved, ...(await endFollowUps(problem, context))],
    replies: [
      ...(say(text).replies ?? []),
      ...tellOthers(after, `${problem.id} ${where}的问题已回访,销号了。`, context),
    ],
    dialog: null,
  };
}
