import { addDays, type Day } from './clock.ts';

/** What a problem is about (E25), with the words of the field. */
export const CATEGORIES = [
  'housing',
  'water',
  'power',
  'road',
  'telecom',
  'education',
  'medical',
  'relief',
  'industry',
  'work',
  'payment',
  'relocation',
  'data',
  'dispute',
  'helper',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const CATEGORY_LABELS: Record<Category, string> = {
  housing: '住房',
  water: '饮水',
  power: '用电',
  road: '道路',
  telecom: '通讯',
  education: '教育',
  medical: '医疗',
  relief: '低保救助',
  industry: '产业销售',
  work: '务工',
  payment: '资金到账',
  relocation: '搬迁',
  data: '信息不准',
  dispute: '纠纷',
  helper: '帮扶人',
  other: '其他',
};

/** Words that tell what a problem is about; the first line that has one wins, so what is more special stands first. */
const WORDS: readonly [Category, RegExp][] = [
  [
    'payment',
    /没(有)?(到|打|发)(账|帐|张|卡|位|下来)|没(打|发|拨)到|(未|还没|没有)到[账帐张]|到[账帐张]了?(没|吗)|(工资|补贴|补助|低保|款|钱)[^,。;]{0,8}(没(到|发|打|来|拿)|未(到|发)|拖欠|欠着|到了?没)|拖欠|欠薪|欠工钱/,
  ],
  ['road', /断头路|路面|通组路|(路|桥)[^,。;]{0,3}(塌|垮|断|冲)/],
  ['relocation', /搬迁|安置|交钥匙|拆旧|易地/],
  ['dispute', /纠纷|矛盾|吵架|打架|争(地|山|水|界|执)|闹(矛盾|事|意见)|堵(路|门)|不和|扯皮/],
  ['helper', /帮扶(人|干部|责任人)|联系卡|没见过(干部|帮扶)|结对/],
  [
    'data',
    /信息(不准|有误|错|对不上)|(名字|年龄|姓名|人口|档案|资料|台账)[^,。;]{0,4}(错|不对|不符|不全|缺|没有|丢)|缺(件|资料|材料)|补(录|资料|档)|疑点|对不上|(申请书|档案|原件)[^,。;]{0,6}(找不到|不见|丢)|公示(?!栏)|异议/,
  ],
  ['education', /上学|学费|学杂费|辍学|助学|失学|退学|读书|学生|学校|校车|教育|书本费|幼儿园/],
  ['medical', /看病|住院|吃药|药费|医(保|疗|院|生)|报销|体检|慢性病|卫生室/],
  [
    'power',
    /停电|没电|断电|电线|电压|电饭煲|电表|变压器|路灯|灯泡|灯坏|漏电|用电|照明|电杆|插座|跳闸|(灯|电)[^,。;]{0,4}(熄|灭|不亮)|不亮/,
  ],
  [
    'water',
    /停水|水又?(停|断|没)了|没水|没得水|断水|缺水|吃水|饮水|水(浑|脏|臭|管|井|池|塔|泵|表|龙头|源)|自来水|用水|水不(干净|够)/,
  ],
  ['telecom', /信号|网络|宽带|断网|没网|上网|基站|电视(看不|没)/],
  ['housing', /房|屋(顶|面|里漏|漏)?|漏雨|墙|裂缝|危改|瓦(片|坏|掉)|厨房|厕所|砖|门窗|地基/],
  ['road', /(?<![门销思套活出线])路|桥|塌方|护栏|涵洞|台阶|边坡/],
  ['relief', /低保|救助|残疾证|五保|特困|养老|社保|户口|残疾/],
  ['industry', /卖不|滞销|销路|销售|鸡|鸭|猪|牛|羊|茶|果|菜|种(子|植)|养殖|产业|贷款|化肥|农药|药材|蜂/],
  ['work', /务工|打工|招工|就业|没活|找工作|工作|公益岗|门路|(介绍|找)[^,。;]{0,3}活/],
];

/** The category that words tell of; `other` where nothing tells. A category's own word said by itself wins. */
export function categoryOf(text: string): Category {
  const said = CATEGORIES.find((c) => text.split(/[\s,;、:]+/).includes(CATEGORY_LABELS[c]));
  return said ?? WORDS.find(([, re]) => re.test(text))?.[0] ?? 'other';
}

/** What cannot wait: nothing to drink, no power, something dangerous. */
const URGENT = /(停|没|没得|断|缺)(水|电)|漏电|要塌|要垮|垮了|塌了|塌方/;

/** Days within which a problem is to be put right, by what it is about (E04, E15; five days for money as for an opinion). */
const WITHIN: Partial<Record<Category, number>> = { payment: 5, data: 3, helper: 5 };
const USUAL = 15;
const SOON = 3;

/** The day by which a problem is due where nobody said one. */
export function dueOf(category: Category, text: string, today: Day): Day {
  const soon = (category === 'water' || category === 'power') && URGENT.test(text);
  return addDays(today, soon ? SOON : (WITHIN[category] ?? USUAL));
}

/** Words of something that is wrong, by which free speech is taken for a problem. A wish or a plan is none. */
const TROUBLE = new RegExp(
  [
    // What leaks, breaks, falls down.
    '漏雨|漏水|漏电|触电|电(线|缆)[^,。;]{0,6}(乱(搭|拉|接)|裸|露|破|皮)|(怕|会|容易)(被)?(电|砸|压)(到|着|倒)?(人|娃|老人)|老化|冒(火|烟)|火星|烂了|水管(爆|裂|断)|(还|又|在|有点|有些)(是)?漏|漏得|裂缝|开裂|裂了|塌了|要塌|要垮|垮了|塌方|危房(?!改造|改建|补助|补贴|验收|资料|材料|申请|鉴定|款|指标|名额|项目|政策)',
    '坏了|坏的|坏$|(灯|锁|门|泵|管|机|路)坏|不亮了?|(灯|电)[^,。;]{0,4}(熄|灭|黑)了|跳闸|堵了|关不(严|紧|上)|进风|积水|淹了|(堵|坏|烂|歪|斜|松|断|裂|爆|漏|塌|垮)(得|的)(很|凶|厉害)|坑坑洼洼|(路|桥)(面)?[^,。;]{0,3}(烂|难走|不好走|滑得|窄)|车[^,。;]{0,2}(进|上|过|开)不(去|来|了)|滑坡|泥石流',
    // What does not come.
    '停水|停电|断水|断电|断电|断网|没水|没得水|没电|没得电|没信号|没网|水(浑|脏|臭)|不通|断头|(水|电|网)(还|都|也)?[^,。;]{0,4}停了|电压[^,。;]{0,3}(低|不(稳|够|足))|水压[^,。;]{0,3}(低|小|不够)|水[^,。;]{0,2}(小|细)得|水不够(吃|用|喝)|煮不熟|带不(动|起)|(信号|网络?)[^,。;]{0,3}(差|弱|不好|时有时无)|(尚|还)?未(接通|通水|通电|通路)|水电[^,。;]{0,4}(没|未)',
    // Money and papers.
    '没(到|打|发)(账|帐|张|卡|下来)|没(打|发|拨|领|拿)(到|下来|过来|齐|够)|没有?到[账帐张]|(未|没)(领到|拿到|发放|拨付|到位)|到了?没|拖欠|欠薪|(报销?|办|批)不(了|成|下来)|(停|取消)了[^,。;]{0,2}(低保|补贴|补助)|(低保|补贴|补助)[^,。;]{0,4}(被)?(停|取消)了',
    '(名字|年龄|姓名|人口|档案|资料|台账|信息|数据|申请书|号码|系统)[^,。;]{0,10}(错了?|不对|不符|对不上|不见了|找不到了?|丢了|有误)|又收了',
    // What is short, what cannot be sold, paid or found.
    '(?<!不)缺(水|粮|砖|钱买)|差(砖|瓦|水泥|钱|\\d)|砖(还)?差|没(得)?(钱|法)(买|治|看病|上学|读书|修|盖|装)|卖不(出|掉|动|脱|起)|滞销|没(得)?人(来)?(收|要|管|买)(?!拾)|没(得)?(销路|着落)|(没|无)(得)?(门路|路子)|找不到(活|工作|事做|销路)|看不起病|治不起|读不起|揭不开锅',
    // Children, neighbours, what nobody sees to.
    '辍学|失学|不去上学|不(想|愿)(意)?(上学|读书)|退学|没(钱|法)上学|扯皮|堵路|欺负|必须(弄|修|搞|建)完|不清楚|不知道(啥|什么|几)时候|没(得)?(消息|音信|下文)|淋雨|看不清',
  ].join('|'),
);
const MENDED = /修好|不漏了|通(水|电|网)了|来(水|电)了|换好了|办好了|弄好了|解决了|到账了(?!没|吗)|搞定/;

/** Whether words tell of something wrong that still is. */
export function isTrouble(said: string): boolean {
  const text = said.replace(/冇/g, '没');
  return (
    TROUBLE.test(text) &&
    (!MENDED.test(text) || /还(是|在)?漏|又(漏|坏|停|断)|(雨大|下雨)[^,。;]{0,4}漏/.test(text))
  );
}

/** The sentences of a note that tell what is wrong: `今天去了他家。屋顶还漏` gives the second one. */
export function troubleIn(text: string): string {
  const sentences = text.split(/[。!?\n]+/).map((s) => s.trim());
  const wrong = sentences.filter((s) => s !== '' && isTrouble(s));
  return wrong.join(';');
}
