import { CATEGORY_LABELS } from '../../core/category.ts';
import { dayOf, timeOf } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { askedAbout, readRef } from '../../records/find.ts';
import { looked } from '../../records/look.ts';
import {
  LEVEL_LABELS,
  type Level,
  ORIGIN_LABELS,
  type Problem,
  type ProblemEntry,
  STATE_LABELS,
} from '../../records/problem.ts';
import { type Context, defineCommand, type Effect } from '../define.ts';
import { findProblem, maySee } from './find.ts';
import { meant } from './meant.ts';
import { timesMoved } from './reassign.ts';
import { dutyText, listLine, nameOf, whereText } from './text.ts';

const SHOWN = 10;
/** What became of something, where its own words tell what is meant. */
const ASKED =
  /(到|走到|办到|搞到)?哪(一)?步|(什么|啥|么子)(进度|进展)|(进度|进展)(怎么样|如何|咋样|呢)|有(没有)?(进展|结果|下文|消息)(没有|没|了|吗)|(办|弄|搞|处理|修|解决|整改|落实)(得|到)?(怎么样|咋样|如何|好了?没|完了?没|了没)/;
const DONE: Record<string, string> = {
  report: '登记',
  progress: '办理',
  fix: '整改',
  redo: '退回重办',
  verify: '回访',
  close: '销号',
  escalate: '上报',
  reassign: '改派',
  merge: '又有人说',
  handover: '交接',
  village: '迁村',
  join: '加协办',
  major: '标为重大',
  withdraw: '作废',
  import: '导入',
};

/** 记录 I3: what happened to a problem, oldest first (C44, E17). The answer is private. */
export const problemTrail = defineCommand<{ id: string } | { words: string }>({
  name: '问题记录',
  aliases: ['记录', '查记录', '看记录', '问题经过'],
  summary: '一个问题是谁登记的、办到哪一步了',
  usage: '记录 I3',
  needs: 'seeProblems',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['记录 I3', '问题记录 I3'],
  exampleBy: 'office',
  read({ rest }) {
    const ref = readRef(rest, 'I');
    return ref && ref.rest.trim() === '' ? { id: ref.id } : null;
  },
  speech: (text) => askedAbout(text, 'I') ?? (text.length <= 40 && ASKED.test(text) ? { words: text } : null),
  async run(asked, context): Promise<Effect> {
    if ('words' in asked) return whereItStands(asked.words, context);
    const { id } = asked;
    const problem = await findProblem(id, context);
    const text = problem
      ? trailText(problem, context)
      : `没有 ${id} 这个问题。发“我的问题”或“问题清单”看看编号。`;
    const shown = problem?.householdId && { id: problem.householdId, villageId: problem.villageId };
    return {
      changes: shown ? [looked(shown, 'problem', context)] : [],
      replies: [{ text, to: 'private' }],
    };
  },
});

/** `公示栏那个问题到哪一步了`: the one that is meant, in a room in one line; none: nothing of ours was asked. */
async function whereItStands(words: string, context: Context): Promise<Effect> {
  const best = await meant(words, (p) => maySee(p, context.sender), context);
  const [first] = best;
  if (!first) return {};
  if (best.length > 1 || context.place !== 'private')
    return { replies: [{ text: best.map((p) => standing(p, context)).join('\n') }] };
  return { replies: [{ text: trailText(first, context), to: 'private' }] };
}

/** A line of the list, and what was done last; of a household's only that (D14). */
function standing(p: Problem, context: Context): string {
  const last = p.history.at(-1);
  const told = last && (context.place === 'private' || !p.householdId) ? `\n${line(last, context)}` : '';
  return `${listLine(p, context)},${STATE_LABELS[p.status]}${told}`;
}

function trailText(p: Problem, context: Context): string {
  const { read, today } = context;
  const { directory } = read;
  const entries = p.history.slice(-SHOWN).map((h) => line(h, context));
  const moved = timesMoved(p);
  const facts = [
    `${LEVEL_LABELS[p.level]}级`,
    `来自${ORIGIN_LABELS[p.origin]}${p.boxNo ? `${p.boxNo}号` : ''}`,
    ...(p.major ? ['重大'] : []),
    ...(p.coOwners?.length ? [`协办${p.coOwners.map((id) => nameOf(id, directory)).join('、')}`] : []),
    ...(p.affectedHouseholds ? [`涉及${p.affectedHouseholds}户`] : []),
    ...(moved > 0 ? [`转派${moved}次`] : []),
  ];
  return [
    `${p.id} ${whereText(p, directory)} ${CATEGORY_LABELS[p.category]}:${clip(p.text, 80)}`,
    `${dutyText(p, today, directory)};${facts.join(',')}`,
    ...entries,
    `现在:${STATE_LABELS[p.status]}`,
  ].join('\n');
}

function line(entry: ProblemEntry, { read, today }: Context): string {
  const { directory } = read;
  const ms = Date.parse(entry.at);
  const who = entry.by === 'import' ? '导入时' : nameOf(entry.by, directory);
  const was =
    (entry.action === 'reassign' || entry.action === 'handover') && entry.was
      ? `(原来是${nameOf(entry.was, directory)})`
      : entry.action === 'escalate' && entry.was
        ? `(原来在${LEVEL_LABELS[entry.was as Level]})`
        : '';
  const text = entry.text && entry.action !== 'handover' ? `:${clip(entry.text, 40)}` : '';
  return `${formatDay(dayOf(ms), today)} ${timeOf(ms)} ${who}${DONE[entry.action] ?? entry.action}${was}${text}`;
}
