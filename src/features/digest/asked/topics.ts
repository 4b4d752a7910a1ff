/** What a leader's question is about; each has its answer beside it. */
export const TOPICS = [
  'mine',
  'away',
  'unhelped',
  'tries',
  'compare',
  'villages',
  'helpers',
  'requests',
  'problems',
  'tasks',
  'flow',
  'register',
  'whole',
] as const;
export type Topic = (typeof TOPICS)[number];

/** It asks, and does not tell: 几个, 哪些, 谁, 怎么样, 比得了吗. */
const ASKS =
  /几|多少|哪|谁|啥|什么|怎么?样|咋样|如何|有没有|(没有?|不|没得)[?]?$|了没|好没|吗|呢$|[?]|情况|汇报|统计|看看|比|报一下|说一下/;
const WORK = '(?:走|跑|去|访|入户|动|到|户|问题|整改|工作|情况|诉求|进度|进展|咋样|怎么?样|如何|报)';
const TIME = /(周|星期|礼拜|月|季度|年|天|日)/;
const NOT_SEEN =
  /(见|碰|找|遇)不(到|着)(人|面)?|(老|总|一直|都)(没|未)(有)?(见|碰|找|遇)(到|着)?人?|(没|未)(见|碰|找|遇)(到|着)人|家里?没人|没人在家?|未遇|[两二三四五2-9]次.{0,6}(没|未|不)/;

/** By what the words are about, the narrower first: each rule is words that must all stand in the question. */
const RULES: readonly [Topic, ...RegExp[]][] = [
  ['mine', /(要|等|该|需要?|请|找)我(来|去|亲自)?(办|协调|处理|定|管|批|解决|出面|过问)/],
  ['away', /请假|休假|不在岗|在岗/, /谁|哪|几|多少|有没有|吗|[?]/],
  [
    'unhelped',
    /(没|无|缺|差|未)(有|得)?((人|哪个|谁)(帮|包|管|结对)|(安排|定|明确|落实)?(帮扶|包户)(责任)?(人|干部|$))/,
    /户|人家|谁|几|多少|哪/,
  ],
  ['tries', NOT_SEEN, /户|家|谁|哪|几|有没有/],
  [
    'compare',
    /比|多还是少|(多|少)了(多少|几|还是)|涨|降/,
    TIME,
    /走|访|户|跑|入户|情况|怎么?样|咋样|如何|问题/,
  ],
  ['villages', /(哪一?个|哪些|哪几个|各个?|每个|几个|下面|所有)村(里)?/, new RegExp(WORK)],
  [
    'helpers',
    /(谁|哪一?个|哪些|哪几个|哪位)(帮扶|包户|的)?(责任)?(人|干部|同志|队员)?.{0,8}(没|未)(有)?(走|去|访|下村|下户|入户|动)/,
  ],
  [
    'requests',
    /诉求|反映|意见|老百姓|群众|乡亲|村民|户里/,
    /(反映|提|问|说)(上来)?(了|的|过)?(些)?(啥|什么|哪些)|新来|来了(多少|几)|(反映|提)了?(多少|几)/,
  ],
  [
    'problems',
    /问题|整改|销号|解决了/,
    /几|多少|情况|怎么?样|咋样|如何|没有?[?]?$|完了?没|吗|比例|率/,
    /解决|整改|办|处理|销|新|报|完|剩|过期|逾期|有|出/,
    /^(?!.*(走访|入户|诉求|群众|乡亲|老百姓|反映|答复)).*$/,
  ],
  ['tasks', /任务|(派|布置|安排)(下去|出去)?的?(事|活|工作)|还?差(谁|哪些?人|几个?人)/, ASKS],
  [
    'flow',
    /新增|添(了|丁)|减少|(?<!多)少了|出生|生了|去世|死亡|迁|嫁|变动|变化/,
    /(几|多少|哪些)个?(人|口|户)|人口|户里的?变/,
    TIME,
  ],
  [
    'register',
    /贫困户|脱贫|建档立卡|在册|名册|(全乡|全镇|村里?|[\u4e00-\u9fff]{2}).{0,3}(一共|总共|共|有)(多少|几)(户|人)/,
    /多少|几/,
    /^(?!.*(走|访|去|跑|见|办|交|问题)).*$/,
  ],
  [
    'whole',
    /(总|整)(体|的)?(情况|上|进展)|^汇报|汇报(一下|下)?[吧呢]?$|(看看|给我|发我|报下|报一下).{0,4}(数据|数字|数|情况)$|(工作|各项|帮扶)(工作)?(的)?(情况|进展|进度)/,
  ],
];

/** Told, asked of the book, or asked of people: not of the figures. */
const OTHERS =
  /怎么(办|申请|弄|领|报)|可以.{0,6}吗|能不能|政策|补助|补贴|标准|条件|程序|申请|什么意思|为什么|[ISTQ]\s*-?\d/i;

/** What a question asks after; null where it is none that figures could answer. */
export function topicIn(text: string): Topic | null {
  if (text.length > 40 || OTHERS.test(text)) return null;
  return RULES.find(([, ...words]) => words.every((w) => w.test(text)))?.[0] ?? null;
}

/** How one person's households are getting on: `苗青云这个月走了几次`, `冯立群走了没有`. */
export const ASKS_OF_ONE =
  /(走|去|访|跑|入户|下村)(访|完)?(了)?.{0,4}(几|多少|没有?|吗|完|咋样|怎么?样|情况)|(走访|户)(情况|.{0,2}(咋样|怎么?样))/;
