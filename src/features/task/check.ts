import { MINUTE } from '../../core/clock.ts';
import { groupBy } from '../../core/group.ts';
import { covers } from '../../core/rights.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { dueIn } from '../../core/text/dueDay.ts';
import { findNames } from '../../core/text/names.ts';
import { change } from '../../records/change.ts';
import { askerFor } from '../../records/find.ts';
import { rulesIn } from '../../records/nudges.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { newTask, taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, type Reply, say } from '../define.ts';
import { nameOf } from './text.ts';

interface State {
  households: string[];
  due: string;
  about: string;
  until: number;
}

const MOST = 200;
const FORM = '核查 9月20日前 车辆疑点 换行 罗启明 换行 龙国栋';

/** 核查: a column of households' heads, pasted, becomes a task to check for each one's helper (E16). */
export const checkList = defineCommand<{ rest: string }>({
  name: '核查',
  aliases: ['核查名单', '疑点核查'],
  summary: '贴一串户名,给每户的帮扶人派一件核查任务',
  usage: FORM,
  needs: 'checkHouseholds',
  where: ['private', 'cadreRoom'],
  examples: ['核查 9月20日前 车辆疑点\n罗启明\n龙国栋'],
  exampleBy: 'office',
  // 核查情况:…, 核查了…: what was found, not work for others.
  read: ({ rest, explicit }) =>
    /^(情况|结果|了|过|完|清楚|属实|不属实)/.test(rest)
      ? null
      : explicit || rest.includes('\n')
        ? { rest }
        : null,
  run: async ({ rest }, context) => preview(rest, context),
  async answer(raw, text, context) {
    const state = raw as State;
    if (isNo(text)) return { ...say('好,没有派。'), dialog: null };
    if (!isYes(text)) return null;
    return context.now <= state.until
      ? give(state, context)
      : { ...say('过了10分钟,没有派。要派请再发一遍名单。'), dialog: null };
  },
});

async function preview(rest: string, context: Context): Promise<Effect> {
  const { read, sender, today, now } = context;
  const { directory } = read;
  const [first = '', ...below] = rest.split('\n');
  const due = dueIn(first, today);
  if (due.kind === 'noSuchDay') return say(`没有“${due.said}”这一天,没有派。这样发:${FORM}`);
  if (due.kind === 'past') return say(`${formatDayLong(due.day, today)}已经过了,没有派。这样发:${FORM}`);
  const words = below.length > 0 ? below : [first];
  const asker = askerFor(sender, directory);
  const found = new Map<string, HouseholdBrief>();
  const strange: string[] = [];
  for (const word of words.flatMap((l) => l.split(/[,、;\s]+/)).map((w) => w.replace(/^\d+[.、)]?/, ''))) {
    if (word === '') continue;
    const [hit] = findNames(directory.householdNames(), word, asker);
    const household = hit && hit.others.length === 0 ? directory.household(hit.entry.id) : undefined;
    if (household) found.set(household.id, household);
    else if (below.length > 0) strange.push(word);
  }
  const list = [...found.values()];
  if (list.length === 0) return say(`没有认出户名,没有派。一行一户这样发:${FORM}`);
  if (list.length > MOST) return say(`一次最多${MOST}户,没有派。请分开发。`);
  if (due.kind !== 'day') return say(`哪天前核完?没有派。把日子写在第一行:${FORM}`);
  const may = list.every((h) => covers(sender, 'checkHouseholds', { villageId: h.villageId }));
  if (!may) return say('派核查要乡扶贫办,或这几户村里的网格长、第一书记、村支书来发,没有派。');
  const without = list.filter((h) => !h.helperId).map((h) => h.head);
  const about = below.length > 0 ? due.rest.trim() : '';
  const state: State = {
    households: list.filter((h) => h.helperId).map((h) => h.id),
    due: due.day,
    about: about || '信息',
    until: now + 10 * MINUTE,
  };
  return {
    ...say(
      [
        `要派核查${state.about}${state.households.length}户,${formatDayLong(due.day, today)}前:${list
          .slice(0, 10)
          .map((h) => h.head)
          .join('、')}${list.length > 10 ? '等' : ''}`,
        ...(strange.length > 0 ? [`没认出的:${strange.slice(0, 10).join('、')}`] : []),
        ...(without.length > 0 ? [`没有帮扶人、派不出去的:${without.join('、')}`] : []),
        '对的话回“确认”就派出去,不对回“取消”。',
      ].join('\n'),
    ),
    dialog: { state, expires: now + 10 * MINUTE },
  };
}

async function give({ households, due, about }: State, context: Context): Promise<Effect> {
  const { read, sender, now, message, chat, today } = context;
  const { directory } = read;
  const by = sender.person?.id ?? '';
  const tasks = [];
  for (const id of households) {
    const h = directory.household(id);
    if (!h?.helperId) continue;
    tasks.push(
      newTask({
        id: await context.number('T'),
        by,
        now,
        source: { messageId: message.id, chat },
        villageId: h.villageId,
        householdId: h.id,
        title: `核查${h.head}户${about}`,
        assignees: [h.helperId],
        due,
        rules: rulesIn(h.villageId, directory),
      }),
    );
  }
  const told: Reply[] = [...groupBy(tasks, (t) => t.assignee ?? '')]
    .filter(([id]) => id !== by)
    .map(([id, mine]) => ({
      text: `${nameOf(by, directory)}请您在${formatDayLong(due, today)}前核查:\n${mine.map((t) => `${t.id} ${t.title}`).join('\n')}\n核好一户回一句:完成 ${mine[0]?.id} 核查的结果`,
      to: { id, kind: 'nudge' as const },
    }));
  const [a, z] = [tasks.at(0)?.id, tasks.at(-1)?.id];
  return {
    replies: [
      { text: `已派${tasks.length}件(${a}${a === z ? '' : `到${z}`}),告诉了${told.length}人。` },
      ...told,
    ],
    changes: tasks.map((after) => change({ kind: taskKind, after, action: 'task.ask', actor: by })),
    dialog: null,
  };
}
