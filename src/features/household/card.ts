import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { findNames } from '../../core/text/names.ts';
import { povertyLine } from '../../records/dictionary.ts';
import { askerFor } from '../../records/find.ts';
import { type Household, incomeYearOf } from '../../records/household.ts';
import { recordsOfHousehold } from '../../records/lived.ts';
import { looked } from '../../records/look.ts';
import { isOpen, problemKind } from '../../records/problem.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { rhythmKind } from '../../records/rhythm.ts';
import { MODE_LABELS } from '../../records/visit.ts';
import type { Context } from '../define.ts';
import { householdCommand } from '../householdCommand.ts';
import { wholeOf } from './edit.ts';
import { missingFacts } from './facts.ts';

const PROBLEMS = 4;

/** 一口清: the household's card for its chain of responsibility, in a form that can be read aloud (B03, M36). */
export const card = householdCommand({
  name: '一口清',
  aliases: ['户卡片', '帮扶卡', '户情'],
  summary: '一户的情况,一口气念得完(只发私聊)',
  usage: '一口清 户主姓名',
  needs: 'seeCard',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  examples: ['一口清 罗启明'],
  speech(text, { sender, read, place }) {
    if (
      place !== 'private' ||
      !/(什么情况|啥情况|的情况|基本情况|情况(给我)?(看看|看下|看一下|调出来|发我|发一下)|(卡片|户卡|帮扶卡|档案)(.{0,3}(看看|看一下|看下))?|几口人|几个人|多少人)[?。]?$/.test(
        text,
      )
    )
      return null;
    const words = text.replace(
      /^(我想|想|帮我|麻烦|请|给我)?(看看?|查|调|看一?下|查一?下|翻)(一下|下|哈)?/,
      '',
    );
    const found = findNames(read.directory.householdNames(), words, askerFor(sender, read.directory));
    return found[0]?.index === 0 ? words : null;
  },
  async run(household, _, context) {
    const text = await cardText(household, context);
    const here =
      // Before households nothing is said, not even that something was asked.
      context.place === 'private' || context.place === 'householdRoom'
        ? []
        : [{ text: '户里的情况不在群里说,已经私聊发给您。', to: 'here' as const }];
    return {
      changes: [looked(household, 'card', context)],
      replies: [...here, { text, to: 'private' as const }],
    };
  },
});

async function cardText(brief: HouseholdBrief, context: Context): Promise<string> {
  const { read, today } = context;
  const { directory } = read;
  const h = await wholeOf(brief, context);
  const helper = brief.helperId ? directory.person(brief.helperId) : undefined;
  const rhythm = await read.get(rhythmKind, h.id, h.villageId);
  const problems = (await recordsOfHousehold(problemKind, 'problems', h, read)).filter(
    (p) => isOpen(p) && !p.hiddenFrom?.includes(context.sender.person?.id ?? ''),
  );
  const last = rhythm?.last;
  const village = directory.village(h.villageId)?.name ?? '';
  const measures = (h.measures ?? []).map((m) =>
    [m.category, m.item, m.progress && `(${m.progress})`].filter(Boolean).join(''),
  );
  const missing = missingFacts(h, brief.helperId);
  const fill = missing.find((f) => f.fill);
  return [
    `${h.head}家,住${village}${h.group},${h.size}人,${h.category}。`,
    `家里有:${membersText(h)}。`,
    h.causeMain
      ? `致贫原因:${[h.causeMain, ...h.causeOther].join('、')}${h.causeNote ? `(${h.causeNote})` : ''}。`
      : '',
    incomeText(h),
    measures.length > 0 ? `帮扶措施:${measures.join(';')}。` : '帮扶措施:还没有。',
    h.exitPlanYear ? `计划${h.exitPlanYear}年脱贫。` : '',
    `帮扶人:${helper ? helper.name : '还没有'}${helper?.post ? `(${helper.unit ?? ''}${helper.post})` : ''}。`,
    last
      ? `上次走访:${formatDay(last.date, today)} ${MODE_LABELS[last.mode]}(${last.visitId})。`
      : '还没有走访记录。',
    problems.length > 0
      ? `未办结的事${problems.length}件:${problems
          .slice(0, PROBLEMS)
          .map((p) => `${p.id} ${clip(p.text, 20)}(${formatDay(p.due, today)}前)`)
          .join(';')}。`
      : '未办结的事:没有。',
    missing.length > 0 ? `还没搞清楚:${missing.map((f) => f.name).join('、')}。` : '',
    fill ? `补上发:补充 ${h.head} ${fill.name} ${fill.example}` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

function membersText(h: Household): string {
  if (h.members.length === 0) return `${h.size}人,还没有逐人登记`;
  return h.members
    .map((m) => {
      const about = [
        m.age ? `${m.age}岁` : m.birth ? `${m.birth}生` : '',
        m.health && m.health !== '健康' ? m.health : '',
        m.school ? `在${m.school}` : '',
        m.workPlace ? `在${m.workPlace}务工` : '',
      ].filter(Boolean);
      return `${m.relation}${m.name && m.relation !== '户主' ? m.name : ''}${about.length > 0 ? `(${about.join(',')})` : ''}`;
    })
    .join('、');
}

/** Income per head beside the line of its year, where the deployment has set one (B23). */
function incomeText(h: Household): string {
  if (h.incomePerCapita === undefined) return '';
  const year = incomeYearOf(h);
  const line = povertyLine(year);
  const beside = line ? `(${year}年贫困线${line.amount}元)` : '';
  return `${year}年人均收入${h.incomePerCapita}元${beside},估计数不直接判线。`;
}
