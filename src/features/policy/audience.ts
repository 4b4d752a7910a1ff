import type { Day } from '../../core/clock.ts';
import { isMourning } from '../../records/dictionary.ts';
import type { Household } from '../../records/household.ts';

type Member = Household['members'][number];

interface Audience {
  /** As the office writes it (`有学生的`), and as its preview names it. Never said to a household. */
  words: RegExp;
  label: string;
  fits(member: Member): boolean;
}

const OLD = 60;
const YOUNG = 16;

const tagged = ({ tags, health }: Member, words: RegExp) => words.test(`${health ?? ''}${tags.join()}`);

/** What households may be chosen by: facts of the register about any of their members. */
const AUDIENCES: readonly Audience[] = [
  {
    words: /有?(学生|读书的?(孩子|娃)|上学的)(的|家|户)*/,
    label: '有学生的户',
    fits: (m) => Boolean(m.school) && !/^(否|无|不|未|辍|毕业)/.test(m.school ?? ''),
  },
  {
    words: /有?(60|六十)岁?以上(的|老人|家|户)*|有?老人(的|家|户)+/,
    label: '有60岁以上老人的户',
    fits: (m) => (m.age ?? 0) >= OLD,
  },
  { words: /有?残疾(人|的|家|户)*/, label: '有残疾人的户', fits: (m) => tagged(m, /残疾|残/) },
  {
    words: /有?(务工|打工|外出)(的|人员|家|户)*/,
    label: '有人在外务工的户',
    fits: (m) => Boolean(m.workPlace),
  },
  {
    words: /有?(小孩|孩子|儿童)(的|家|户)*/,
    label: '有孩子的户',
    fits: (m) => m.age !== null && m.age !== undefined && m.age < YOUNG,
  },
  {
    words: /(没|未)参?(交)?医保(的|家|户)*/,
    label: '有人没参医保的户',
    fits: (m) => m.medicalInsured === false,
  },
  {
    words: /(没|未)参?(交)?养老保?险?(的|家|户)*/,
    label: '有人没参养老保险的户',
    fits: (m) => m.pensionInsured === false,
  },
  {
    words: /有?(生病|大病|慢病|病人)(的|人|家|户)*/,
    label: '有病人的户',
    fits: (m) => tagged(m, /病|癌|瘫|慢/),
  },
];

/** The audience that a line names, by its label; undefined: everybody. */
export function audienceIn(text: string): string | undefined {
  return AUDIENCES.find((a) => a.words.test(text))?.label;
}

/** Whether a household belongs to an audience; a house in mourning is left in peace. */
export function belongs(household: Household, label: string | undefined, today: Day): boolean {
  if (household.status !== 'active') return false;
  if (isMourning(household, today)) return false;
  const audience = AUDIENCES.find((a) => a.label === label);
  return label === undefined || household.members.some((m) => audience?.fits(m) === true);
}
