import { addDays, type Day, iso } from '../../core/clock.ts';
import { type Change, change } from '../../records/change.ts';
import { stand } from '../../records/duty.ts';
import { recordsIn } from '../../records/find.ts';
import { type MonthReport, monthReportId, monthReportKind } from '../../records/monthReport.ts';
import { rulesIn } from '../../records/nudges.ts';
import { leftOf, type Task, taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { draftOf } from './draft.ts';

/** In the first days of a month the report is the last one's. */
const LATE_UNTIL = 5;

/** The month that a report is about on this day: its first day or any other of it. */
export const monthMeant = (today: Day): Day =>
  Number(today.slice(8)) <= LATE_UNTIL ? addDays(`${today.slice(0, 8)}01`, -1) : today;

/** 提交了没有, 交月报是哪天: asked in a few words, and no report, whose last line may well be 困难:没有. */
const ASKS =
  /^[^\n:;]{0,30}([?]|吗)$|^[^\n:;,。、]{0,12}没有?$|^(了|过)?(没|谁|几|多少|什么|怎么|哪|是?哪天|时间)[^\n:]*$/;

/** 月报我弄好了 tells of it, and is not what it says. */
export const TOLD = /^我?(这边|已经)?(弄|写|做|交|报|发|填)(好|完|上去|过)?了[。!]*$/;

/** 提交: the month's report as it was drafted, or in the helper's own words (F06); sent again it replaces the first. */
export const submit = defineCommand<string>({
  name: '提交',
  aliases: ['提交月报', '交月报', '月报提交'],
  summary: '把月报交上去:机器人写好的,或您自己改过的',
  usage: '提交(要改就写:提交 改好的内容)',
  needs: 'ownWork',
  where: ['private'],
  examples: ['提交'],
  read: ({ rest }) =>
    ASKS.test(rest) || TOLD.test(rest) ? null : /^[了啦的好吧。!,]*$/.test(rest) ? '' : rest,
  async run(words, context): Promise<Effect> {
    const { read, sender, today, now, message, chat } = context;
    const me = sender.person?.id ?? '';
    const own = read.directory.householdsOf(me);
    if (own.length === 0) return say('月报是帮扶责任人交的,名册上还没有您帮的户。');
    const day = monthMeant(today);
    const month = day.slice(0, 7);
    const text = words.trim() === '' ? await draftOf(me, day, read) : words.trim();
    const changes: Change[] = [];
    let again = false;
    // Each village that he helps in has the report: its leader hears it (F08).
    for (const villageId of new Set(own.map((h) => h.villageId))) {
      const id = monthReportId(month, me);
      const before = await read.get(monthReportKind, id, villageId);
      again ||= before !== undefined;
      const after: MonthReport = {
        id,
        rev: before?.rev ?? 0,
        schema: 1,
        by: me,
        at: iso(now),
        status: 'active',
        source: { messageId: message.id, chat },
        villageId,
        month,
        text,
      };
      changes.push(change({ kind: monthReportKind, before, after, action: 'monthReport.submit', actor: me }));
    }
    changes.push(...(await duties(me, month, context)));
    const name = `${Number(month.slice(5))}月`;
    return {
      changes,
      replies: [
        { text: `${name}月报${again ? '换成新的了' : '交上去了'}:\n${text}\n要改再发:提交 改好的内容` },
      ],
    };
  },
});

/** The system's own task to send this report is done with it: nobody says a thing twice. */
async function duties(me: string, month: string, { read, now }: Context): Promise<Change[]> {
  const open = await recordsIn(taskKind, `todo:${me}:tasks`, read);
  const named = new RegExp(`(?<!\\d)${Number(month.slice(5))}月.*(月报|帮扶情况汇报)`);
  return open
    .filter((t) => t.createdBy === 'bot' && named.test(t.title))
    .map((task) => {
      const replies = [...task.replies, { by: me, at: iso(now), text: '交了月报' }];
      const whole = leftOf({ ...task, replies }).length === 0;
      const done: Task = {
        ...task,
        replies,
        status: whole ? 'done' : task.status,
        history: [...task.history, { at: iso(now), by: me, action: 'done', text: '交了月报' }],
      };
      const rules = rulesIn(task.villageId, read.directory);
      const after = { ...done, ...stand({ kind: 'task', record: done }, rules, now) };
      return change({ kind: taskKind, before: task, after, action: 'task.done', actor: me });
    });
}
