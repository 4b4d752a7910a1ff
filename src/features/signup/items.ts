import type { ChainItem } from '../../core/text/chain.ts';
import { findNames, lookUp } from '../../core/text/names.ts';
import { normalize } from '../../core/text/normalize.ts';
import { askerFor } from '../../records/find.ts';
import { type Household, householdKind } from '../../records/household.ts';
import type { SignupItem } from '../../records/signup.ts';
import type { Context } from '../define.ts';

/** An item with what may be said of it in a room, and (in private) what the register says otherwise. */
export interface Checked {
  item: SignupItem;
  /** `石长顺 母亲`, as it is shown. */
  name: string;
  /** Why it is pending, in words that give away nothing of the register. */
  asked?: string;
  /** For the private chat: what stands where. */
  detail?: string;
}

/** How people call a household's member, by the register's word; the first that fits counts. */
const RELATIONS: readonly [string, RegExp][] = [
  ['儿媳', /儿媳|媳妇子|新妇/],
  ['女婿', /女婿/],
  ['孙女', /孙女/],
  ['孙子', /孙/],
  ['母亲', /妈|母亲|(?<!姑)娘(?!家)|老母/],
  ['父亲', /爸|爹|父亲|老汉/],
  ['配偶', /老伴|老婆|爱人|妻子|丈夫|老公|媳妇|堂客|婆娘|屋里人|当家的/],
  ['女儿', /女儿|闺女|姑娘|长女|次女|丫头|妹崽|大女|二女|小女/],
  ['儿子', /儿子|长子|次子|大儿|二儿|小儿|崽/],
  ['兄弟', /弟|哥|兄/],
  ['姐妹', /姐|妹/],
];
const AGE = /(\d{1,3})\s?(?:岁|周岁)/;
/** 虚岁 and a birthday to come make two years' difference. */
const AGE_APART = 2;
const REGISTERED = /在册|脱贫|监测|边缘/;
const LEFT_OUT = /不去了?|去不了|不参加|退出|不来了?|划掉|取消/;
const ASKS = /[?]|可以不|能不能|行不行|要不要|可不可以|能否|可否/;

/** One line of a list: who it is, looked up in the register, and what has to be asked. Null: he takes himself off. */
export async function checkItem({ typed }: ChainItem, context: Context): Promise<Checked | null> {
  const words = normalize(typed);
  if (LEFT_OUT.test(words)) return null;
  const { read, sender } = context;
  const { directory } = read;
  const asker = askerFor(sender, directory);
  const [found] = findNames(directory.householdNames(), words, asker);
  if (!found) return stranger(words, typed, context);
  const household = directory.household(found.entry.id);
  const said = display(typed);
  if (!household || found.others.length > 0) {
    const places = [found.entry, ...found.others].map(
      (e) => `${directory.village(e.villageId)?.name ?? ''}${directory.household(e.id)?.group ?? ''}`,
    );
    const asked = `叫“${found.entry.name}”的不止一户(${places.join('/')}),是哪一户`;
    return { item: { person: found.entry.name, pending: asked, said }, name: found.entry.name, asked };
  }
  const record = await read.get(householdKind, household.id, household.villageId);
  const rest = `${words.slice(0, found.index)} ${words.slice(found.index + found.length)}`;
  return member(household.head, record, rest, said);
}

interface Doubt {
  pending: string;
  asked: string;
  detail?: string;
}

/** The member that the words mean, and what does not fit. */
function member(head: string, household: Household | undefined, words: string, said: string): Checked {
  const doubts: Doubt[] = [];
  const { person, one, doubt } = personIn(household, words);
  if (doubt) doubts.push({ pending: doubt, asked: doubt });
  const age = Number(AGE.exec(words)?.[1] ?? Number.NaN);
  if (typeof one?.age === 'number' && Math.abs(one.age - age) > AGE_APART)
    doubts.push({
      pending: `年龄不符:档案${one.age}岁,接龙写${age}岁`,
      asked: '年龄和档案对不上',
      detail: `接龙写${age}岁,档案${one.age}岁`,
    });
  if (household && !REGISTERED.test(household.category))
    doubts.push({ pending: '非建档户能否参加', asked: '非建档户能否参加,要问乡人社' });
  else if (ASKS.test(words)) doubts.push({ pending: `问:${words.trim()}`, asked: '问了一句,请答复他' });
  const name = person === '户主' ? head : `${head} ${person}`;
  const join = (pick: (d: Doubt) => string | undefined) =>
    doubts.flatMap((d) => pick(d) ?? []).join(';') || undefined;
  return {
    item: { householdId: household?.id, person, pending: join((d) => d.pending), said },
    name,
    asked: join((d) => d.asked),
    detail: join((d) => d.detail),
  };
}

type Member = Household['members'][number];

function personIn(
  household: Household | undefined,
  words: string,
): { person: string; one?: Member; doubt?: string } {
  const members = household?.members ?? [];
  const named = members.find((m) => m.name && m.relation !== '户主' && words.includes(m.name));
  if (named) return { person: named.relation, one: named };
  const relation = RELATIONS.find(([, re]) => re.test(words))?.[0];
  if (!relation) return { person: '户主', one: members.find((m) => m.relation === '户主') };
  const fitting = members.filter((m) => m.relation === relation || isOne(m.relation, relation));
  const [only] = fitting;
  if (!only) return { person: relation, doubt: `档案里没有${relation}` };
  if (fitting.length === 1) return { person: only.relation, one: only };
  const place = /大|长/.test(words)
    ? 0
    : /二|次/.test(words)
      ? 1
      : /小|幺|满/.test(words)
        ? fitting.length - 1
        : -1;
  const chosen = fitting[place];
  return chosen
    ? { person: chosen.relation, one: chosen }
    : { person: relation, doubt: `${relation}有${fitting.length}个,是哪一个` };
}

/** 长女 is one of the daughters. */
const isOne = (relation: string, asked: string) =>
  (asked === '女儿' && /女$/.test(relation) && !/孙/.test(relation)) ||
  (asked === '儿子' && /[子儿]$/.test(relation) && !/[孙妻]|女儿/.test(relation));

/** Nobody of the register bears the name: nearly somebody's, a cadre's, or unknown. */
function stranger(words: string, typed: string, { read, sender }: Context): Checked | null {
  const { directory } = read;
  const asker = askerFor(sender, directory);
  const name = /^[\p{Script=Han}·]{2,4}[a-z]*/iu.exec(words)?.[0] ?? /[\p{L}]{1,12}/u.exec(words)?.[0];
  if (!name) return null;
  const said = display(typed);
  const [cadre] = findNames(directory.personNames(), words, asker);
  if (cadre?.index === 0) return { item: { person: cadre.entry.name, said }, name: cadre.entry.name };
  const like = lookUp(directory.householdNames(), name, asker).filter((m) => m.score >= 0.6);
  const names = [...new Set(like.map((m) => m.entry.name))].slice(0, 3).join('、');
  const asked = names ? `没有叫“${name}”的户,是不是${names}` : '档案里没有这个名字,是哪一户的';
  return { item: { person: name, pending: asked, said }, name, asked };
}

const display = (typed: string) => typed.trim().slice(0, 60);

/** The same person of the same household twice in one list counts once. */
export function withoutDoubles(list: readonly Checked[]): { list: Checked[]; doubles: number } {
  const seen = new Set<string>();
  const once = list.filter(({ item }) => {
    const key = `${item.householdId ?? ''}|${item.person}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return { list: once, doubles: list.length - once.length };
}
