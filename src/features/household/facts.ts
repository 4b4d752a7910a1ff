import { causeFor, DICTIONARY } from '../../records/dictionary.ts';
import type { Household } from '../../records/household.ts';
import { say } from '../define.ts';
import { householdCommand } from '../householdCommand.ts';
import { edited, wholeOf } from './edit.ts';

/** One of 八个搞清楚 (B11): whether it is known, and how it is filled. */
interface Fact {
  name: string;
  known(h: Household, helperId: string | undefined): boolean;
  example?: string;
  /** The fields that the words give; undefined where they are none of it. */
  fill?(words: string, h: Household): Partial<Household> | undefined;
}

const words = (field: 'funds' | 'fundSource' | 'group' | 'causeNote') => (said: string) => ({
  [field]: said,
});

/** 八个搞清楚: 住地, 人口, 致贫原因, 脱贫项目, 帮扶资金, 脱贫时限, 包扶责任人, 资金渠道 (B11). */
export const FACTS: readonly Fact[] = [
  { name: '住地', known: (h) => h.group !== '', example: '2组·竹园', fill: words('group') },
  {
    name: '人口',
    known: (h) => h.members.length > 0 && h.members.length === h.size,
    example: '3',
    fill: (said) => (/^\d{1,2}人?$/.test(said) ? { size: Number.parseInt(said, 10) } : undefined),
  },
  {
    name: '致贫原因',
    known: (h) => !!h.causeMain,
    example: '因病',
    fill(said) {
      const [cause = '', ...note] = said.split(/[\s,:;]+/);
      const causeMain = causeFor(cause);
      return causeMain === undefined
        ? undefined
        : { causeMain, ...(note.length > 0 ? { causeNote: note.join(' ') } : {}) };
    },
  },
  {
    name: '脱贫项目',
    known: (h) => (h.measures?.length ?? 0) > 0,
    example: '养鸡40只',
    fill: (said, h) => ({ measures: [...(h.measures ?? []), { category: '其他', item: said }] }),
  },
  { name: '帮扶资金', known: (h) => !!h.funds, example: '产业奖补3000元', fill: words('funds') },
  {
    name: '脱贫时限',
    known: (h) => !!h.exitPlanYear,
    example: '2018年',
    fill(said) {
      const year = /^(20\d\d)年?$/.exec(said)?.[1];
      return year ? { exitPlanYear: Number(year) } : undefined;
    },
  },
  { name: '包扶责任人', known: (_, helperId) => helperId !== undefined },
  { name: '资金渠道', known: (h) => !!h.fundSource, example: '县财政专项', fill: words('fundSource') },
];

/** The names of what is not known yet. */
export const missingFacts = (h: Household, helperId: string | undefined): Fact[] =>
  FACTS.filter((f) => !f.known(h, helperId));

const ALSO: Record<string, string> = {
  致贫说明: '致贫原因',
  项目: '脱贫项目',
  措施: '脱贫项目',
  资金: '帮扶资金',
  时限: '脱贫时限',
  渠道: '资金渠道',
  人数: '人口',
  组: '住地',
};

/** 补充 邓有福 致贫原因 因病: one fact at a time, with its trail in the audit chain. */
export const fillFact = householdCommand({
  name: '补充',
  aliases: ['补档案', '补上'],
  summary: '把户档案里缺的一项补上(八个搞清楚)',
  usage: '补充 户主姓名 致贫原因 因病',
  needs: 'editHousehold',
  where: ['private'],
  examples: ['补充 罗启明 资金渠道 县财政专项'],
  async run(brief, rest, context) {
    const household = await wholeOf(brief, context);
    const [said = '', ...more] = rest.split(/[\s:,]+/);
    const fact = FACTS.find((f) => f.name === (ALSO[said] ?? said));
    const value = more.join(' ');
    if (!fact) {
      const missing = missingFacts(household, brief.helperId).filter((f) => f.fill);
      const form = missing[0] ? `补充 ${brief.head} ${missing[0].name} ${missing[0].example}` : '';
      return say(
        missing.length > 0
          ? `补哪一项?${brief.head}家还缺:${missing.map((f) => f.name).join('、')}。这样发:${form}`
          : `${brief.head}家八项都清楚了。要改就这样发:补充 ${brief.head} 脱贫时限 2018年`,
      );
    }
    if (!fact.fill) return say(`${fact.name}要扶贫办来分派,没有动。可以发:交接 ${brief.head} → 姓名(扶贫办)`);
    const form = `补充 ${brief.head} ${fact.name} ${fact.example}`;
    const fields = value === '' ? undefined : fact.fill(value, household);
    if (!fields) {
      const choices =
        fact.name === '致贫原因' ? `可以写:${DICTIONARY.causes.map((c) => c.name).join('、')}。` : '';
      return say(
        `${fact.name}${value ? `“${value.slice(0, 12)}”看不懂` : '写什么?'},没有动。${choices}这样发:${form}`,
      );
    }
    const after = { ...household, ...fields };
    const left = missingFacts(after, brief.helperId);
    const next = left.find((f) => f.fill);
    const rests = next
      ? `还缺:${left.map((f) => f.name).join('、')}。接着发:补充 ${brief.head} ${next.name} ${next.example}`
      : '八项都清楚了。';
    return {
      ...say(`${brief.head}家的${fact.name}补上了:${value}。${rests}`),
      changes: [edited(household, fields, 'fill', context)],
    };
  },
});
