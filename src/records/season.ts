import { type Day, daysBetween } from '../core/clock.ts';
import type { Household } from './household.ts';

/** A time of the year in which households have something to pay or to apply for. The very day is set by each place. */
export interface Season {
  id: string;
  /** How people say it, and what else they call it. */
  word: string;
  also: RegExp;
  /** What is to be done: `缴医保`. */
  what: string;
  /** The entry of the policy book that it belongs to. */
  policyId: string;
  /** The month in which the office is asked for the day (1 to 12). */
  month: number;
  /** The cadres' own work: the household is not told, and does not end it. */
  inside?: true;
  /** Whom it concerns. */
  concerns(household: Pick<Household, 'members' | 'tags'>): boolean;
}

const someone =
  (test: (m: Household['members'][number]) => boolean) =>
  ({ members }: Pick<Household, 'members'>) =>
    members.some(test);

/** The seasons of the policy book (P07, P12, P14, P27, P32, P33); `concerns` errs on the side of reminding. */
export const SEASONS: readonly Season[] = [
  {
    id: 'medical',
    word: '医保',
    also: /医保|新农合|合作医疗|城乡居民医疗/,
    what: '缴医保',
    policyId: 'P07',
    month: 9,
    concerns: () => true,
  },
  {
    id: 'pension',
    word: '养老保险',
    also: /养老/,
    what: '缴养老保险',
    policyId: 'P32',
    month: 11,
    concerns: someone((m) => (m.age ?? 0) >= 16 && (m.age ?? 0) < 60 && !m.school),
  },
  {
    id: 'aid',
    word: '助学',
    also: /助学|学生资助|教育资助/,
    what: '申请助学',
    policyId: 'P12',
    month: 8,
    concerns: someone((m) => /高中|中职|职高|技校/.test(m.school ?? '')),
  },
  {
    id: 'loan',
    word: '助学贷款',
    also: /助学贷款|大学生(资助|贷款)/,
    what: '申请助学贷款',
    policyId: 'P14',
    month: 7,
    concerns: someone((m) => /大学|大专|高职|高三|本科/.test(m.school ?? '')),
  },
  {
    id: 'crop',
    word: '农业保险',
    also: /农业?保险|农保/,
    what: '投农业保险',
    policyId: 'P27',
    month: 3,
    concerns: ({ tags }) => tags.some((t) => t.includes('有地')),
  },
  {
    id: 'winter',
    word: '冬春救助',
    also: /冬春救助|冬令救助/,
    what: '申请冬春救助',
    policyId: 'P33',
    month: 11,
    concerns: ({ tags }) => tags.some((t) => /低保|特困|残疾/.test(t)),
  },
  {
    // Once a year each household on relief is looked at again (C36).
    id: 'relief',
    word: '低保复核',
    also: /低保(年度)?(复核|复查|清理|核查)/,
    what: '低保复核',
    policyId: 'P03',
    month: 10,
    inside: true,
    concerns: ({ tags }) => tags.some((t) => t.includes('低保')),
  },
];

/** What is looked at in the review (C37, P03): it is noted, whether relief ends is never said here. */
export const RELIEF_CHECKS = [
  '有人去世',
  '户口迁走',
  '有小车',
  '有营运的车',
  '有固定经营收入',
  '领了退休养老金',
] as const;

/** By which words each of them is told, in the order of `RELIEF_CHECKS`. */
const TOLD: readonly RegExp[] = [
  // 走了 may mean died or left (B41): it ticks neither, the words stand beside.
  /去世|过世|病故|病逝|身故|离世|逝世|死亡|老了人|(人|娘|爹|父|母|婆|公|爷|奶|主|伴)(刚|已经?)?死了/,
  /迁(走|出|户)|户口.{0,4}(迁|转|不在)|外迁/,
  /小车|轿车|小汽车|买了车|私家车/,
  /营运|货车|客车|拉货|跑车|跑运输|出租车|经营性车/,
  /开(了)?(个|家|间)?小?(店|铺|超市|餐?馆|厂)|做生意|经营收入|固定.{0,4}收入|办厂|门面/,
  /退休|养老金(?!.{0,2}(没|无))|职工养老/,
];
const DENIED = /(没|无|未|不)(有|得|买|见|是)?[^,;。]{0,6}$/;

/** Which of the six situations words tell of; one that is denied (没有小车) is none. What follows from it is not said here. */
export function reliefFlags(text: string): string[] {
  return RELIEF_CHECKS.filter((_, i) =>
    text.split(/[,;。,;]/).some((clause) => {
      const found = TOLD[i]?.exec(clause);
      return found ? !DENIED.test(clause.slice(0, found.index)) : false;
    }),
  );
}

/** Deadlines of one season that lie no further apart belong to one round, days: an extension, a day that was put right. */
const HALF_A_YEAR = 183;

/** Whether two last days are of one round of a season. */
export const isSameRound = (a: Day, b: Day): boolean => Math.abs(daysBetween(a, b)) <= HALF_A_YEAR;

/** Months before its own in which a season may be over already, where a place is early. */
const EARLY = 3;

/** The year in which the season began that ends on a day: 冬春救助 until January is the year's before. */
export function seasonYear({ month }: Pick<Season, 'month'>, due: Day): number {
  const months = Number(due.slice(0, 4)) * 12 + Number(due.slice(5, 7));
  return Math.floor((months - (month - EARLY)) / 12);
}

export const seasonNamed = (id: string): Season | undefined => SEASONS.find((s) => s.id === id);

/** The season that words name, the longest name first (助学贷款 is not 助学). */
export function seasonIn(text: string): Season | undefined {
  const found = SEASONS.flatMap((s) => {
    const said = s.also.exec(text)?.[0];
    return said ? [{ s, length: said.length }] : [];
  });
  return found.sort((a, b) => b.length - a.length)[0]?.s;
}
