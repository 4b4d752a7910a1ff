import { addDays, at, type Day, dayOf, HOUR } from '../../../core/clock.ts';
import { formatDayLong } from '../../../core/text/days.ts';
import type { HouseholdBrief, Read } from '../../../records/read.ts';
import type { Planned, PushJob } from '../../pushJob.ts';
import { place } from '../text.ts';
import { beforeGoing, isWorkday, LIST_LENGTH, lastSeen, type ToWalk, toWalk } from './eveList.ts';

interface Data {
  day: Day;
  villageIds: string[];
}

/**
 * The list for the next day (D03): at 20:00 on the eve of a village's workday, to each helper in private, which of his
 * households there to go to. One message a person over all villages; nothing to say, no message (J04). A run caught up
 * so late that the quiet hours hold it goes out in the morning and says today.
 */
export const eve: PushJob = {
  name: 'eve',
  cron: '0 20 * * *',
  grace: 2 * HOUR,
  async run({ slot, read }) {
    const { directory } = read;
    const day = addDays(dayOf(slot), 1);
    const villages = [...directory.villages()].filter((v) => isWorkday(v, day));
    const villageIds = villages.map((v) => v.id);
    const helpers = new Set(villageIds.flatMap((id) => helpersIn(directory.households(id))));
    const outbound: Planned[] = [];
    for (const to of helpers) {
      const data: Data = { day, villageIds };
      if ((await listFor(to, data, read)).length === 0) continue;
      outbound.push({ to, kind: 'nudge', data, expires: at(day, '12:00') });
    }
    return { changes: [], outbound, counts: { villages: villages.length, people: outbound.length } };
  },
  async render(data, { now, to, read }) {
    const { day } = data as Data;
    const list = await listFor(to, data as Data, read);
    return list.length > 0 ? textFor(list, day, dayOf(now), read) : null;
  },
};

function helpersIn(households: Iterable<HouseholdBrief>): string[] {
  return [...households].flatMap((h) => h.helperId ?? []);
}

async function listFor(to: string, { day, villageIds }: Data, read: Read): Promise<ToWalk[]> {
  const own = read.directory.householdsOf(to).filter((h) => villageIds.includes(h.villageId));
  return toWalk(own, day, read);
}

function textFor(list: readonly ToWalk[], day: Day, today: Day, read: Read): string {
  const word = day === today ? '今天' : '明天';
  const lines = list
    .slice(0, LIST_LENGTH)
    .map(
      (w, i) =>
        `${i + 1}. ${w.household.head}(${place(read.directory, w.household)})${lastSeen(w.last, day)}${beforeGoing(w, day)}`,
    );
  const more = list.length > LIST_LENGTH ? [`还有${list.length - LIST_LENGTH}户,发“未走访”能看全。`] : [];
  return [
    `${word}${formatDayLong(day, today)}是走访日,您这${list.length}户可以去:`,
    ...lines,
    ...more,
    `走完发一句就行:走访 ${list[0]?.household.head ?? '户主姓名'} 入户 看到的情况`,
  ].join('\n');
}
