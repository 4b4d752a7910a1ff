import { isNo, isYes } from '../../core/text/consent.ts';
import { pastDayIn } from '../../core/text/days.ts';
import { deathBelieved, deathIn } from '../../core/text/death.ts';
import { findNames } from '../../core/text/names.ts';
import { askerFor } from '../../records/find.ts';
import { MEMBER_EVENT_LABELS, type MemberEventCode } from '../../records/memberEvent.ts';
import { type Context, say } from '../define.ts';
import { asking, householdCommand } from '../householdCommand.ts';
import { type Happened, happened } from '../toldMember.ts';
import { wholeOf } from './edit.ts';
import { record } from './happened.ts';
import { answerTold, question, toldAbout, toldIn, toldOf } from './spoken.ts';
import { type DeathAsked, deathQuestion, deathTold, inRegister } from './toldDeath.ts';
import { whoAndWhen } from './whoAndWhen.ts';

const WHERE = ['private', 'cadreRoom'] as const;
const BIRTH = /(?:(\d{4})年(\d{1,2})月(?:(\d{1,2})[日号])?)(?:出?生|生的|的)?/;

/** `老婆 9月3日 …`: who, and the day where one was said. */
function leaver(event: MemberEventCode, words: string, { today }: Context): Happened | null {
  const { member, date } = whoAndWhen(words, today);
  return member === '' ? null : { event, member, date, text: words };
}

/** 添人: somebody was born, married in, or came back (B41). */
export const addMember = householdCommand<Happened>({
  name: '添人',
  aliases: ['加人', '新添'],
  summary: '户里添了人:出生、嫁进来、迁回来',
  usage: '添人 户主姓名 关系 名字 2017年9月生',
  needs: 'editHousehold',
  where: WHERE,
  examples: ['添人 罗启明 孙子 罗小宝 2017年9月生'],
  speech: toldIn,
  meant: { as: ['event'], read: toldOf },
  async run(household, rest, context) {
    const told = happened(rest, context.today);
    if (told)
      return {
        ...say(question(told, household, context.today)),
        dialog: asking(household.id, told, context),
      };
    const born = BIRTH.exec(rest);
    const [relation = '', name] = rest
      .replace(BIRTH, ' ')
      .trim()
      .split(/[\s,、]+/);
    if (relation === '') {
      const [year, month] = context.today.split('-').map(Number);
      return say(`添的是谁?这样发:添人 ${household.head} 孙子 名字 ${year}年${month}月生`);
    }
    const birth = born
      ? `${born[1]}-${born[2]?.padStart(2, '0')}${born[3] ? `-${born[3].padStart(2, '0')}` : ''}`
      : undefined;
    const event =
      birth && birth.slice(0, 4) >= String(Number(context.today.slice(0, 4)) - 1) ? 'born' : 'join';
    return record(
      { event, member: relation, name: name || undefined, birth, text: rest },
      household,
      context,
    );
  },
  again: (told, household) => question(told, household, told.date ?? ''),
  answer: answerTold,
});

const leaving = (event: 'moveOut' | 'married', aliases: string[], example: string) =>
  householdCommand({
    name: MEMBER_EVENT_LABELS[event],
    aliases,
    summary: event === 'married' ? '户里有人出嫁,户口迁走了' : '户里有人迁出去了',
    usage: `${MEMBER_EVENT_LABELS[event]} 户主姓名 关系或名字 日期(可不写)`,
    needs: 'editHousehold',
    where: WHERE,
    examples: [example],
    async run(household, rest, context) {
      const what = leaver(event, rest, context);
      if (!what) return say(`是谁?这样发:${MEMBER_EVENT_LABELS[event]} ${household.head} 女儿 9月3日`);
      return record(what, household, context);
    },
  });

export const moveOut = leaving('moveOut', ['户口迁出'], '迁出 罗启明 母亲 9月3日');
export const married = leaving('married', ['嫁出'], '出嫁 石长顺 女儿 9月3日');

/** A message no longer than this tells one thing. */
const SHORT = 24;
const VISITED = /走访|入户|家访|上门|去了|去过|到了?[^,。]{1,8}家|看望|电话/;
const DIED = /去世|过世|病故|身故|离世|不在了|走了|走的|没了|老了人/;
/** 走了 said of a person may mean died or left: never taken for either (B41). */
const GONE =
  /^(?<who>[^\s,。]{0,6}?)(?:已经|(?:大?前|昨|今)[天晚早夜晨]|上周|半夜|夜里|凌晨|[早晚]上|上午|中午|下午|刚刚?|因病|不幸|突然|在?(?:家|屋|医院|县医院|老家)(?:里|头)?)*(?<word>走了|走的|不在了|没了|去世(?:了|的)?|过世(?:了|的)?|病故(?:了|的)?)[。!]*$/;
const UNSURE = /走|不在|没了/;

/** That somebody died or left, in the first clause; what follows it may be of anything where the word leaves no doubt. */
function goneIn(words: string): RegExpExecArray | null {
  const [clause = ''] = words.split(/[,;。]/);
  const gone = GONE.exec(clause);
  return gone && (clause.length === words.length || !UNSURE.test(gone.groups?.word ?? ''))
    ? gone
    : GONE.exec(words);
}
const PEOPLE =
  /^(他|她)?(妈|爸|娘|爹|老伴|老婆|丈夫|老公|奶奶|爷爷|父亲|母亲|儿子|女儿|配偶|老人|老人家|婆婆|公公|户主|本人)$/;

/** 去世, 走了: asked gently before anything is written; what is confirmed is counted once. */
export const died = householdCommand<DeathAsked>({
  name: '去世',
  aliases: ['过世', '病故'],
  summary: '户里有人去世(我会先问一句再记,之后不再给这家发推送)',
  usage: '去世 户主姓名 关系或名字 日期(可不写)',
  needs: 'editHousehold',
  where: WHERE,
  examples: ['去世 罗启明 母亲 9月10日'],
  speech(text, { sender, read }) {
    // A longer message that tells of a visit is one; what else it holds is asked about once it is saved.
    if (!DIED.test(text) || (text.length > SHORT && VISITED.test(text))) return null;
    const { directory } = read;
    const name = findNames(directory.householdNames(), text, askerFor(sender, directory)).find(
      (f) => f.index === 0,
    );
    const rest = name ? text.slice(name.length).replace(/^(家里|家|屋里)?的?[\s,]*/, '') : '';
    const gone = goneIn(rest);
    // 覃秀英老人今早过世了: who bears the name himself; 走了 alone is too little to say so of him.
    const himself = name && /^(老人家?|本人)?/.exec(rest)?.[0] === (gone?.groups?.who ?? '?');
    if (
      name &&
      gone &&
      himself &&
      !text.slice(name.length).startsWith('家') &&
      !UNSURE.test(gone.groups?.word ?? '')
    )
      return `${name.entry.name} 户主${rest.replace(/^(老人家?|本人)/, '')}`;
    return (gone && PEOPLE.test(gone.groups?.who ?? '')) || (rest !== '' && deathIn(rest)) ? text : null;
  },
  meant: {
    as: ['event'],
    read: (text, context) => (deathBelieved(text) ? toldAbout(text, context) : null),
  },
  besides: deathTold,
  async run(household, rest, context) {
    const gone = goneIn(rest);
    const told = gone ? null : deathBelieved(rest);
    const what = told
      ? {
          event: 'died' as const,
          member: told.member,
          date: pastDayIn(told.clause, context.today),
          text: rest,
        }
      : leaver('died', gone?.groups?.who?.replace(/^[他她](?=.)/, '') || rest, context);
    const date = what?.date ?? pastDayIn(rest, context.today);
    if (!what) return say(`是谁?这样发:去世 ${household.head} 母亲 9月10日`);
    const unsure = told?.unsure ?? UNSURE.test(gone?.groups?.word ?? '');
    const member = inRegister(await wholeOf(household, context), what.member);
    const asked: DeathAsked = { ask: unsure ? 'gone' : 'died', what: { ...what, date, member, text: rest } };
    return { ...say(deathQuestion(asked, household.head)), dialog: asking(household.id, asked, context) };
  },
  again: (asked, household) => deathQuestion(asked, household.head),
  async answer({ ask, what }, household, text, context) {
    if (ask === 'gone') {
      const pick =
        /^([123])[。.]?$/.exec(text)?.[1] ??
        (/去世|过世/.test(text) ? '1' : /迁|搬/.test(text) ? '2' : undefined);
      if (pick === '1') return record(what, household, context);
      if (pick === '2') return record({ ...what, event: 'moveOut' }, household, context);
      return pick === '3' || isNo(text) ? say('好,没有记,档案没动。') : null;
    }
    if (isNo(text)) return say('好,没有记,档案没动。');
    return isYes(text) ? record(what, household, context) : null;
  },
});
