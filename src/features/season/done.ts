import { iso } from '../../core/clock.ts';
import { covers } from '../../core/rights.ts';
import { isHis } from '../../core/roles.ts';
import { findNames } from '../../core/text/names.ts';
import { change } from '../../records/change.ts';
import { stand } from '../../records/duty.ts';
import { askerFor, recordsIn } from '../../records/find.ts';
import { rulesIn } from '../../records/nudges.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { seasonIn } from '../../records/season.ts';
import { isTaskOpen, type Task, taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect } from '../define.ts';

/** A household tells that it has paid or applied: 医保交了. */
const saysDone = (text: string) =>
  text.length <= 20 &&
  seasonIn(text) !== undefined &&
  /(交|缴|办|申请)(好|过|完)?了|已经?(交|缴|办|申请)/.test(text) &&
  !/[?]|吗|没|怎么|多少|什么/.test(text);

const FORM = '已缴 户主姓名 医保';

/** 已缴, 已办: a household's own deadline is met; with it the reminders end, in the same commit. */
export const doneSeason = defineCommand<{ rest: string }>({
  name: '已缴',
  aliases: ['已办', '已申请', '缴了', '交了', '已交'],
  summary: '说一声医保缴了、助学申请了,就不再提醒',
  usage: FORM,
  needs: 'reportPaid',
  where: ['private', 'cadreRoom'],
  examples: ['已缴 罗启明 医保'],
  speech: (text, { sender, place }) =>
    sender.householdId && place === 'private' && saysDone(text) ? { rest: text } : null,
  read: ({ rest, explicit }) => (seasonIn(rest) || (explicit && rest.length <= 12) ? { rest } : null),
  async run({ rest }, context): Promise<Effect> {
    const { read, sender } = context;
    const { directory } = read;
    const season = seasonIn(rest);
    const own = sender.householdId ? directory.household(sender.householdId) : undefined;
    const found = own ? [] : findNames(directory.householdNames(), rest, askerFor(sender, directory));
    const [first] = found;
    const household = own ?? (first?.others.length === 0 ? directory.household(first.entry.id) : undefined);
    if (!household) return say(`是哪一户?没有记。这样发:${FORM}`);
    const open = (
      await recordsIn(taskKind, `household:${household.id}:tasks`, read, household.villageId)
    ).filter((t) => t.season && isTaskOpen(t) && (!season || t.season === season.id));
    const [task] = open;
    // What a household still has to pay is told to nobody who has nothing to do with it.
    const his = isHis(sender, household.helperId) || open.some((t) => isHis(sender, t.assignee));
    if (!own && !covers(sender, 'reportPaid', { own: his, villageId: household.villageId }))
      return say(`${household.head}家的事要帮扶人或村里来报,没有记。`);
    const what = season?.what ?? '要缴、要申请';
    if (!task)
      return say(own ? '好,知道了。现在没有要提醒您家的事。' : `${household.head}家现在没有${what}的提醒。`);
    if (open.length > 1)
      return say(
        `${household.head}家还有${open.length}样没办:${open.map((t) => t.title).join('、')}。写清楚再发:${FORM}`,
      );
    return finish(task, household, context);
  },
});

function finish(task: Task, household: HouseholdBrief, context: Context): Effect {
  const { sender, now, read } = context;
  const by = sender.person?.id ?? sender.householdId ?? '';
  const done: Task = {
    ...task,
    status: 'done',
    replies: [...task.replies, { by, at: iso(now) }],
    history: [...task.history, { at: iso(now), by, action: 'done' }],
  };
  const rules = rulesIn(task.villageId, read.directory);
  const after = { ...done, ...stand({ kind: 'task', record: done }, rules, now) };
  const own = sender.householdId === household.id;
  const told = [...task.told, ...(own && task.assignee ? [task.assignee] : [])].filter((id) => id !== by);
  return {
    changes: [change({ kind: taskKind, before: task, after, action: 'task.done', actor: by })],
    replies: [
      { text: own ? '好,记下了,不再提醒您家。' : `已记 ${task.id} 办好了:${task.title},不再提醒。` },
      ...[...new Set(told)].map((id) => ({
        text: `${task.title}办好了${own ? '(户里自己说的)' : ''},不用再催。`,
        to: { id, kind: 'nudge' as const },
      })),
    ],
  };
}

const say = (text: string): Effect => ({ replies: [{ text }] });
