import { scopeOf } from '../../../core/rights.ts';
import { isAsking } from '../../../core/text/asking.ts';
import { homely } from '../../../core/text/homely.ts';
import { findNames } from '../../../core/text/names.ts';
import { normalize } from '../../../core/text/normalize.ts';
import { colleagueAsker } from '../../../records/find.ts';
import type { Person } from '../../../records/organisation.ts';
import { type Context, defineCommand, type Effect } from '../../define.ts';
import { namesPlacesAlone, type Reach, reachOf } from '../../reach.ts';
import { progressText } from '../progress.ts';
import { compareText, helpersText, problemsText, type Villages, villagesText, wholeText } from './figures.ts';
import { periodIn, thisWeek } from './period.ts';
import { requestsText } from './requests.ts';
import {
  awayText,
  flowText,
  mineText,
  registerText,
  tasksText,
  triesText,
  unhelpedText,
} from './standing.ts';
import { ASKS_OF_ONE, type Topic, topicIn } from './topics.ts';

type Asked = ({ topic: Topic } | { person: string }) & { text: string };

/** What is about single people, or about a person's own list, is for him alone. */
const PRIVATE: readonly Topic[] = ['mine', 'away', 'unhelped', 'tries', 'helpers', 'tasks', 'requests'];

/** What is answered in the leaders' room without being spoken to, and only where a number is asked for. */
const AMONG_LEADERS: readonly Topic[] = ['compare', 'villages', 'problems'];
const COUNTED = /多少|几[个户次件]|各村|每个村/;

const ANSWERS: Record<
  Topic,
  (text: string, villages: Villages, context: Context) => string | Promise<string>
> = {
  mine: (_, villages, context) => mineText(villages, context),
  away: (_, villages, context) => awayText(villages, context),
  unhelped: (_, villages, context) => unhelpedText(villages, context),
  tries: triesText,
  compare: compareText,
  villages: villagesText,
  helpers: helpersText,
  requests: requestsText,
  problems: problemsText,
  tasks: tasksText,
  flow: flowText,
  register: (_, villages, context) => registerText(villages, context),
  whole: (_, villages, context) => wholeText(villages, context),
};

/**
 * 总体情况, and whatever else those who lead ask in their own words: how much, which, who, compared with what, in which
 * days. One reader finds what it is about, the days and the villages; no phrase has a rule of its own.
 */
export const asked = defineCommand<Asked>({
  name: '总体情况',
  aliases: ['整体情况', '总的情况', '各村情况', '各村走访率', '各村进度'],
  summary: '这周到现在怎么样;也可以直接问:这个月解决了几个问题、谁请假了、各村走得怎么样',
  usage: '总体情况(某个村:总体情况 枫树湾)',
  needs: 'seeProgress',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['总体情况'],
  exampleBy: 'office',
  read({ rest, explicit }, { message, read }) {
    const text = homely(normalize(message.text));
    const meant = explicit || namesPlacesAlone(rest, read.directory) || isAsking(text);
    return meant ? { topic: topicIn(text) ?? 'whole', text } : null;
  },
  speech(said, context) {
    const text = homely(said);
    const { place, message, sender } = context;
    if (scopeOf(sender, 'seeProgress') === 'own') return null;
    if (place !== 'private' && !message.mention) {
      // Among the leaders a figure is asked of whoever has it; what else they say to one another is none of this.
      const topic = place === 'leaderRoom' && COUNTED.test(text) ? topicIn(text) : null;
      return topic && AMONG_LEADERS.includes(topic) ? { topic, text } : null;
    }
    const person = ASKS_OF_ONE.test(text) && text.length <= 30 ? colleagueIn(text, context) : undefined;
    if (person) return { person: person.id, text };
    const topic = topicIn(text);
    return topic ? { topic, text } : null;
  },
  // What is surely no question is not asked of it.
  meant: { as: ['ask'], read: () => null },
  async run(input, context): Promise<Effect> {
    const answer = (text: string, alone: boolean): Effect => ({
      replies: [{ text, to: alone ? 'private' : 'here' }],
    });
    if ('person' in input) return answer(await ofOne(input.person, input.text, context), true);
    const reach = reachOf(input.text, 'seeProgress', '总体情况', context);
    if (reach.kind === 'refused') return answer(reach.text, false);
    if (reach.kind === 'own')
      return answer(await progressText(reach, thisWeek(context.today), context), false);
    return answer(await ANSWERS[input.topic](input.text, reach, context), PRIVATE.includes(input.topic));
  },
});

/** Somebody whom the question names by his name as the roster has it. */
function colleagueIn(text: string, { read, sender }: Context): Person | undefined {
  const [found] = findNames(read.directory.personNames(), text, colleagueAsker(sender, read.directory));
  return found && found.others.length === 0 ? read.directory.person(found.entry.id) : undefined;
}

/** How one helper's households are getting on: which were reached, not how often he went. */
async function ofOne(id: string, text: string, context: Context): Promise<string> {
  const { sender, read, today } = context;
  const person = read.directory.person(id);
  const all = read.directory.householdsOf(id);
  const may = scopeOf(sender, 'seeProgress') === 'township';
  const mine = all.filter((h) => may || sender.person?.villageIds.includes(h.villageId));
  if (all.length === 0) return `名册上${person?.name ?? ''}没有帮扶的户。`;
  if (mine.length === 0) return `${person?.name ?? ''}帮的户不在您的村,这里看不了。`;
  const reach: Reach = { kind: 'own', households: mine, name: `${person?.name ?? ''}帮的户` };
  return progressText(reach, periodIn(text, today) ?? thisWeek(today), context);
}
