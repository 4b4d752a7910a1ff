import { addDays, DAY, type Day, dayOf, HOUR } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { monthReportId, monthReportKind } from '../../records/monthReport.ts';
import type { Read } from '../../records/read.ts';
import type { Planned, PushJob } from '../pushJob.ts';
import { isLastThursday } from './days.ts';
import { draftOf } from './draft.ts';
import { sentIn } from './status.ts';

const monthName = (day: Day) => `${Number(day.slice(5, 7))}月`;

/** To each helper, as far as it is a day for it. */
function toHelpers(due: boolean, day: Day, expires: number, read: Read) {
  const helpers = due
    ? [...read.directory.people()].filter(
        (p) => p.status === 'active' && read.directory.householdsOf(p.id).length > 0,
      )
    : [];
  const outbound = helpers.map((p): Planned => ({ to: p.id, kind: 'digest', data: { day }, expires }));
  return { changes: [], outbound, counts: { people: outbound.length } };
}

/** The draft as it stands now; null where the report was sent already. */
async function draftFor(to: string, day: Day, read: Read): Promise<string | null> {
  const [first] = read.directory.householdsOf(to);
  const sent =
    first && (await read.get(monthReportKind, monthReportId(day.slice(0, 7), to), first.villageId));
  return sent ? null : draftOf(to, day, read);
}

const ANSWER = '对的话回“提交”;要改就回:提交 改好的内容';

/** Monday of that week, 09:00: the draft three days ahead, for who wants to have it done (F06). */
export const monthlyAhead: PushJob = {
  name: 'monthlyAhead',
  cron: '0 9 * * 1',
  grace: 12 * HOUR,
  run: async ({ slot, read }) =>
    toHelpers(isLastThursday(addDays(dayOf(slot), 3)), dayOf(slot), slot + 2 * DAY, read),
  async render(data, { to, read }) {
    const { day } = data as { day: Day };
    const due = addDays(day, 3);
    const text = await draftFor(to, due, read);
    if (text === null) return null;
    return `${monthName(due)}的月报先替您写好了,${formatDayLong(due, day)}交:\n${text}\n${ANSWER}。现在不交也行,到那天我再按新的发一遍`;
  },
};

/** Last Thursday 09:00: to each helper who has not sent it the draft of his month's report. */
export const monthlyDraft: PushJob = {
  name: 'monthlyDraft',
  cron: '0 9 * * 4',
  grace: 6 * HOUR,
  run: async ({ slot, read }) => toHelpers(isLastThursday(dayOf(slot)), dayOf(slot), slot + DAY, read),
  async render(data, { to, read }) {
    const { day } = data as { day: Day };
    const text = await draftFor(to, day, read);
    return text === null ? null : `${monthName(day)}的月报替您写好了,您看看:\n${text}\n${ANSWER}`;
  },
};

/** The same day at noon: to each village's grid leader what was said, and who has not sent his yet (F06, F08). */
export const monthlySummary: PushJob = {
  name: 'monthlySummary',
  cron: '0 12 * * 4',
  grace: 6 * HOUR,
  async run({ slot, read }) {
    const day = dayOf(slot);
    const outbound: Planned[] = [];
    for (const village of isLastThursday(day) ? read.directory.villages() : []) {
      const to = village.gridLeaderId;
      const { helped } = read.directory.base(village.id);
      if (to && helped.length > 0)
        outbound.push({
          to,
          kind: 'digest',
          data: { day, villageId: village.id },
          expires: slot + DAY,
          part: village.id,
        });
    }
    return { changes: [], outbound, counts: { people: outbound.length } };
  },
  async render(data, { read }) {
    const { day, villageId } = data as { day: Day; villageId: string };
    return summaryOf(villageId, day, read);
  },
};

/** Who has sent his report and what he said, in the order of the register; the others are named without a word. */
async function summaryOf(villageId: string, day: Day, read: Read): Promise<string> {
  const { directory } = read;
  const { helpers, reports, left } = await sentIn(villageId, day.slice(0, 7), day, read);
  return [
    `${directory.village(villageId)?.name}${monthName(day)}月报:${helpers.length}人里${reports.length}人交了。`,
    ...reports.map((r) => `【${directory.person(r.by)?.name ?? r.by}】${clip(r.text, 160)}`),
    ...(left.length > 0 ? [`还没收到:${left.join('、')}。会上可以直接听他们说。`] : []),
    '会后再看谁交了,发:谁没交月报',
  ].join('\n');
}
