import type { Check, Mode, Visit } from '../../../records/visit.ts';
import { findMode, modeAt } from '../modes.ts';

/** Words that somebody was gone to, or called. */
const WENT =
  /(?<![上下回出交送])去了|(走|跑|转|访)了|进(了|过)?(屋|门)(里)?(看|坐|转|聊|摆)|入的户|走[仿坊防]了|(去|来|到|路过|赶到)[^,。;]{0,10}(看|坐|转|聊|摆)(了|过|哈)|从[^,。;]{1,8}(回|出|转)来|(家|屋里?|屋头|那里|那儿|那边)(转|走)?(出来|回来)|打卡|(上|拢|进)[^,。;没]{0,5}(家|屋)[里头]*(去|来|坐|看|了|的)|[✅✔☑]|(?<![a-z])(zf|get)(?![a-z])|看了[^,。;]{0,8}(家|户)|走访|去过|看望|慰问|探望|到了?[^,。;]{1,8}(家|屋)|入了?户|到户|上门|家访|登门|[跑去]了?一?(趟|圈|转)|[去在从到][^,。;]{0,8}[^大国人专搬全回](家|屋)(里|头)?(?!电|具|长|务|乡|产|人)|送(了|去|到)|(两|三|四|几|\d)(家|户)[^,。;]{0,6}(到|去|走|跑|看)(了|过|完)|都(到|去|走|跑)(了|过|完)(?!位|账|期|货)/u;
const CALLED =
  /[📞☎📱]|(打|通|接)(了|过|个|通)*[^,。;]{0,6}电话(?!都?(得|要|不))|电话(里|上|联系|问|说|聊|通|沟通|走访|回访|打)|(视频|微信|语音)(了|里|上|联系|问|说|聊|通)|(?<!互相|自己)联系(了|上了|过)|通(了|过)话/u;
/** A clause about what is planned, asked, wanted or heard tells of no visit. */
const NOT_DONE =
  /^(哪位|哪个|谁|有谁|有没有人)|马上|等会|等下|待会|一会儿?|正要|过会|这就|明天|明早|后天|下周|下星期|下礼拜|下个?月|改天|准备|打算|计划|该去|要去|想去|再去|去一下|记得|麻烦|帮忙|帮我|帮查|请(?!我|了)|通知|别忘|什么时候|哪天|有没有去|去没去|没去|没走|没走访|还没(去|走|来得及|空|到)|[?]|吗$|呢$|哪些|几户|多少户|怎么|咋(个|办|样)|听[^,。;]{0,4}说|据说|要是|如果|争取/;
/** Something over: 了, 过, 刚, or a day that is past. */
const DONE =
  /了|过|啦|完毕|打卡|[✅✔☑]|刚|才从|今天|今早|今日|昨|前天|上午|下午|中午|晚上|早上|回来|入户|上门|家访|走访|没人|没碰|门锁|锁门/u;
/** Somebody above was gone with: his visit, not one's own (D05). */
const BESIDE =
  /陪(同|着)?[^,。;]{0,8}(书记|主任|领导|组|县长|乡长|局长|队长|主席|督查|检查|考察|记者)[^,。;]{0,8}(走|去|到|看|入户|检查|来)/;
const NOBODY =
  /没(得)?人|人没(得)?(见|在|碰|遇)|无人|门锁|(上|挂|落)(着|了|起)(把)?锁|铁将军|锁(着|了|起)?门|锁起|都不在|没(碰|遇|见)(到|着|上)|没在(家|屋)|不在(家|屋)|扑了?(个)?空|跑了?(个)?空|白跑/;
const UNANSWERED = /没接|没(得|有)?人接|没(打|拨)?得?通|不接|打不通|没打通|关机|停机|无人接听/;
const SOMEBODY =
  /(他|她|户主|老)?(妈|娘|母亲|爸|爹|父亲|老伴|老婆|媳妇|儿媳妇?|儿子|女儿|婆婆|奶奶|爷爷|老人|孩子|娃)[^,。;不没]{0,3}(在家|在屋|都在)|(?<!门口|门外|外头|外面)(坐了?一?(阵|会|哈)|聊了|摆了)(?![^。;]*(没|未)(等|见|碰|遇))|(见到|碰到|遇到|问了)了?[^,。;]{0,4}(他|她|妈|爸|老伴|媳妇|儿|女|婆|奶|爷|老人)/;
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

/** The clause tells of a plan, a question, a request or hearsay. */
export const isPlan = (clause: string) => NOT_DONE.test(clause);

export const isDone = (text: string) => DONE.test(text);

/** Somebody went or called, as far as one clause tells. */
export const tellsVisit = (clause: string) => WENT.test(clause) || CALLED.test(clause);

export const metNobody = (text: string) => NOBODY.test(text) && !SOMEBODY.test(text);

/** How a household was reached; undefined where the words do not tell. */
export function spokenMode(text: string): Mode | undefined {
  const [bare] = text.split(/[,。;\s]+/).flatMap((word) => (word === '' ? [] : (wholeMode(word) ?? [])));
  if (bare && !metNobody(text)) return bare;
  if (CALLED.test(text) && !/去了|去[^,。;]{1,8}(家|屋)|入户|上门/.test(text))
    return UNANSWERED.test(text) ? 'noAnswer' : 'phone';
  if (metNobody(text)) return 'absent';
  if (WENT.test(text))
    return findMode(text)?.mode === 'accompanied' || BESIDE.test(text) ? 'accompanied' : 'home';
  return undefined;
}

/** `电话`, `入户`: a clause that says nothing but the way. */
function wholeMode(word: string): Mode | undefined {
  const hit = modeAt(word);
  return hit?.length === word.length ? hit.mode : undefined;
}

/** Who of the household was met, where somebody else than its head was. */
export function metIn(text: string): string[] | undefined {
  if (metNobody(text)) return undefined;
  const said = SOMEBODY.exec(text)?.[0];
  const relation = said && RELATIONS.find(([re]) => re.test(said))?.[1];
  return relation ? [relation] : undefined;
}

export function checksIn(text: string): Visit['checks'] {
  const found = PROBLEMS.filter(([, re]) => re.test(text));
  if (found.length === 0 || (MENDED.test(text) && !/还(是|在)?漏|又/.test(text))) return undefined;
  return Object.fromEntries(found.map(([check]) => [check, 'problem']));
}
