import { monthReportId, monthReportKind } from '../../records/monthReport.ts';
import { defineCommand, type Effect, say } from '../define.ts';
import { draftOf } from './draft.ts';
import { monthMeant } from './submit.ts';

/** 看月报: the month's report as it was sent in, or as it would be; nothing is sent in by looking. */
export const lookAtReport = defineCommand<true>({
  name: '看月报',
  aliases: ['我的月报', '月报草稿', '查月报'],
  summary: '看您这个月的月报写好没有、交了没有(看不算交)',
  usage: '看月报',
  needs: 'ownWork',
  where: ['private'],
  examples: ['看月报'],
  read: ({ rest, explicit }) => (rest === '' || explicit ? true : null),
  async run(_, { read, sender, today }): Promise<Effect> {
    const me = sender.person?.id ?? '';
    const [own] = read.directory.householdsOf(me);
    if (!own) return say('月报是帮扶责任人交的,名册上还没有您帮的户。');
    const day = monthMeant(today);
    const name = `${Number(day.slice(5, 7))}月`;
    const sent = await read.get(monthReportKind, monthReportId(day.slice(0, 7), me), own.villageId);
    if (sent) return say(`${name}月报您交过了:\n${sent.text}\n要改再发:提交 改好的内容`);
    const draft = await draftOf(me, day, read);
    return say(`${name}月报还没交,我照您记的写好了:\n${draft}\n就这样交发:提交\n要改就发:提交 改好的内容`);
  },
});
