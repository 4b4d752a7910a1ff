import { type ChainItem, parseChain } from '../../core/text/chain.ts';
import { formatDayLong, parseDay } from '../../core/text/days.ts';
import { findNames } from '../../core/text/names.ts';
import { normalize } from '../../core/text/normalize.ts';
import { askerFor, findByNumber, readRef } from '../../records/find.ts';
import { signupKind } from '../../records/signup.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { findSignup, mayMove } from './find.ts';
import { type Checked, checkItem } from './items.ts';
import { saveList, withDate } from './save.ts';
import { readTitle, type Title } from './title.ts';

/** No more lines of one list are read. */
const MOST = 200;

type Input = { title: Title; items: ChainItem[] } | { add: string };

/** 报名接龙 (M34): who takes part in a training or a meeting; each new version of the list goes on with the same one. */
export const signUp = defineCommand<Input>({
  name: '报名',
  aliases: ['#接龙', '接龙', '报名接龙'],
  summary: '培训、夜校这些的报名接龙,一行一人;名单越接越长,还是同一份',
  usage: '#接龙 月嫂培训报名(9月25日,乡文化站) 换行 1. 户主姓名 家里哪个人',
  needs: 'signUp',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  examples: ['#接龙 月嫂培训报名(9月25日,乡文化站)\n1. 罗启明 他老伴\n2. 龙国栋'],
  read({ rest, explicit }, context) {
    if (/接龙|\n/.test(normalize(context.message.text))) return readList(context, explicit);
    return readRef(rest, 'B') || (explicit && /\s/.test(rest)) ? { add: rest } : null;
  },
  async run(input, context): Promise<Effect> {
    if ('add' in input) return addOne(input.add, context);
    const { title, items } = input;
    if (items.length > MOST)
      return say(`这条接龙有${items.length}个人,太长了,没有存。请分开接,一次最多${MOST}人。`);
    if (title.wrongDay) return say(`没有“${title.wrongDay}”这一天,没有存。请改好标题里的日子再接。`);
    if (title.date && title.date < context.today)
      return say(
        `${title.event} ${formatDayLong(title.date, context.today)}已经过了,没有存。日子写错了的话,改好标题再接一次。`,
      );
    return saveList(title, await checkAll(items, context), context);
  },
  async answer(raw, text, context) {
    const { id } = raw as { id: string };
    const read = parseDay(text, { today: context.today, prefer: 'future' });
    if (read === null) return null;
    if (!('day' in read)) return say(`没有“${text}”这一天,请回一个日子,比如:9月25日`);
    const signup = await findByNumber(signupKind, id, context.sender, context.read);
    return signup ? withDate(signup, read.day, context) : null;
  },
});

/** Ours: a title of something to take part in, and (where nobody addressed us) a line that the register knows. */
function readList(context: Context, explicit: boolean): Input | null {
  const { title: typed, items } = parseChain(context.message.text, context.today);
  const title = readTitle(typed, context.today);
  if (!title || items.length === 0) return null;
  const { directory } = context.read;
  const asker = askerFor(context.sender, directory);
  const known = items.some((item) => {
    const words = normalize(item.typed);
    return (
      findNames(directory.householdNames(), words, asker).length +
        findNames(directory.personNames(), words, asker).length >
      0
    );
  });
  return known || explicit ? { title, items } : null;
}

async function checkAll(items: readonly ChainItem[], context: Context): Promise<Checked[]> {
  const checked = await Promise.all(items.map((item) => checkItem(item, context)));
  return checked.filter((c) => c !== null);
}

/** 报名 B1 吴春桃: one more on a list that stands. */
async function addOne(words: string, context: Context): Promise<Effect> {
  const ref = readRef(words, 'B');
  const [first = '', ...others] = words.split(/\s+/);
  const signup = await findSignup(ref ? ref.id : first, context);
  const who = ref ? ref.rest : others.join(' ');
  if (signup?.status !== 'active' || who.trim() === '')
    return say(
      '加到哪个报名里?这样发:报名 B1 户主姓名 家里哪个人。新的报名请接龙:#接龙 月嫂培训报名(9月25日,乡文化站)',
    );
  const one = await checkItem({ no: 1, typed: who }, context);
  if (!one) return say(`没看出是谁,没有加。这样发:报名 ${signup.id} 户主姓名`);
  if (
    signup.by !== context.sender.person?.id &&
    !mayMove(signup, context) &&
    signup.source.chat !== context.chat
  )
    return say(`${signup.id} 是别处的报名,请在那个群里接。`);
  const { event, date, time, place } = signup;
  const old: Checked[] = signup.items.map((item) => ({ item, name: item.person, asked: undefined }));
  const named = old.map((c) => {
    const head = c.item.householdId ? context.read.directory.household(c.item.householdId)?.head : undefined;
    return head ? { ...c, name: c.item.person === '户主' ? head : `${head} ${c.item.person}` } : c;
  });
  return saveList({ event, date, time, place }, [...named, one], context, signup);
}
