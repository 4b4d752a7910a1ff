import { addDays, type Day, iso } from '../../core/clock.ts';
import { type Change, change } from '../../records/change.ts';
import { type MonthReport, monthReportId, monthReportKind } from '../../records/monthReport.ts';
import { defineCommand, type Effect, say } from '../define.ts';
import { draftOf } from './draft.ts';

/** In the first days of a month the report is the last one's. */
const LATE_UNTIL = 5;

const monthMeant = (today: Day): Day =>
  Number(today.slice(8)) <= LATE_UNTIL ? addDays(`${today.slice(0, 8)}01`, -1) : today;

/** 提交: the month's report as it was drafted, or in the helper's own words (F06); sent again it replaces the first. */
export const submit = defineCommand<string>({
  name: '提交',
  aliases: ['提交月报', '交月报', '月报'],
  summary: '把月报交上去:机器人写好的,或您自己改过的',
  usage: '提交(要改就写:提交 改好的内容)',
  needs: 'ownWork',
  where: ['private'],
  examples: ['提交'],
  // 月报我弄好了 tells of it, and is not what it says.
  read: ({ rest }) =>
    /^我?(这边|已经)?(弄|写|做|交|报|发|填)(好|完|上去|过)?了[。!]*$/.test(rest) ? null : rest,
  async run(words, { read, sender, today, now, message, chat }): Promise<Effect> {
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
    const name = `${Number(month.slice(5))}月`;
    return {
      changes,
      replies: [
        { text: `${name}月报${again ? '换成新的了' : '交上去了'}:\n${text}\n要改再发:提交 改好的内容` },
      ],
    };
  },
});
