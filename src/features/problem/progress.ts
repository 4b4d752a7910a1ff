import { categoryOf } from '../../core/category.ts';
import { HOUR, MINUTE } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { findNames } from '../../core/text/names.ts';
import { askerFor } from '../../records/find.ts';
import { isOpen, type Problem, problemKind } from '../../records/problem.ts';
import type { Context, Effect } from '../define.ts';
import { findProblem, mayMove } from './find.ts';
import { say, whereText } from './text.ts';
import { followUpTitle } from './topic.ts';

/** What words tell of a problem: it is put right, or somebody is at it. */
export type Told = 'fixed' | 'inProgress';

type State = { words: string; options: string[]; until: number; told?: Told };

const DONE =
  /(办|弄|修|换|装|处理|整改|搞|补|接)(好|完|妥|上)了|(水|电|网|路|车|信号)[^,。没不]{0,2}(通|来|有)了|有(水|电|网|信号)了|亮了|解决了|整改(了|到位)|(通|来)(水|电|网)了|(已经?|都)(到账|通了|修好|换好|办好|解决|整改)|到账了/;
const NOT_DONE =
  /没(办|弄|修|换|装|处理|解决|到)|还没|几(个|件|户|样)|多少|哪(个|些|几)|未(办|修|解决|到)|[?]$|吗$|没有$|什么时候|几时|准备|打算|快要|马上|等.{0,6}(好|完)了|才能|要是|如果/;

/** Somebody is at it (`已经喊人去看了`, `在修了`, `明天能接好`): where it stands, not its end. */
const MOVING =
  /(已经?|都|刚|正)(在|给|跟|向|把)?[^,。;]{0,6}(联系|喊|叫|请|派|安排|报(?!名)|找|申请|协调|对接|汇报|动工|开工|施工|买)|(正?在|开始)(修|办|弄|装|换|施工|挖|走程序|协调|联系|处理|抢修)|(开工|动工|进场|挖开|量过)了|材料(到|买|拉)了?|(明天|明早|后天|下午|下周|月底|号|日)[^,。;]{0,8}(能|就|可以|来)[^,。;]{0,4}(修|接|通|好|办|弄|装|换|完|处理)/;
const ASKS =
  /[?]$|几(个|件|户|样)|多少|哪(个|些|几)|(吗|没有|呢)$|什么时候|几时|要是|如果|谁(去|来|能)|请(大家|各位)/;

/** Free speech that something is put right (M19), or that somebody is at it. Which problem is meant is looked for only then. */
export function readProgress(text: string): Told | null {
  if (text.length > 120) return null;
  if (DONE.test(text) && !NOT_DONE.test(text)) return 'fixed';
  return MOVING.test(text) && !ASKS.test(text) ? 'inProgress' : null;
}

/** Looks for the open problem that was meant, by words, household and village; none: silence in a room. */
export async function askProgress(text: string, told: Told, context: Context): Promise<Effect> {
  const best = await meant(text, context);
  const [first] = best;
  if (!first) {
    if (context.place !== 'private' && !context.message.mention) return {};
    const command = told === 'fixed' ? '整改' : '办理';
    return say(
      `没看出说的是哪个问题,没有记。写上编号再发:${command} I3 ${clip(text, 40)}。编号发“我的问题”能看到。`,
      context,
    );
  }
  const { directory } = context.read;
  const state: State = {
    words: text,
    options: best.map((p) => p.id),
    until: context.now + 10 * MINUTE,
    told,
  };
  const dialog = { state, expires: context.now + 24 * HOUR };
  if (best.length > 1) {
    const lines = best.map((p, i) => `${i + 1} ${p.id} ${whereText(p, directory)} ${clip(p.text, 20)}`);
    const what = told === 'fixed' ? '办好了' : '在办';
    return { ...say(`是哪个问题${what}?回数字:\n${lines.join('\n')}\n都不是回“取消”。`, context), dialog };
  }
  const line = `${first.id} ${whereText(first, directory)}:${clip(first.text, 40)}`;
  if (told === 'inProgress')
    return {
      ...say(`${line}\n记为办理中:${clip(text, 60)}\n对的话回“确认”,不对回“取消”。`, context),
      dialog,
    };
  const next = followUpTitle(first, directory);
  return { ...say(`${line}\n记为已整改,再安排${next}?对的话回“确认”,不对回“取消”。`, context), dialog };
}

/** The open problems that a text may mean, the likeliest alone, or several that are as likely. */
async function meant(text: string, context: Context): Promise<Problem[]> {
  const { read, room, sender } = context;
  const villages = room?.villageId ? [room.villageId] : (sender.person?.villageIds ?? []);
  const named = new Set(
    findNames(read.directory.householdNames(), text, askerFor(sender, read.directory)).map((n) => n.entry.id),
  );
  const lists = await Promise.all(
    villages.map(async (v) => read.many(problemKind, await read.range(v, 'problems:standing'), v)),
  );
  const scored = lists
    .flat()
    .filter((p) => isOpen(p) && mayMove(p, context) && mayBeNamed(p, context))
    .map((p) => ({ p, score: likeness(p, text, named, sender.person?.id) }))
    .filter(({ score }) => score >= 2)
    .sort((a, b) => b.score - a.score);
  return scored
    .filter(({ score }) => score === scored[0]?.score)
    .map(({ p }) => p)
    .slice(0, 4);
}

/** What somebody in the room must not know of is not spoken of there (D14). */
const mayBeNamed = (p: Problem, { place }: Context) =>
  place === 'private' || (p.hiddenFrom ?? []).length === 0;

/** Two points for the same household or for a pair of characters of its words, one for what it is about, and for its owner. */
function likeness(p: Problem, text: string, named: ReadonlySet<string>, speaker: string | undefined): number {
  const same = p.householdId !== undefined && named.has(p.householdId);
  if (named.size > 0 && !same) return 0;
  const letters = [...p.text.replace(/[^\p{L}\p{N}]/gu, '')];
  const shared = letters.slice(1).filter((c, i) => text.includes(`${letters[i]}${c}`)).length;
  const about = p.category !== 'other' && (categoryOf(text) === p.category || topicOf(text) === p.category);
  if (!about && shared === 0) return 0;
  return Math.min(shared, 3) * 2 + (same ? 2 : 0) + (about ? 1 : 0) + (p.owner === speaker ? 1 : 0);
}

const TOPICS: readonly [RegExp, Problem['category']][] = [
  [/水/, 'water'],
  [/电|灯/, 'power'],
  [/路/, 'road'],
  [/房|屋/, 'housing'],
];

/** `水的事`, `路那个`: what it is about in one character. */
const topicOf = (text: string) => {
  const said = /^(?:那个)?(.{1,3}?)(?:的事|那个事|那事|的问题|那里|那块|那边)/.exec(text)?.[1];
  return said && TOPICS.find(([re]) => re.test(said))?.[1];
};

/** Reads the answer: 确认, or the number of the one that was meant. */
export async function answerProgress(
  raw: unknown,
  text: string,
  context: Context,
  mark: (problem: Problem, words: string, told: Told, context: Context) => Promise<Effect>,
): Promise<Effect | null> {
  const { words, options, until, told = 'fixed' } = raw as State;
  if (isNo(text)) return { ...say('好,没有记。', context), dialog: null };
  const [only] = options;
  const id =
    options.length === 1
      ? isYes(text)
        ? only
        : undefined
      : options[Number(/^(\d)$/.exec(text)?.[1] ?? 0) - 1];
  if (!id) return null;
  if (context.now > until)
    return {
      ...say(
        `过了10分钟,没有记。要记请发:\n${told === 'fixed' ? '整改' : '办理'} ${id} ${clip(words, 60)}`,
        context,
      ),
      dialog: null,
    };
  const problem = await findProblem(id, context);
  return problem && isOpen(problem)
    ? mark(problem, words, told, context)
    : { ...say(`${id} 已经不用再记了。`, context), dialog: null };
}
