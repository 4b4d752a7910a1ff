import { clip } from '../../core/text/clean.ts';
import { lookUp } from '../../core/text/names.ts';
import { colleagueAsker } from '../../records/find.ts';
import { isOpen, type Problem } from '../../records/problem.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { type Ref, readProblemRef } from './find.ts';
import { isEffect, moveOn, taken } from './move.ts';
import { tellOwner } from './save.ts';
import { nameOf, whereText } from './text.ts';

/** From so many times on it is shown that a problem is handed around (E17). */
const SHOWN_FROM = 2;

/** How often a problem was given to somebody else. */
export const timesMoved = (p: Pick<Problem, 'history'>) =>
  p.history.filter((h) => h.action === 'reassign').length;

/** 改派: somebody else sees to it; the chain is kept and counted (E09, E17). */
export const reassignProblem = defineCommand<Ref>({
  name: '改派',
  aliases: ['转派', '转办', '换责任人'],
  summary: '把问题交给另一个人负责,转过几次看得到',
  usage: '改派 I3 姓名 原因',
  needs: 'moveProblem',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['改派 I4 柳燕'],
  exampleBy: 'office',
  read: (heard) => readProblemRef(heard),
  async run(ref, context) {
    const problem = await taken(ref, '改派', context);
    if (isEffect(problem)) return problem;
    if (!isOpen(problem)) return say(`${problem.id} 已经整改了,不用改派。`);
    const [name = '', ...rest] = ref.words.replace(/^(给|到)/, '').split(/[\s,;:、]+/);
    return give(problem, name, rest.join(' '), context);
  },
});

function give(problem: Problem, name: string, why: string, context: Context): Effect {
  const { directory } = context.read;
  const form = `改派 ${problem.id} 姓名`;
  if (name === '') return say(`改派给谁?没有动。这样发:${form}`);
  const matches = lookUp(directory.personNames(), name, colleagueAsker(context.sender, directory));
  const exact = matches.filter((m) => m.how === 'exact');
  const person = exact.length === 1 && exact[0] ? directory.person(exact[0].entry.id) : undefined;
  if (!person) {
    const near = matches
      .slice(0, 3)
      .map((m) => m.entry.name)
      .join('、');
    return say(`没有找到叫“${clip(name, 8)}”的干部,没有动。${near ? `是不是${near}?` : ''}这样发:${form}`);
  }
  if (person.roles.length === 0) return say(`${person.name}已经不在岗位上,没有动。请换一个人:${form}`);
  if (problem.hiddenFrom?.includes(person.id))
    return say(`${problem.id} 不能交给${person.name},没有动。请换一个人:${form}`);
  if (person.id === problem.owner) return say(`${problem.id} 本来就由${person.name}负责,没有动。`);
  const { after, change } = moveOn(
    problem,
    { owner: person.id, status: problem.status === 'reported' ? 'assigned' : problem.status },
    { action: 'reassign', text: why || undefined, was: problem.owner },
    context,
  );
  const times = timesMoved(after);
  const note = times >= SHOWN_FROM ? `(已转过${times}次)` : '';
  const text = `${problem.id} ${whereText(problem, directory)}改由${person.name}负责,原来是${nameOf(problem.owner, directory)}。${note}`;
  return {
    changes: [change],
    replies: [...(say(text).replies ?? []), ...tellOwner(after, context)],
  };
}
