import { findDay } from '../../core/text/days.ts';
import { type Asker, findNames, lookUp } from '../../core/text/names.ts';
import { display } from '../../core/text/normalize.ts';
import type { Check, Mode, Visit } from '../../records/visit.ts';
import type { Context } from '../define.ts';
import type { Draft, Target } from './draft.ts';
import { type LineReading, likely } from './line.ts';
import { nextVisitIn } from './next.ts';
import { askerOf, mayLog } from './rights.ts';

/** That somebody went or called, as a thing done. */
const WENT =
  /去了|走了|走访了?|去过|看望了?|到了?[^,。;]{1,8}家|入了?户|上门|家访|登门|跑了?一?趟|去[^,。;]{1,8}(家|屋)|刚从.{1,8}(家|屋)/;
const CALLED = /打了?(个|过)?电话|电话(里|上|联系|问|说|聊|通)|通了?(个)?电话|视频/;
/** Plans, requests and questions are no visits. */
const NOT_DONE =
  /马上|等会|等下|待会|一会儿?|正要|过会|这就|明天|后天|下周|下星期|下个?月|准备|打算|计划|该去|要去|想去|记得|麻烦|帮忙|帮我|帮查|请|通知|别忘|什么时候|哪天|有没有去|去没去|没去|还没|[?]|吗$|呢$|哪些|几户|多少|怎么|咋/;
/** Something over: 了, 过, 刚, or a day that is past. */
const DONE = /了|过|刚|今天|今早|昨|前天|上午|下午|回来|入户|上门|家访|没人|没碰|门锁/;
const NOBODY = /没人|无人|门锁|锁(着|了)?门|都不在|没(碰|遇|见)(到|着|上)|没在家|不在(家|屋)/;
const SOMEBODY =
  /(他|她|户主|老)?(妈|娘|母亲|爸|爹|父亲|老伴|老婆|媳妇|儿媳妇?|儿子|女儿|婆婆|奶奶|爷爷|老人|孩子|娃)[^,。;不没]{0,3}(在家|在屋|都在)|(见到|碰到|遇到|问了)了?[^,。;]{0,4}(他|她|妈|爸|老伴|媳妇|儿|女|婆|奶|爷|老人)/;
const RELATIONS: readonly [RegExp, string][] = [
  [/(他|她)?(妈|娘)|母亲/, '母亲'],
  [/(他|她)?(爸|爹)|父亲/, '父亲'],
  [/儿媳妇?/, '儿媳'],
  [/老伴|老婆|媳妇|爱人/, '配偶'],
  [/儿子/, '儿子'],
  [/女儿/, '女儿'],
];
/** What words tell of a check that is not in order (B31, B32), unless it was put right. */
const PROBLEMS: readonly [Check, RegExp][] = [
  ['housing', /漏雨|(屋|房)[^,。;]{0,6}漏|裂缝|开裂|墙[^,。;]{0,4}裂|危房|塌|要垮/],
  ['water', /停水|断水|没水|没得水|缺水|水(浑|脏|臭)|吃水(难|不)/],
  ['education', /辍学|不去上学|没(去)?上学|退学/],
  ['medical', /看不起病|没钱(看病|买药)|吃不起药/],
  ['food', /没(得)?吃的|断粮|没米/],
  ['clothing', /没(得)?(棉)?衣|被子(不够|薄)|没被子/],
];
const MENDED = /修好|不漏了|好了|解决了|通水了|来水了/;

/**
 * Free speech that tells of a visit: somebody known, somewhere gone or called, and done. Null where there is any doubt: in
 * a group a doubt means silence (contract, section 5). What it gives is only inferred, so it waits for a 确认.
 */
export function readSpeech(text: string, context: Context): LineReading | null {
  if (
    text.length > 400 ||
    /^#?接龙/.test(text) ||
    NOT_DONE.test(text) ||
    !DONE.test(text) ||
    !(WENT.test(text) || CALLED.test(text))
  )
    return null;
  const { directory } = context.read;
  const target = targetIn(text, askerOf(context.sender, directory), context);
  if (!target) return null;
  const day = findDay(text, { today: context.today, prefer: 'past' });
  const date = day && 'day' in day && day.day <= context.today ? day.day : context.today;
  const met = NOBODY.test(text) && !SOMEBODY.test(text) ? undefined : metIn(text);
  const draft: Draft = {
    targets: [target],
    mode: modeOf(text),
    date,
    dateSaid: date !== context.today,
    note: text,
    text: display(context.message.text),
    by: visitorIn(text, target, context),
    met,
    checks: checksIn(text),
    nextVisit: nextVisitIn(text, context.today),
    inferred: true,
    source: { messageId: context.message.id, chat: context.chat },
    saidAt: context.now,
  };
  return { kind: 'draft', draft };
}

/** The one household that the words name; a name that is not exact counts only as `…家`. */
function targetIn(text: string, asker: Asker, context: Context): Target | null {
  const { directory } = context.read;
  const names = directory.householdNames();
  const found = new Set(findNames(names, text, asker).map((m) => m.entry.id));
  const [id] = found;
  if (found.size > 1) return null;
  const household = id ? directory.household(id) : undefined;
  if (household) return mayLog(context.sender, household) ? { household: household.id } : null;
  const word = /(?:^|[\s,。;到去在])([\p{L}]{2,9}?)(?:家|屋里|屋头)/u
    .exec(text)?.[1]
    ?.replace(/^(今天|昨天|刚才|刚|我|去了?|到了?|在)+/, '');
  if (!word || word.length < 2) return null;
  const options = likely(
    lookUp(names, word, asker).filter((m) => m.score >= 0.6),
    asker,
  );
  return options.length > 0 ? { word, options } : null;
}

/** The household's helper, where somebody else tells of his visit: `冯立群走访罗启明`. */
function visitorIn(text: string, target: Target, context: Context): string | undefined {
  const { directory } = context.read;
  const household = 'household' in target ? directory.household(target.household) : undefined;
  const helper = household?.helperId ? directory.person(household.helperId) : undefined;
  return helper && helper.id !== context.sender.person?.id && text.startsWith(helper.name)
    ? helper.id
    : undefined;
}

function modeOf(text: string): Mode {
  if (CALLED.test(text) && !/去了|去[^,。;]{1,8}家/.test(text))
    return /没接|没人接|打不通|关机|停机/.test(text) ? 'noAnswer' : 'phone';
  return NOBODY.test(text) && !SOMEBODY.test(text) ? 'absent' : 'home';
}

function metIn(text: string): string[] | undefined {
  const said = SOMEBODY.exec(text)?.[0];
  const relation = said && RELATIONS.find(([re]) => re.test(said))?.[1];
  return relation ? [relation] : undefined;
}

function checksIn(text: string): Visit['checks'] {
  const found = PROBLEMS.filter(([, re]) => re.test(text));
  if (found.length === 0 || (MENDED.test(text) && !/还(是|在)?漏|又/.test(text))) return undefined;
  return Object.fromEntries(found.map(([check]) => [check, 'problem']));
}
