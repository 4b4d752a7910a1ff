import { findNames, lookUp } from '../../core/text/names.ts';
import { askerFor } from '../../records/find.ts';
import type { Context } from '../define.ts';

/** A household in a question: its name as it was typed, and the words without it. */
export interface Named {
  name: string;
  about: string;
  /** The one that is meant, where nobody else bears the name. */
  id?: string;
}

const BEFORE =
  /^((帮|给|替)我)?((看|查|问|找|翻|发|调)(一)?(下|看)?|告诉我|我?想知道|请问)?(我?帮?的)?[,:\s]*/;
const LIKELY = 0.6;

/** The household that a question names, also with a wrong character (then the command asks back). */
export function namedIn(text: string, { read, sender }: Context): Named | undefined {
  const { directory } = read;
  const names = directory.householdNames();
  const asker = askerFor(sender, directory);
  const [found] = findNames(names, text, asker);
  if (found) {
    const { index, length, entry, others } = found;
    const about = `${text.slice(0, index)} ${text.slice(index + length)}`;
    const name = text.slice(index, index + length);
    return { name, about: about.trim(), ...(others.length === 0 ? { id: entry.id } : {}) };
  }
  const own = sender.person ? directory.householdsOf(sender.person.id) : [];
  // One's own are called by their given names: 长顺家.
  const called = own.filter((h) => h.head.length === 3 && text.includes(h.head.slice(1)));
  const [one, ...more] = called;
  if (one && more.length === 0)
    return { name: one.head, about: text.replace(one.head.slice(1), ' ').trim(), id: one.id };
  const start = BEFORE.exec(text)?.[0].length ?? 0;
  const word = /^(\p{L}{2,8}?)(?=家|屋|的|户|上次|下次|最近|有|还)/u.exec(text.slice(start))?.[1] ?? '';
  if (word.length < 3 || !lookUp(names, word, asker).some((m) => m.score >= LIKELY && !m.weak))
    return undefined;
  return { name: word, about: `${text.slice(0, start)} ${text.slice(start + word.length)}`.trim() };
}

const WHEN = '(啥时候?|什么时候|几时|何时|哪一?天|几号)';
/** Whether somebody may have something is the book's business, not the household's card. */
const POLICY =
  /(能不能|可不可以|可以|够不够|符不符合|符合|能|怎么|咋个?|该怎么)[^,。]{0,6}(申请|办理?|享受|报销|报|领|补|贷|评|纳入|吃)|有(没有)?(什么|啥|哪些)?(政策|补助|补贴)|条件/;

/** What may be asked of a household, each with the command that tells it; the first that the words speak of is meant. */
const FACTS: readonly [RegExp, (name: string) => string][] = [
  [
    /(?<!打|接|通|回|打了|打过|打个|打的)(电话|手机|号码|联系方式|联系卡)(?!里|走访|打|没(接|人|打)|联系|回访|过)|(怎么|咋个?|如何)联系|联系得?上/,
    (n) => `联系卡 ${n}`,
  ],
  [
    /(谁|哪个|哪位|啥人|什么人)(在|来)?(帮扶?|包|管|负责|联系|结对)|(帮|包|管|负责|联系|结对)[^,]{0,4}(是|叫)?(谁|哪个|哪位)|(帮扶|包户|结对)(责任)?(人|干部)|归(谁|哪个)/,
    (n) => `谁在帮 ${n}`,
  ],
  [/一口清|户卡片?|帮扶卡/, (n) => `一口清 ${n}`],
  [/人均|贫困线/, (n) => `一口清 ${n}`],
  [
    /收入账|账|挣|赚|(卖|花|收|用)了?(多少|好多|几)|支出|开支|(多少|好多|咋样|怎么样|几)(钱|收入)|收入(有|是|到|大概)*(多少|好多|几|咋|怎)|(有|啥|什么)收入/,
    (n) => `收入账 ${n}`,
  ],
  [
    /(差|缺|少|需要)(点|些|了)?(啥|什么|哪些|不缺|东西)|需求|要(啥|什么|哪些)(东西|物资)?$/,
    (n) => `还差什么 ${n}`,
  ],
  [/任务|待办/, (n) => `我的任务 ${n}`],
  [
    /问题|毛病|隐患|整改|销号|(解决|办|处理|修|弄|搞|落实|通|装|换)(得|好|完|了|到位|成)*(没|吗|咋样|怎么样|到哪)|(啥|什么|哪些|几件|几样)[^,]{0,2}事?(没|未)(有)?(办|解决|处理)|(啥|什么|哪些)事情?(没|要|得)|(工资|补贴|补助|低保|款|钱|贷款|奖补)[^,]{0,6}(到|发|打|下|批)(了|账|来|下来)*(没|吗)|没办(的|完)/,
    (n) => `问题清单 ${n}`,
  ],
  [
    new RegExp(
      `[上下](一)?(次|回|趟)|(还要|还有|再|等)[^,]{0,3}几天|几(次|回|趟)|最近|最后|走访|${WHEN}[^,]{0,5}(去|走|来|到|看|跑|访)|(去|走|访|来|到过?|跑|上门|入户|见|打)(了|过)(吗|没|几|多少|哪)|(去|走|访|跑|来)[没不](去|走|访|跑|来)|(去|走|访|来|跑)(没有?|吗)|(多久|好久|几天|多少天|多长时间)(没|未)|有(没有)?人(去|来|走|管)|谁(去|走|来|跑)(的|过|了)|(该|要)(不该|不要)?(去|走)(了|访)*(没|吗)`,
    ),
    (n) => `看走访 ${n}`,
  ],
  [
    /情况|几口|(几|多少)个?(人|娃|孩|儿|女|老|学生|劳力)|读书|上学|在哪|岁数|(做|干)啥|谁|人口|成员|(什么|啥|哪类|哪种|哪样)(户|类)|是不是|(低保|五保|贫困|特困|建档|边缘|监测)户?(吗|不|没)|脱了?贫|致贫|原因|病|残疾|多大|几岁|年纪|措施|项目|产业|(养|种)(了|的|着)?(啥|什么|多少|几)|医保|档案|底子|资料|信息|基本|在?(哪个?|几)(村|组|里|住)|住哪|地址|卡片|户卡|啥样|怎么样|咋样|人均|收入/,
    (n) => `一口清 ${n}`,
  ],
];

const BARE =
  /^(家|户|屋里?)?的?\s*(情况|家庭情况|基本情况|电话|手机|电话号码|手机号码?|号码|联系方式|联系卡|帮扶(责任)?人|包户干部|问题|任务|收入|收入账|需求|诉求|走访|走访记录|走访情况|档案|户卡|卡片|资料|信息|家庭成员|致贫原因|帮扶措施|上次走访|下次走访)$/;
/** What the household said or asked is told, not asked. */
const SAYS =
  /^(家里?|屋里|户)?(他|她|老伴|老婆|媳妇|儿子|女儿|妈|爸|娘|老人|本人|今天|昨天|刚才|又|还|也|一直|老)*(说|问|讲|反映(?!了?(啥|什么|哪|没|过|的))|提出|想|打算|托|喊|担心|怕|要求|希望)/;
const ONLY = /^(家里?|户|屋里)?的?$/;
const REQUESTS = /诉求|反映(了|过|的)|意见|提(了|过|的)(啥|什么|哪)|(答复|回话|回复)(了|过)?(没|吗)/;
const PAST_YEAR = /去年|上一?年/;

/** The words tell what a household said: `罗启明问低保啥时候发`. */
export const tellsOf = ({ about }: Named): boolean => SAYS.test(about.trim());

/** What a question about one household asks, as the line that answers it; null where the words tell of no fact of it. */
export function ofHousehold(named: Named, asked: boolean, { read, sender }: Context): string | null {
  const { name, id } = named;
  const about = named.about
    .replace(BEFORE, '')
    .replace(/^(家里?|户|屋里|屋头)(?=的)/, '')
    .trim();
  const plain = about.replace(/[?。!吧呢啊]+$/, '');
  if (!asked && !BARE.test(plain)) return null;
  if (POLICY.test(about) || tellsOf(named)) return null;
  if (asked && ONLY.test(plain)) return `一口清 ${name}`;
  if (REQUESTS.test(about)) {
    const household = id === undefined ? undefined : read.directory.household(id);
    const village = read.directory.village(household?.villageId ?? '')?.name.replace(/村$/, '') ?? '';
    return household?.helperId === sender.person?.id ? '待答复' : `没答复的诉求 ${village}`.trim();
  }
  const line = FACTS.find(([words]) => words.test(about))?.[1](name);
  if (!line) return null;
  return line.startsWith('收入账') && PAST_YEAR.test(about) ? `${line} 去年` : line;
}
