import { covers } from '../../core/rights.ts';
import { clip } from '../../core/text/clean.ts';
import { colleagueIn } from '../../records/colleague.ts';
import { recordsIn } from '../../records/find.ts';
import type { Person } from '../../records/organisation.ts';
import { type Task, taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, sayPrivately } from '../define.ts';
import { mayCancel } from './find.ts';
import { dueText } from './text.ts';

const SHOWN = 12;

/** 看任务 苗青云: what somebody still has to do, as far as whoever asks has to do with it; only in private. */
export const theirTasks = defineCommand<string>({
  name: '看任务',
  aliases: ['查任务', '谁的任务'],
  summary: '一个人手上还有哪些任务没办(您派的、您管的村的),只告诉您',
  usage: '看任务 姓名',
  needs: 'decideTask',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['看任务 苗青云'],
  exampleBy: 'office',
  read: ({ rest, explicit }, { sender, read }) =>
    explicit || colleagueIn(rest, sender, read.directory)?.about === '' ? rest : null,
  async run(words, context): Promise<Effect> {
    const person = colleagueIn(words, context.sender, context.read.directory)?.person;
    if (!person) return sayPrivately(`没有认准是哪个干部。这样发:看任务 姓名。您自己的发:我的任务`);
    const open = await recordsIn(taskKind, `todo:${person.id}:tasks`, context.read);
    const shown = open
      .filter((t) => isForHim(t, person, context))
      .sort((a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1));
    const own = person.id === context.sender.person?.id;
    const name = own ? '您' : person.name;
    if (shown.length === 0)
      return sayPrivately(
        mayAll(person, context) || own
          ? `${name}手上没有没办完的任务。`
          : `${name}手上没有您派的任务。别人派的要问派任务的人或扶贫办。`,
      );
    const { today } = context;
    const lines = shown.slice(0, SHOWN).map((t) => {
      const day = t.due?.slice(0, 10);
      const late = day !== undefined && day < today ? ',过期了' : '';
      const wait = t.status === 'postponing' ? ',等同意延期' : '';
      return `${t.id} ${clip(t.title, 30)}(${dueText(t.due, today)}${late}${wait})`;
    });
    const more = shown.length > SHOWN ? [`还有${shown.length - SHOWN}件。`] : [];
    const [first] = shown;
    const urge = first && !own && mayAll(person, context) ? [`要问一声就回:催 ${first.id}`] : [];
    return sayPrivately([`${name}还没办完的${shown.length}件:`, ...lines, ...more, ...urge].join('\n'));
  },
});

/** Who leads where somebody works may see and urge what is late there (A17). */
const mayAll = (person: Person, { sender }: Context): boolean =>
  person.villageIds.some((villageId) => covers(sender, 'urge', { villageId }));

/** What somebody reminds himself of is his own. */
function isForHim(task: Task, person: Person, context: Context): boolean {
  if (person.id === context.sender.person?.id) return true;
  return task.createdBy !== person.id && (mayCancel(task, context) || mayAll(person, context));
}
