import { addDays, type Day } from '../../core/clock.ts';
import { leaveOn } from '../../core/peace.ts';
import { scopeOf } from '../../core/rights.ts';
import { findRange } from '../../core/text/dayRange.ts';
import { formatDay, formatDayLong } from '../../core/text/days.ts';
import { monthOf } from '../../core/text/dayYear.ts';
import { normalize } from '../../core/text/normalize.ts';
import { type MonthReport, monthReportId, monthReportKind } from '../../records/monthReport.ts';
import type { Read } from '../../records/read.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { namesPlacesAlone, reachOf } from '../reach.ts';
import { reportDay } from './days.ts';
import { draftOf } from './draft.ts';
import { monthMeant, TOLD } from './submit.ts';

const ASKS = /谁|哪|几|多少|情况|进度|没(有)?交|交(了|齐|上)|没(有)?(发|报|写)|齐/;

/** 月报: one's own draft as it would be sent, or what was sent; to those who lead, who has sent his (F06, F08). */
export const monthReport = defineCommand<{ asks: boolean }>({
  name: '月报',
  aliases: [
    '月报情况',
    '月报进度',
    '我的月报',
    '看月报',
    '月报草稿',
    '谁没交月报',
    '谁还没交月报',
    '哪些人没交月报',
  ],
  summary: '看自己的月报草稿;村里、乡里负责的看谁交了、谁还没交',
  usage: '月报(负责人:谁没交月报,可以加月份、村名)',
  needs: 'ownWork',
  where: ['private', 'leaderRoom'],
  examples: ['月报', '谁没交月报'],
  read({ rest, explicit }, { message, place, read }) {
    const asks = ASKS.test(normalize(message.text));
    // Among colleagues 月报明天交啊 is no question to the bot; the leaders ask for a month or for who is late.
    const asked = place === 'leaderRoom' && rest.length <= 8 && (asks || /月/.test(rest));
    const meant = explicit || asked || namesPlacesAlone(rest, read.directory);
    return meant && !TOLD.test(rest) ? { asks } : null;
  },
  speech: (text, { place, message }) =>
    (place === 'private' || message.mention) && text.length <= 24 && /月报/.test(text) && ASKS.test(text)
      ? { asks: true }
      : null,
  async run({ asks }, context): Promise<Effect> {
    const { sender, read } = context;
    const leads = scopeOf(sender, 'seeProgress') !== 'own' && scopeOf(sender, 'seeProgress') !== undefined;
    const helps = read.directory.householdsOf(sender.person?.id ?? '').length > 0;
    if (leads && (asks || !helps)) return { replies: [{ text: await statusText(context), to: 'private' }] };
    if (!helps) return say('月报是帮扶责任人交的,名册上还没有您帮的户。');
    return { replies: [{ text: await ownText(context), to: 'private' }] };
  },
});

/** The month that words name; else the last one whose reports were due. */
function monthIn(text: string, today: Day): string {
  const range = findRange(text, { today, prefer: 'past' })?.range;
  if (range && 'from' in range) return range.from.slice(0, 7);
  const past = today >= reportDay(today) ? today : addDays(`${today.slice(0, 7)}-01`, -1);
  return past.slice(0, 7);
}

async function statusText(context: Context): Promise<string> {
  const { message, read, today } = context;
  const words = normalize(message.text);
  const reach = reachOf(words, 'seeProgress', '谁没交月报', context);
  if (reach.kind === 'refused') return reach.text;
  const ids = reach.kind === 'villages' ? reach.ids : [];
  const month = monthIn(words, today);
  const due = reportDay(`${month}-01`);
  const all = await Promise.all(ids.map((id) => sentIn(id, month, today, read)));
  const [people, sent] = [all.flatMap((v) => v.helpers), all.flatMap((v) => v.reports)];
  const name = `${month.slice(0, 4) === today.slice(0, 4) ? '' : `${month.slice(0, 4)}年`}${Number(month.slice(5))}月`;
  if (people.length === 0) return `${reach.name}名册上还没有帮扶责任人。`;
  const lines = all
    .filter((v) => v.helpers.length > 0)
    .map((v) => {
      const village = ids.length > 1 ? `${read.directory.village(v.villageId)?.name}` : '';
      const left = v.left.length > 0 ? `还没交:${v.left.join('、')}` : '都交了';
      return `${village}${village ? `${v.reports.length}/${v.helpers.length}人,` : ''}${left}`;
    });
  const early = today < due ? `${name}的月报${formatDayLong(due, today)}才交。` : '';
  const head = `${reach.name}${name}月报:${people.length}人里${sent.length}人交了。${early}`;
  const now = reportDay(today);
  const next =
    today < now && month < today.slice(0, 7) ? `${monthOf(today)}月的${formatDayLong(now, today)}交。` : '';
  if (sent.length === 0) return `${head}${early === '' ? `一份也没有收到。${next}` : ''}`;
  return [head, ...lines, ...(next === '' ? [] : [next])].join('\n');
}

/** Who of a village's helpers has sent that month's report, and who has not: away is said, it is no blame. */
export async function sentIn(villageId: string, month: string, today: Day, read: Read) {
  const { directory } = read;
  const helpers = [...new Set(directory.base(villageId).helped.map((h) => h.helperId ?? ''))];
  const reports: MonthReport[] = await read.many(
    monthReportKind,
    helpers.map((id) => monthReportId(month, id)),
    villageId,
  );
  const left = helpers
    .filter((id) => !reports.some((r) => r.by === id))
    .map((id) => {
      const person = directory.person(id);
      const leave = leaveOn(person?.leaves, today);
      return `${person?.name ?? id}${leave ? `(请假到${formatDay(leave.to, today)})` : ''}`;
    });
  return { villageId, helpers, reports, left };
}

/** One's own: what was sent, or the draft as it would be sent now, and when it is due. */
async function ownText({ sender, read, today }: Context): Promise<string> {
  const me = sender.person?.id ?? '';
  const month = monthMeant(today).slice(0, 7);
  const [first] = read.directory.householdsOf(me);
  const sent = first && (await read.get(monthReportKind, monthReportId(month, me), first.villageId));
  const name = `${Number(month.slice(5))}月`;
  if (sent) return `${name}月报您交过了:\n${sent.text}\n要改再发:提交 改好的内容`;
  const due = reportDay(monthMeant(today));
  const when = today < due ? `${formatDayLong(due, today)}交,到时候我会再发给您。` : '';
  return `${name}的月报现在是这样,还没交。${when}\n${await draftOf(me, monthMeant(today), read)}\n现在就交回“提交”;要改就回:提交 改好的内容`;
}
