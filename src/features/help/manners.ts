import type { Meaning } from '../../core/meaning/meaning.ts';
import { rightLabel, scopeOf } from '../../core/rights.ts';
import type { Line } from '../../core/router.ts';
import { isQuestion } from '../../core/text/chatter.ts';
import { clip } from '../../core/text/clean.ts';
import { normalize } from '../../core/text/normalize.ts';
import { localForm } from '../../records/exampleVillage.ts';
import { householdsNamed } from '../../records/find.ts';
import { whoCan } from '../../records/rights.ts';
import type { Command, Context, Effect, Feature } from '../define.ts';
import { meantBy } from '../meaning.ts';

const PLACES = {
  private: '私聊',
  cadreRoom: '工作群',
  leaderRoom: '班子群',
  householdRoom: '乡亲群',
  unknownRoom: '',
};

/** What is said when a line was meant for the bot and nothing could be made of it, or may not be done. */
export function manners(features: readonly Feature[]) {
  const commands = features.flatMap((f) => f.commands);
  return {
    /** An unknown `#…`: the nearest command with the sender's words filled in. */
    unknown(line: Line, nearest: readonly Command<unknown>[], context: Context): Effect {
      const word = /^[^\s:,、]+/.exec(line.text)?.[0] ?? '';
      const rest = line.text.slice(word.length).trim();
      const [best] = nearest;
      if (!best) return reply(`没有“#${clip(word, 12)}”这个命令。发“帮助”看我会什么。`, context);
      const lines = nearest.map((c) => `#${c.name}${rest ? ` ${clip(rest, 60)}` : ''}`);
      return reply(
        `没有“#${clip(word, 12)}”这个命令。您是不是想发:\n${lines.join('\n')}\n格式:${localForm(best.usage, context)}`,
        context,
      );
    },
    refused(command: Command<unknown>, why: 'who' | 'where', context: Context): Effect {
      if (why === 'where') {
        const places = command.where.map((p) => PLACES[p]).filter(Boolean);
        return { replies: [{ text: `“${command.name}”请到${places.join('、')}里用。`, to: 'private' }] };
      }
      const { person, householdId } = context.sender;
      if (!person && !householdId) return stranger(context);
      const label = rightLabel(command.needs);
      const who = whoCan(command.needs, context.sender, context.place, context.read.directory);
      const gone = person && person.roles.length === 0 ? '名册上您已经不在帮扶岗位,' : '';
      return reply(
        `${gone}您没有${label}${label.length > 2 ? '的' : ''}权限,这条没有存。“${command.name}”可以请${who}来发。`,
        context,
      );
    },
    /** Spoken to in a room that nobody has bound: said once for good, then silence. */
    unbound(): Effect {
      const text =
        '这个群还没有绑定,我在这里不办事。请乡扶贫办的同志在本群发:绑定本群 村名 帮扶群(或乡亲群、领导群)。';
      return { replies: [{ text, to: 'here', once: 'hint' }] };
    },
    /** Spoken to, not understood. */
    lost(context: Context, meaning?: Meaning): Effect {
      const { person, householdId } = context.sender;
      if (!person && !householdId) return stranger(context);
      if (householdId)
        return reply('这句话我还不会办。有急事请直接打电话给帮扶人或村里。发“帮助”看我会什么。', context);
      const scope = scopeOf(context.sender, 'seeProgress');
      const leads = scope !== undefined && scope !== 'own';
      if (leads && (!meaning || meaning === 'ask') && asksFigures(normalize(context.message.text)))
        return reply(WHAT_LEADERS_ASK, context);
      // Thanks, greetings, talk: nothing to be done, and nothing to be sorry for.
      if (meaning === 'chat') return reply('好的,这句我不记。', context);
      if (meaning && OF_A_HOUSEHOLD.includes(meaning) && !namesHousehold(context))
        return reply('没看出说的是哪一户,没有存。写上户主的全名再发一遍就行。', context);
      const [likely] = meaning && meaning !== 'ask' ? meantBy(commands, meaning, context) : [];
      const form = likely
        ? `${/^[^,;:(]+/.exec(likely.summary)?.[0] ?? ''}这样发:${localForm(likely.usage, context)}`
        : '记走访这样发:走访 户主姓名 入户 看到的情况';
      return reply(`没看懂这句,没有存。${form}。发“帮助”看我还会什么。`, context);
    },
  };
}

/** What can be kept of a known household only. */
const OF_A_HOUSEHOLD: readonly Meaning[] = [
  'event',
  'facts',
  'income',
  'expense',
  'need',
  'given',
  'doubt',
  'relay',
];

function namesHousehold({ message, sender, read }: Context): boolean {
  return householdsNamed(normalize(message.text), sender, read.directory).size > 0;
}

/** Somebody who leads wants to know something: he is told what there is to be known, not how a visit is logged. */
const asksFigures = (text: string) =>
  isQuestion(text) || /谁|哪|几|多少|什么|啥|怎么?样|咋样|情况|有没有|没有?$/.test(text);
const WHAT_LEADERS_ASK =
  '这个我答不上来。能问的有:这周走访情况、各村情况、上个月走访多少次、超过两周没走的户、这个月解决了几个问题、逾期问题、没答复的诉求、哪些任务过期了、谁没交月报、谁请假了、有什么要我办的。可以加村名和时间;台账发“导出 走访 9月”。';

function stranger(context: Context): Effect {
  const text =
    '您好,我是帮扶小助手,还不认识您。请向乡扶贫办或您家的帮扶人要一个绑定码,在这里发给我就行,比如:绑定 8K3F-27QX。有急事请直接打村里电话,危险时打110、120。';
  return reply(text, context);
}

/** What could name a household is not said in front of other households. */
function reply(text: string, { place }: Context): Effect {
  return { replies: [{ text, to: place === 'householdRoom' ? 'private' : 'here' }] };
}
