/** Categories of a household's income, as the field's dictionary has them (B29, L08). */
export const INCOMES = [
  '务工',
  '零工',
  '种植',
  '养殖',
  '经营',
  '分红',
  '土地流转',
  '公益岗位',
  '低保',
  '特困供养',
  '残疾补贴',
  '其他政策性',
  '其他',
] as const;
export type IncomeCategory = (typeof INCOMES)[number];

/** What a household spends on. */
export const EXPENSES = ['生产经营', '医疗', '教育', '住房', '人情', '生活', '其他'] as const;
export type ExpenseCategory = (typeof EXPENSES)[number];

/** The four groups of the year's account (K08), in its order. */
export const GROUPS = ['工资性', '生产经营性', '财产性', '转移性', '其他'] as const;
export type IncomeGroup = (typeof GROUPS)[number];

export const GROUP_OF: Record<IncomeCategory, IncomeGroup> = {
  务工: '工资性',
  零工: '工资性',
  公益岗位: '工资性',
  种植: '生产经营性',
  养殖: '生产经营性',
  经营: '生产经营性',
  分红: '财产性',
  土地流转: '财产性',
  低保: '转移性',
  特困供养: '转移性',
  残疾补贴: '转移性',
  其他政策性: '转移性',
  其他: '其他',
};

type Words<T> = readonly [T, RegExp][];

/** What income is told by; two of these beside one amount, and nothing is known. */
const INCOME_WORDS: Words<IncomeCategory> = [
  ['低保', /低保/],
  ['特困供养', /特困|五保|供养/],
  ['残疾补贴', /残疾|残补|护理补贴/],
  ['公益岗位', /公益(性)?岗|保洁|护林|护河|护路/],
  ['分红', /分红|股金|红利/],
  ['土地流转', /流转|租金|租出|出租|租给|承包费/],
  ['零工', /零工|短工|小工|散工|帮工|搬砖/],
  ['养殖', /鸡|鸭|鹅|猪|牛|羊|鱼|蜂|蛋|兔|鸽|蚕|泥鳅|黄鳝|虾|养殖/],
  [
    '种植',
    /茶|果|蔬|菜|谷|稻|大米|玉米|苞谷|包谷|红薯|洋芋|土豆|药材|花生|油菜|橘|桔|橙|李子|桃子|烟叶|烤烟|辣椒|海椒|花椒|生姜|竹笋|香菇|木耳|菌|天麻|魔芋|核桃|板栗|柚|梨|枣|瓜|豆|麦|棉花|苎麻|桑|百合|黄精|当归|甘蔗|萝卜|蒜|苗木|庄稼|种植/,
  ],
  ['经营', /小卖部|开店|店里|生意|摆摊|经营|跑(车|运输|短途|长途|摩的|货)|拉货|运货|农家乐/],
];
/** What tells only where nothing above does. */
const USUAL_INCOME: Words<IncomeCategory> = [
  ['务工', /务工|打工|做工|上工|工资|工钱|寄(回|来|了)|上班|工地|厂/],
  ['其他政策性', /养老金|养老保险|补贴|补助|奖补|直补|退耕|抚恤/],
];

const EXPENSE_WORDS: Words<ExpenseCategory> = [
  [
    '生产经营',
    /种子|化肥|肥料|饲料|草料|牧草|兽药|薄膜|租地|地租|耕地|请工|农药|鸡苗|鸭苗|鱼苗|果苗|树苗|猪崽|猪仔|鸡仔|鸡崽|地膜|农机|油费|油钱|汽油|柴油|(买|购)了?[^,。;]{0,6}(小猪|母猪|仔猪|猪|牛犊|小牛|牛|羊羔|羊|鸡|鸭|鹅)/,
  ],
  ['医疗', /药(?![材厂店])|住院|看病|医院|医疗|手术|检查费|输液|打针|透析|化疗|放疗|门诊|卫生室|挂号/],
  ['教育', /学费|书本|生活费|住宿费|校服|学杂|补课|教育/],
  ['住房', /建房|修房|盖房|(?:砖|水泥)(?!厂)|瓦片|装修|钢筋|房租|住房/],
  ['人情', /人情|礼金|随礼|红白|份子/],
  ['生活', /电费|水费|话费|买米|买油|买煤|买衣|生活开支|吃穿|家具|电视|冰箱/],
];

/** The one category of these that the words tell of; null where they tell of none or of several. */
function only<T>(words: Words<T>, text: string): T | null | 'several' {
  const [first, second] = words.filter(([, re]) => re.test(text));
  return second ? 'several' : (first?.[0] ?? null);
}

/** The category of an income; null where it is not told, or two are. */
export function incomeCategory(text: string): IncomeCategory | null {
  const told = only(INCOME_WORDS, text) ?? only(USUAL_INCOME, text);
  return told === 'several' ? null : told;
}

/** The category of an expense; null where it is not told, or two are. */
export function expenseCategory(text: string): ExpenseCategory | null {
  const told = only(EXPENSE_WORDS, text);
  return told === 'several' ? null : told;
}
