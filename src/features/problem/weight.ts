import { clip } from '../../core/text/clean.ts';
import { lookUp } from '../../core/text/names.ts';
import { colleagueAsker } from '../../records/find.ts';
import { looked } from '../../records/look.ts';
import { isOpen } from '../../records/problem.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { type Ref, readProblemRef } from './find.ts';
import { isEffect, moveOn, taken } from './move.ts';
import { tellLeaders } from './save.ts';
import { dutyText, headline, nameOf, whereText } from './text.ts';

const onlyNumbered = (heard: { rest: string; explicit: boolean; near: boolean }): Ref | null =>
  /^I\s*-?\s*\d/i.test(heard.rest) ? readProblemRef(heard) : null;

/** 协办: others help; one leads still (E09, E18). */
export const joinProblem = defineCommand<Ref>({
  name: '协办',
  aliases: ['加协办', '请协办'],
  summary: '请别的部门、别的人一起办,牵头的还是原来的责任人',
  usage: '协办 I3 姓名、姓名',
  needs: 'moveProblem',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['协办 I4 柳燕'],
  exampleBy: 'office',
  read: onlyNumbered,
  async run(ref, context): Promise<Effect> {
    const problem = await taken(ref, '协办', context);
    if (isEffect(problem)) return problem;
    if (!isOpen(problem)) return say(`${problem.id} 已经整改了,不用协办。`);
    const { directory } = context.read;
    const said = ref.words.split(/[\s,、和;]+/).filter((w) => w !== '');
    if (said.length === 0) return say(`请谁协办?没有动。这样发:协办 ${problem.id} 姓名`);
    const people = said.map((word) => ({ word, id: cadre(word, context) }));
    const wrong = people.find((p) => !p.id || problem.hiddenFrom?.includes(p.id));
    if (wrong) return say(`没有找到叫“${clip(wrong.word, 8)}”的干部,没有动。这样发:协办 ${problem.id} 姓名`);
    const fresh = people
      .flatMap((p) => p.id ?? [])
      .filter((id) => id !== problem.owner && !problem.coOwners?.includes(id));
    if (fresh.length === 0) return say(`${problem.id} 他们本来就在办,没有动。`);
    const { change } = moveOn(
      problem,
      { coOwners: [...(problem.coOwners ?? []), ...fresh] },
      { action: 'join', text: fresh.map((id) => nameOf(id, directory)).join('、') },
      context,
    );
    const owner = nameOf(problem.owner, directory);
    const text = `请您协办 ${problem.id}:${headline(problem, directory)}\n${dutyText(problem, context.today, directory)}。有进展发:办理 ${problem.id} 办到哪一步了`;
    return {
      changes: [change],
      replies: [
        ...(say(
          `${problem.id} ${whereText(problem, directory)}:${owner}牵头,${fresh.map((id) => nameOf(id, directory)).join('、')}协办。`,
        ).replies ?? []),
        ...fresh.map((id) => ({ text, to: { id, kind: 'nudge' as const } })),
      ],
    };
  },
});

function cadre(word: string, { read, sender }: Context): string | undefined {
  const [best] = lookUp(read.directory.personNames(), word, colleagueAsker(sender, read.directory));
  const person = best?.how === 'exact' ? read.directory.person(best.entry.id) : undefined;
  return person && person.roles.length > 0 ? person.id : undefined;
}

/** 重大: of weight, so the township's leaders hear of it the same day (E24). */
export const majorProblem = defineCommand<Ref>({
  name: '重大',
  aliases: ['标重大', '重大问题'],
  summary: '把一个问题标为重大,乡领导当天知道',
  usage: '重大 I3',
  needs: 'moveProblem',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['重大 I4'],
  exampleBy: 'office',
  read: onlyNumbered,
  async run(ref, context): Promise<Effect> {
    const problem = await taken(ref, '重大', context);
    if (isEffect(problem)) return problem;
    if (problem.major) return say(`${problem.id} 已经标过重大了。`);
    const { after, change } = moveOn(
      problem,
      { major: true },
      { action: 'major', text: ref.words || undefined },
      context,
    );
    return {
      changes: [change],
      replies: [
        ...(say(`${problem.id} 标为重大,已告诉乡领导。`).replies ?? []),
        ...tellLeaders(after, context),
      ],
    };
  },
});

/** 整改通知: the words of the notice, to be passed on or printed (E11). */
export const noticeOf = defineCommand<Ref>({
  name: '整改通知',
  aliases: ['整改通知书'],
  summary: '把一个问题写成整改通知,可以转发、打印',
  usage: '整改通知 I3',
  needs: 'moveProblem',
  where: ['private'],
  examples: ['整改通知 I4'],
  exampleBy: 'office',
  read: onlyNumbered,
  async run(ref, context): Promise<Effect> {
    const problem = await taken(ref, '整改通知', context);
    if (isEffect(problem)) return problem;
    const { directory } = context.read;
    const shown = problem.householdId && { id: problem.householdId, villageId: problem.villageId };
    const effect = say(
      [
        '整改通知',
        `${nameOf(problem.owner, directory)}:`,
        `经核,${headline(problem, directory)}。`,
        `请于${dutyText(problem, context.today, directory).replace(/^限期/, '').split(',')[0]}前整改到位,整改后由他人回访,回访属实再销号。`,
        `编号 ${problem.id}`,
      ].join('\n'),
    );
    return shown ? { ...effect, changes: [looked(shown, 'problem', context)] } : effect;
  },
});
