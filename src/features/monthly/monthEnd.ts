import { addDays, at, DAY, type Day, dayOf, HOUR } from '../../core/clock.ts';
import { groupBy } from '../../core/group.ts';
import { balanceOf } from '../../records/flowBook.ts';
import { eventText, memberEventKind } from '../../records/memberEvent.ts';
import type { Read } from '../../records/read.ts';
import type { Planned, PushJob } from '../pushJob.ts';

const SHOWN = 8;
/** What happened longer before the month in which it was told is not looked for. */
const TOLD_LATE = 366 * DAY;

const isLastDay = (day: Day) => addDays(day, 1).endsWith('-01');

/**
 * The last day of a month at 09:00: to each village's information officer (its grid leader where there is none) which
 * files moved this month and which nobody could have looked at (F10, F11, A18): what was said is in them already.
 */
export const monthEnd: PushJob = {
  name: 'monthEnd',
  cron: '0 9 28-31 * *',
  grace: 6 * HOUR,
  async run({ slot, read }) {
    const day = dayOf(slot);
    const outbound: Planned[] = [];
    for (const village of isLastDay(day) ? read.directory.villages() : [])
      for (const to of keepersOf(village.id, read))
        outbound.push({ to, kind: 'nudge', data: [{ day, villageId: village.id }], expires: slot + DAY });
    return { changes: [], outbound: onePerPerson(outbound), counts: { people: outbound.length } };
  },
  merge: (all) => (all as Asked[][]).flat(),
  async render(data, { read }) {
    const lists = await Promise.all((data as Asked[]).map((asked) => listOf(asked, read)));
    const said = lists.filter((l) => l !== '');
    return said.length > 0 ? said.join('\n\n') : null;
  },
};

interface Asked {
  day: Day;
  villageId: string;
}

/** Somebody who keeps several villages gets one message. */
function onePerPerson(outbound: readonly Planned[]): Planned[] {
  return [...groupBy(outbound, (p) => p.to).values()].flatMap(([first, ...more]) =>
    first ? [{ ...first, data: [first, ...more].flatMap((p) => p.data as Asked[]) }] : [],
  );
}

function keepersOf(villageId: string, { directory }: Read): string[] {
  const officers = [...directory.people()].filter(
    (p) => p.status === 'active' && p.roles.includes('infoOfficer') && p.villageIds.includes(villageId),
  );
  const leader = directory.village(villageId)?.gridLeaderId;
  return officers.length > 0 ? officers.map((p) => p.id) : leader ? [leader] : [];
}

/** One village's list; empty where nothing moved and everybody was reached. */
async function listOf({ day, villageId }: Asked, read: Read): Promise<string> {
  const { directory } = read;
  const month = day.slice(0, 7);
  const [begin, end] = [at(`${month}-01`), at(day) + DAY];
  const [eventIds, visited, { off }] = await Promise.all([
    read.range(villageId, 'memberEvents', { min: begin - TOLD_LATE, max: end }),
    read.range(villageId, 'seen', { min: begin }),
    balanceOf(villageId, month, month, read),
  ]);
  const events = (await read.many(memberEventKind, eventIds, villageId)).filter(
    (e) => e.status === 'active' && e.confirmed && Date.parse(e.at) >= begin && Date.parse(e.at) < end,
  );
  const reached = new Set(visited);
  const left = directory.base(villageId).helped.filter((h) => !reached.has(h.id));
  if (events.length === 0 && left.length === 0 && !off) return '';
  const moved = [...groupBy(events, (e) => e.householdId)].map(([id, list]) => {
    const what = list.map((e) => eventText(e, directory)).join('、');
    return `${directory.household(id)?.head ?? id}家${what}`;
  });
  const some = (list: readonly string[]) =>
    `${list.slice(0, SHOWN).join('、')}${list.length > SHOWN ? '…' : ''}`;
  const village = directory.village(villageId)?.name ?? villageId;
  const example = directory.household(events[0]?.householdId ?? left[0]?.id ?? '')?.head;
  return [
    `${village}${Number(month.slice(5))}月户档更新,月底前请核一遍:`,
    ...(moved.length > 0 ? [`人有变化,已改进档案${moved.length}户:${some(moved)}`] : []),
    ...(left.length > 0 ? [`这个月没走到,情况没更新${left.length}户:${some(left.map((h) => h.head))}`] : []),
    ...(off ? [`人口账不平,${off > 0 ? '多' : '少'}${Math.abs(off)}人,请核对名册。`] : []),
    ...(example ? [`看一户回:一口清 ${example}`] : []),
  ].join('\n');
}
