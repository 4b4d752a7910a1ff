import { CATEGORIES, CATEGORY_LABELS, type Category } from '../../core/category.ts';
import { findNames } from '../../core/text/names.ts';
import { exampleVillage } from '../../records/exampleVillage.ts';
import { askerFor, colleagueAsker, recordsIn } from '../../records/find.ts';
import { isOpen, type Problem, problemKind } from '../../records/problem.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { maySee } from './find.ts';
import { listLine } from './text.ts';

/** More are not listed one by one. */
const SHOWN = 15;

/** 我的问题: what the sender has to see to. */
export const myProblems = defineCommand<true>({
  name: '我的问题',
  aliases: ['我负责的问题'],
  summary: '您负责的、还没销号的问题',
  usage: '我的问题',
  needs: 'seeProblems',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['我的问题'],
  read: ({ rest }) => (/^[呢吗?。!]*$/.test(rest) ? true : null),
  async run(_, context): Promise<Effect> {
    const me = context.sender.person?.id ?? '';
    const mine = await recordsIn(problemKind, `owner:${me}:problems`, context.read);
    if (mine.length === 0) return say('您现在没有要办的问题。');
    return say(list(`您负责的问题${mine.length}个:`, mine, context));
  },
});

interface Filter {
  late: boolean;
  words: string;
}

/** `哪些问题拖着没办`, `我们村有几个问题没解决`, `问题整改情况`: asked, not told. */
const ASKED =
  /(哪些|哪几个|几个|多少个?|啥|什么)问题.{0,6}(拖|没|未|过期|逾期|超期|到期)|问题.{0,4}(有哪些|有几个|有多少|整改|办理|办得|解决得?).{0,3}(情况|没有?办|没有?解决|怎么样|咋样|如何)/;
/** Asked of a part of them: what they are about, whose they are, how far they went (`饮水问题还有没有`, `重大问题有哪些`). */
const HOW_MANY = /几个|多少|哪些|哪几个|有没有|没有?[?]?$|吗[?]?$|[?]$|清单|列/;
/** How something is asked for, not which. */
const NOT_ABOUT = /怎么|申请|政策|补助|可以|能不能|谁(负责|管)/;

/** Parts of the list that are no village, kind or owner. */
const MARKS: Readonly<Record<string, { said: RegExp; keeps(p: Problem): boolean }>> = {
  重大: { said: /重大|大问题|要紧/, keeps: (p) => p.major === true },
  县级: { said: /(报|到)(了)?县|县(级|里)/, keeps: (p) => p.level === 'county' },
  乡级: { said: /(报|到)(了)?乡|乡级/, keeps: (p) => p.level === 'township' },
  没动: {
    said: /没(人)?(管|动|理)|没开始|没着手/,
    keeps: (p) => p.status === 'reported' || p.status === 'assigned',
  },
};

/** What of them is meant, in the list's own words; empty where a question names no part. */
function partOf(text: string, { read, sender }: Context): string[] {
  const { directory } = read;
  const category = CATEGORIES.find((c) => c !== 'other' && text.includes(CATEGORY_LABELS[c]));
  const [person] = findNames(directory.personNames(), text, colleagueAsker(sender, directory));
  const mark = Object.keys(MARKS).find((m) => MARKS[m]?.said.test(text));
  return [category && CATEGORY_LABELS[category], person?.entry.name, mark].filter((w) => w !== undefined);
}

function askedIn(text: string, context: Context): Filter {
  const { read, sender } = context;
  const { directory } = read;
  const short = (name: string) => name.replace(/村$/, '');
  const named = [...directory.villages()].find((v) => text.includes(short(v.name)));
  const [own, more] = sender.person?.villageIds ?? [];
  const mine = /我们?村|咱们?村|村里/.test(text) && own && !more ? directory.village(own) : undefined;
  const words = [short((named ?? mine)?.name ?? ''), ...partOf(text, context)];
  return { late: /拖|过期|逾期|超期/.test(text), words: words.filter((w) => w !== '').join(' ') };
}

function asks(text: string, context: Context): boolean {
  if (text.length > 30 || NOT_ABOUT.test(text)) return false;
  if (ASKED.test(text)) return true;
  const meant = context.place === 'private' || context.message.mention;
  return meant && /问题/.test(text) && HOW_MANY.test(text) && partOf(text, context).length > 0;
}

/** 问题清单, 逾期问题: by village, category or owner. */
export const problemList = defineCommand<Filter>({
  name: '问题清单',
  aliases: ['逾期问题', '问题列表', '有哪些问题', '到期问题'],
  summary: '还没销号的问题;可以加村名、户主、类别或责任人,“逾期问题”只看过期的',
  usage: '问题清单 枫树湾 住房',
  needs: 'seeProblems',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['问题清单', '问题清单 枫树湾 住房', '逾期问题'],
  read: ({ rest, explicit }, { message }) =>
    explicit || rest.length <= 12
      ? { late: /逾期|到期/.test(message.text), words: rest.replace(/[呢吗?。!]+$/, '') }
      : null,
  speech: (text, context) => (asks(text, context) ? askedIn(text, context) : null),
  async run({ late, words }, context): Promise<Effect> {
    const { read, sender, today } = context;
    const filter = filterOf(words, context);
    if (filter === null)
      return say(
        `没看懂“${words}”。可以写村名、户主、类别或责任人,比如:问题清单 ${exampleVillage(context)} 住房`,
      );
    const all = await recordsIn(problemKind, 'problems:standing', read);
    const seen = all.filter(
      (p) => maySee(p, sender) && inPlace(p, context) && filter(p) && (!late || (isOpen(p) && p.due < today)),
    );
    const what = `${late ? '过期没办好' : '没销号'}的问题${words ? `(${words})` : ''}`;
    if (seen.length === 0) {
      const named = findNames(read.directory.householdNames(), words, askerFor(sender, read.directory))[0];
      const form = named && !late ? `要人去办就发:问题 ${named.entry.name} 什么问题 哪天前` : '';
      return say(`现在没有${what}。${form}`);
    }
    return say(list(`${what}${seen.length}个:`, seen, context));
  },
});

/** In a village's room only that village's, and nothing that is hidden from anybody or a quarrel (D14, E19). */
function inPlace(p: Problem, { place, room }: Context): boolean {
  if (place === 'private') return true;
  if (p.hiddenFrom?.length || p.category === 'dispute') return false;
  return room?.villageId === undefined || room.villageId === p.villageId;
}

/** The words of a filter; null where one of them is none. */
function filterOf(words: string, { read, sender }: Context): ((p: Problem) => boolean) | null {
  const { directory } = read;
  const tests: ((p: Problem) => boolean)[] = [];
  for (const word of words.split(/[\s,、:]+/).filter((w) => w !== '')) {
    const village = [...directory.villages()].find(
      (v) => v.name.replace(/村$/, '') === word.replace(/村$/, ''),
    );
    const category = CATEGORIES.find((c: Category) => CATEGORY_LABELS[c] === word.replace(/(类|问题)$/, ''));
    const [person] = findNames(directory.personNames(), word, colleagueAsker(sender, directory));
    const [household] = findNames(directory.householdNames(), word, askerFor(sender, directory));
    if (village) tests.push((p) => p.villageId === village.id);
    else if (category) tests.push((p) => p.category === category);
    else if (person) tests.push((p) => p.owner === person.entry.id);
    else if (MARKS[word]) tests.push(MARKS[word].keeps);
    else if (household?.length === word.length) {
      const ids = [household.entry, ...household.others].map((h) => h.id);
      tests.push((p) => p.householdId !== undefined && ids.includes(p.householdId));
    } else if (!/^(全部|所有|全乡|逾期|到期)$/.test(word)) return null;
  }
  return (p) => tests.every((t) => t(p));
}

function list(head: string, problems: readonly Problem[], context: Context): string {
  const order = [...problems].sort(
    (a, b) => Number(isOpen(b)) - Number(isOpen(a)) || (a.due < b.due ? -1 : 1),
  );
  const lines = order.slice(0, SHOWN).map((p) => listLine(p, context));
  const more = problems.length > SHOWN ? [`还有${problems.length - SHOWN}个,加上村名或类别再查。`] : [];
  return [head, ...lines, ...more].join('\n');
}
