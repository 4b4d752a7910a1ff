import { HOUR, MINUTE } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { piecesOf } from '../../core/text/pieces.ts';
import { isOpen, type Problem } from '../../records/problem.ts';
import { type Context, type Effect, say, type Told as WrittenDown } from '../define.ts';
import { findProblem, mayMove } from './find.ts';
import { meant, NUMBERED } from './meant.ts';
import { whereText } from './text.ts';
import { followUpTitle } from './topic.ts';

/** What words tell of a problem: it is put right, somebody is at it, somebody has looked again and found it well, or not. */
export type Told = 'fixed' | 'inProgress' | 'verified' | 'unwell';

type State = { words: string; options: string[]; until: number; told?: Told };

const DONE =
  /(办|弄|修|换|装|搭|盖|铺|处理|整改|搞|补|接|做|疏通|清理|抢修)(好|完|妥|上|到位)了|(水|电|网|路|车|信号)[^,。没不]{0,2}(通|来|有)了|有(水|电|网|信号)了|亮了|解决了|整改(了|到位)|(通|来)(水|电|网)了|(已经?|都)(到账|通了|修好|换好|办好|解决|整改|更换|修复|恢复|疏通|安装)|到账了|恢复(供水|供电|正常|通行)|修复了/;
const NOT_DONE =
  /没(办|弄|修|换|装|处理|解决|到)|还没|几(个|件|户|样)|多少|哪(个|些|几)|未(办|修|解决|到)|[?]$|吗$|没有$|什么时候|几时|准备|打算|快要|马上|等.{0,6}(好|完)了|才能|要是|如果/;

/** Somebody is at it (`已经喊人去看了`, `在修了`, `明天能接好`): where it stands, not its end. */
const MOVING =
  /(已经?|都|刚|正)(在|给|跟|向|把)?[^,。;]{0,6}(联系|喊|叫|请|派|安排|报(?!名)|找|申请|协调|对接|汇报|动工|开工|施工|买)|(正?在|开始)(修|办|弄|装|换|施工|挖|走程序|协调|联系|处理|抢修)|(开工|动工|进场|挖开|量过)了|材料(到|买|拉)了?|(明天|明早|后天|下午|下周|下个?月|节后|月底|号|日)[^,。;]{0,8}(能|就|可以|来)?[^,。;]{0,4}(修|接|通|好|办|弄|装|换|完|处理|开工|动工|进场)|(来|派人|去)[^,。;]{0,4}(看|量|测|查|勘)了|回话|答复|立项|批(了|下来)|招标|中标|放线|进场|(喊|叫|请|找)[^,。;]{1,8}(做|修|弄|装|换)/;
/** It does not move on: that too is where it stands. */
const STUCK =
  /(搞|办|弄|解决|处理|修)不(了|成|动|好)|没(有)?(钱|资金|经费|办法|法子)|资金(没|还没|未)|还早|卡(住|在)/;
const ASKS =
  /[?]$|几(个|件|户|样)|多少|哪(个|些|几)|(吗|没有|呢)$|什么时候|几时|要是|如果|谁(去|来|能)|请(大家|各位)/;

/** Somebody went to look again, and how it was. */
const AGAIN = /回访(了|过|完|情况)?|复查|验收|看过了|看(了|过)一?(下|哈)|核实(了|过)|(可以|能|该)销|销号/;
const WELL =
  /好用|好得很|用着|满意|没(啥|什么|得)?(子)?问题|确实|属实|正常|(换|修|弄|装|办|补)(好|上|新的?)?了|能用|不漏了?|亮|没再[^,。;]{0,3}(坏|漏|停|跳|断|堵|熄|黑)|不(再)?(跳|停|断)|(可以|能|该)销|销号吧/;
const NOT_WELL =
  /还是?(不|没)|又(不|坏|漏|停)|没(换|修|弄|装)|不(好用|满意|亮)|[?]$|吗$|什么时候|去(一下|看看)|明天|准备|打算|记得|请/;

/** Free speech that something is put right (M19), or that somebody is at it. Which problem is meant is looked for only then. */
export function readProgress(text: string): Told | null {
  if (text.length > 120) return null;
  if (DONE.test(text) && !NOT_DONE.test(text)) return 'fixed';
  return (MOVING.test(text) || STUCK.test(text)) && !ASKS.test(text) ? 'inProgress' : null;
}

/** Whether somebody has looked again at what was put right, and found it well (E01). */
export const readAgain = (text: string): boolean =>
  text.length <= 120 && AGAIN.test(text) && WELL.test(text) && !NOT_WELL.test(text);

/** It is as bad as it was. */
const STILL =
  /(根本|压根|一直|都|还是?|又|仍)(就)?没(有)?(换|修|弄|装|办|整改|补|接|动|好)|(还是?|又|仍然?|照样|照旧|依旧|老|总|老是|继续)(在)?(漏|跳|坏|停|断|堵|熄|黑|不亮|不通|晃|裂|塌|没水|没电|不行|不好|老样子)|没(有)?(弄|修|换|办|整改|处理|解决|搞)(好|彻底|到位|成|干净|完)/;

/** Whether somebody has looked again at what was put right, and found that it is not. */
export const readUnwell = (text: string): boolean =>
  text.length <= 120 && (AGAIN.test(text) || NUMBERED.test(text)) && STILL.test(text) && !ASKS.test(text);

/** It may be closed with it: `没问题,可以销号`. */
export const tellsClosed = (text: string): boolean => /(可以|能|该)销|销号|销了/.test(text);

/** The form to send instead. */
const FORMS: Record<Told, string> = { fixed: '整改', inProgress: '办理', verified: '回访', unwell: '重办' };
const SAID: Record<Told, string> = {
  fixed: '办好了',
  inProgress: '在办',
  verified: '回访过了',
  unwell: '没弄好',
};

/** It can be moved on this way by the sender. */
const takes = (told: Told, words: string, context: Context) => (p: Problem) => {
  if (!mayMove(p, context)) return false;
  if (told === 'fixed' || told === 'inProgress') return isOpen(p);
  if (told === 'unwell') return p.status === 'fixed' || p.status === 'verified';
  return p.status === 'fixed' || (p.status === 'verified' && tellsClosed(words));
};

/** Asks whether the problem that was meant is to move on; none is found: silence in a room, and other readers may know more. */
export async function askProgress(text: string, told: Told, context: Context): Promise<Effect> {
  const best = await meant(text, takes(told, text, context), context);
  const [first] = best;
  if (!first) {
    if (told === 'verified' || told === 'unwell' || (context.place !== 'private' && !context.message.mention))
      return {};
    return {
      ...say(
        `没看出说的是哪个问题,没有记。写上编号再发:${FORMS[told]} I3 ${clip(text, 40)}。编号发“我的问题”能看到。`,
      ),
      lastResort: true,
    };
  }
  return askWhich(best, text, told, context);
}

/**
 * A visit's words may tell that a problem is put right, too (`人好,I3的路灯也修好了`): one whose number stands there, or one of that
 * household.
 */
export async function askFixedBesides(
  { householdId, words }: WrittenDown,
  context: Context,
): Promise<Effect | null> {
  for (const piece of piecesOf(words, NUMBERED).filter((p) => readProgress(p) === 'fixed')) {
    const found = await meant(piece, takes('fixed', piece, context), context);
    const own = found.filter((p) => p.householdId === householdId || NUMBERED.test(piece));
    if (own.length > 0) return askWhich(own, piece, 'fixed', context);
  }
  return null;
}

function askWhich(problems: readonly Problem[], text: string, told: Told, context: Context): Effect {
  const { directory } = context.read;
  const [first] = problems;
  const state: State = {
    words: text,
    options: problems.map((p) => p.id),
    until: context.now + 10 * MINUTE,
    told,
  };
  const dialog = { state, expires: context.now + 24 * HOUR };
  if (!first || problems.length > 1) {
    const lines = problems.map((p, i) => `${i + 1} ${p.id} ${whereText(p, directory)} ${clip(p.text, 20)}`);
    return {
      ...say(`是哪个问题${SAID[told]}?回数字:\n${lines.join('\n')}\n都不是回“取消”。`),
      dialog,
    };
  }
  const line = `${first.id} ${whereText(first, directory)}:${clip(first.text, 40)}`;
  return { ...say(`${line}\n${offer(first, text, told, context)}`), dialog };
}

function offer(problem: Problem, text: string, told: Told, { read }: Context): string {
  const asked = '对的话回“确认”,不对回“取消”。';
  if (told === 'inProgress') return `记为办理中:${clip(text, 60)}\n${asked}`;
  if (told === 'unwell') return `退回重办:${clip(text, 60)}\n${asked}`;
  if (told === 'verified')
    return `${tellsClosed(text) ? '回访过了,销号' : '记为已回访'}:${clip(text, 60)}\n${asked}`;
  return `记为已整改,再安排${followUpTitle(problem, read.directory)}?${asked}`;
}

/** Reads the answer: 确认, or the number of the one that was meant. */
export async function answerProgress(
  raw: unknown,
  text: string,
  context: Context,
  mark: (problem: Problem, words: string, context: Context, told: Told) => Promise<Effect>,
): Promise<Effect | null> {
  const { words, options, until, told = 'fixed' } = raw as State;
  if (isNo(text)) return { ...say('好,没有记。'), dialog: null };
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
      ...say(`过了10分钟,没有记。要记请发:\n${FORMS[told]} ${id} ${clip(words, 60)}`),
      dialog: null,
    };
  const problem = await findProblem(id, context);
  return problem && takes(told, words, context)(problem)
    ? mark(problem, words, context, told)
    : { ...say(`${id} 已经不用再记了。`), dialog: null };
}
