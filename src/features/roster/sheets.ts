import { categoryFor, causeFor, DICTIONARY } from '../../records/dictionary.ts';
import { roleOf, TITLES } from '../../records/titles.ts';
import { day, type Field, list, oneOf, text, whole, yesNo } from './cells.ts';

/** The columns of one sheet, by what they are called in a row that was read. */
export type Fields<T> = { [K in keyof T]-?: Field<NonNullable<T[K]>> };

export interface VillageRow {
  id?: string;
  name?: string;
  groups?: string[];
  workdays?: string[];
  visitCycleDays?: number;
  gridLeader?: string;
  deputies?: string[];
  infoOfficer?: string;
  poor?: boolean;
}

export interface PersonRow {
  id?: string;
  name?: string;
  titles?: string[];
  unit?: string;
  post?: string;
  grade?: string;
  villages?: string[];
  remark?: string;
  phone?: string;
}

export interface HouseholdRow {
  id?: string;
  head?: string;
  aliases?: string[];
  village?: string;
  group?: string;
  size?: number;
  category?: string;
  supportType?: string;
  causeMain?: string;
  causeOther?: string[];
  causeNote?: string;
  tags?: string[];
  funds?: string;
  fundSource?: string;
  exitPlanYear?: number;
  visitCycleDays?: number;
  hasPhone?: boolean;
  wechatUser?: boolean;
  notes?: string;
}

/** Which household a row is about: its number, or its village and its head's name. */
export interface OfHousehold {
  household?: string;
  village?: string;
  head?: string;
}

export interface MemberRow extends OfHousehold {
  relation?: string;
  name?: string;
  age?: number;
  birth?: string;
  sex?: string;
  health?: string;
  labour?: boolean;
  school?: string;
  workPlace?: string;
  medicalInsured?: boolean;
  pensionInsured?: boolean;
  tags?: string[];
}

export interface AssignmentRow extends OfHousehold {
  person?: string;
  primary?: boolean;
  start?: string;
  end?: string;
  reason?: string;
}

const id = (title: string, letter: string): Field<string> => ({
  ...text({ title, width: 10 }),
  read(cell) {
    const m = new RegExp(`^${letter}\\s*-?\\s*0*(\\d{1,9})$`, 'i').exec(String(cell).trim());
    const short = m?.[1] ?? '';
    // Our own numbers below ten are written with a zero (`H01`), as they came in.
    if (m) return { value: `${letter}${short.length < 2 ? `0${short}` : short}` };
    return { wrong: `编号要写成 ${letter}12 这样,现在是“${String(cell).slice(0, 12)}”;没有编号就空着` };
  },
});

const DAYS = '一二三四五六日';
/** One who went keeps his line, and no role (A34). */
const LEFT = /调离|调走|退休|离任|离岗/;

const village: Fields<VillageRow> = {
  id: id('编号', 'V'),
  name: text({ title: '村名', also: ['村'], width: 14, must: true }),
  groups: list({ title: '组', also: ['村民小组'], width: 36 }),
  workdays: {
    ...list({ title: '走访日', width: 14 }),
    read(cell) {
      const days = [
        ...String(cell)
          .replace(/周|星期|礼拜|[、,,\s]/g, '')
          .replace(/天|7/g, '日'),
      ].map((d) => (/[1-6]/.test(d) ? DAYS.charAt(Number(d) - 1) : d));
      const wrong = days.find((d) => !DAYS.includes(d));
      return wrong || days.length === 0
        ? { wrong: `写成“周三、周日”这样,现在是“${String(cell).slice(0, 12)}”` }
        : { value: days.map((d) => `周${d}`) };
    },
  },
  visitCycleDays: whole({ title: '走访周期(天)', also: ['走访周期'], width: 12 }, 1, 365),
  gridLeader: text({ title: '网格长', width: 12 }),
  deputies: list({ title: '副网格长', width: 18 }),
  infoOfficer: text({ title: '信息员', width: 12 }),
  poor: yesNo({ title: '贫困村', width: 8 }),
};

const person: Fields<PersonRow> = {
  id: id('编号', 'U'),
  name: text({ title: '姓名', width: 12, must: true }),
  titles: {
    ...list({ title: '身份', also: ['角色', '职责'], width: 24, must: true }),
    read(cell) {
      const read = list({ title: '身份', width: 1 }).read(cell);
      const wrong = 'value' in read ? read.value.find((t) => !roleOf(t) && !LEFT.test(t)) : undefined;
      return wrong ? { wrong: `“${wrong.slice(0, 12)}”不在这些里面:${TITLES.join('、')}` } : read;
    },
  },
  unit: text({ title: '单位', width: 20 }),
  post: text({ title: '职务', width: 16 }),
  grade: text({ title: '级别', width: 14 }),
  villages: list({ title: '村', also: ['所在村', '负责的村'], width: 24 }),
  remark: text({ title: '微信备注', width: 14 }),
  phone: text({ title: '电话', also: ['手机', '联系电话'], width: 14 }),
};

const household: Fields<HouseholdRow> = {
  id: id('编号', 'H'),
  head: text({ title: '户主', also: ['户主姓名', '姓名'], width: 12, must: true }),
  aliases: list({ title: '又叫', also: ['别名'], width: 14 }),
  village: text({ title: '村', also: ['行政村', '村名'], width: 14, must: true }),
  group: text({ title: '组', also: ['村民小组', '住地'], width: 14 }),
  size: whole({ title: '人数', also: ['家庭人口', '人口'], width: 8 }, 0, 40),
  category: oneOf(
    { title: '类别', also: ['户类型', '贫困属性'], width: 16, must: true },
    categoryFor,
    DICTIONARY.categories.map((c) => c.name),
  ),
  supportType: oneOf(
    { title: '兜底或帮扶', width: 12 },
    (s) => ['兜底', '帮扶', '未定'].find((w) => s.includes(w)),
    ['兜底', '帮扶'],
  ),
  causeMain: oneOf(
    { title: '主要致贫原因', also: ['致贫原因'], width: 16 },
    causeFor,
    DICTIONARY.causes.map((c) => c.name),
  ),
  causeOther: list({ title: '其他致贫原因', width: 18 }),
  causeNote: text({ title: '致贫说明', width: 24 }),
  tags: list({ title: '标签', width: 20 }),
  funds: text({ title: '帮扶资金', width: 16 }),
  fundSource: text({ title: '资金渠道', width: 16 }),
  exitPlanYear: whole({ title: '计划脱贫年度', also: ['脱贫时限'], width: 14 }, 2000, 2100),
  visitCycleDays: whole({ title: '走访周期(天)', also: ['走访周期'], width: 12 }, 1, 365),
  hasPhone: yesNo({ title: '有电话', width: 8 }),
  wechatUser: yesNo({ title: '用微信', width: 8 }),
  notes: text({ title: '备注', width: 30 }),
};

const of: Fields<OfHousehold> = {
  household: id('户编号', 'H'),
  village: text({ title: '村', also: ['行政村', '村名'], width: 14 }),
  head: text({ title: '户主', also: ['户主姓名'], width: 12 }),
};

const member: Fields<MemberRow> = {
  ...of,
  relation: text({ title: '关系', also: ['与户主关系'], width: 10, must: true }),
  name: text({ title: '姓名', width: 12 }),
  age: whole({ title: '年龄', width: 8 }, 0, 130),
  birth: text({ title: '出生年月', width: 12 }),
  sex: oneOf({ title: '性别', width: 8 }, (s) => ['男', '女'].find((w) => w === s), ['男', '女']),
  health: text({ title: '健康状况', also: ['健康'], width: 16 }),
  labour: yesNo({ title: '有劳力', also: ['劳动力', '劳动能力'], width: 8 }),
  school: text({ title: '在校', also: ['学校', '就读'], width: 16 }),
  workPlace: text({ title: '务工地', width: 14 }),
  medicalInsured: yesNo({ title: '参加医保', also: ['医保'], width: 10 }),
  pensionInsured: yesNo({ title: '参加养老保险', also: ['养老保险'], width: 14 }),
  tags: list({ title: '标签', width: 16 }),
};

const assignment: Fields<AssignmentRow> = {
  ...of,
  person: text({ title: '帮扶人', also: ['帮扶责任人', '帮扶人编号'], width: 14, must: true }),
  primary: yesNo({ title: '主责', width: 8 }),
  start: day({ title: '开始', also: ['开始日期'], width: 12 }),
  end: day({ title: '结束', also: ['结束日期'], width: 12 }),
  reason: text({ title: '换人原因', also: ['原因'], width: 24 }),
};

/** The roster's sheets in the order in which they are written and must be known. */
export const SHEETS = {
  village: { name: '村', also: ['村庄', '行政村'], fields: village },
  person: { name: '人员', also: ['干部', '帮扶干部'], fields: person },
  household: { name: '户', also: ['农户', '贫困户', '户表'], fields: household },
  member: { name: '成员', also: ['家庭成员'], fields: member },
  assignment: { name: '帮扶', also: ['结对', '帮扶关系'], fields: assignment },
} as const;

export type SheetKey = keyof typeof SHEETS;
export interface Rows {
  village: VillageRow;
  person: PersonRow;
  household: HouseholdRow;
  member: MemberRow;
  assignment: AssignmentRow;
}

export const SHEET_KEYS = Object.keys(SHEETS) as SheetKey[];
