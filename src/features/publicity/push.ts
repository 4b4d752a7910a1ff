import { at, DAY, type Day, dayOf, HOUR } from '../../core/clock.ts';
import { groupBy } from '../../core/group.ts';
import { formatDay } from '../../core/text/days.ts';
import { FULL, objectionsTo, publicityKind, REPORTABLE, toldOf } from '../../records/publicity.ts';
import type { Read } from '../../records/read.ts';
import type { Planned, PushJob } from '../pushJob.ts';
import { objectionText } from './text.ts';

interface Item {
  id: string;
  villageId: string;
}

/**
 * At 09:00 of the day on which a name is full, and of the next one, from which it may be handed on: to the village's
 * secretary and its grid leader (C06, C08). What was taken down meanwhile is left out; what was said against it is told.
 */
export const publicityFull: PushJob = {
  name: 'publicity',
  cron: '0 9 * * *',
  grace: 2 * DAY,
  async run({ slot, read }) {
    const day = dayOf(slot);
    const due: (Item & { to: string })[] = [];
    for (const { id: villageId } of read.directory.villages())
      for (const id of await dueIn(villageId, day, read))
        due.push(...toldOf(villageId, read.directory).map((to) => ({ to, id, villageId })));
    const outbound = [...groupBy(due, ({ to }) => to)].map(
      ([to, items]): Planned => ({
        to,
        kind: 'nudge',
        data: items.map(({ id, villageId }): Item => ({ id, villageId })),
        expires: slot + 3 * DAY + 12 * HOUR,
      }),
    );
    return { changes: [], outbound, counts: { publicities: due.length, people: outbound.length } };
  },
  merge: (all) => [...new Map((all as Item[][]).flat().map((i) => [i.id, i])).values()],
  async render(data, { now, reader, read }) {
    const lines = await Promise.all((data as Item[]).map((item) => lineOf(item, dayOf(now), reader, read)));
    const said = lines.filter((line) => line !== null);
    return said.length > 0 ? said.join('\n') : null;
  },
};

async function dueIn(villageId: string, day: Day, read: Read): Promise<string[]> {
  const span = { min: at(day), max: at(day) + DAY - 1 };
  const sets = await Promise.all([FULL, REPORTABLE].map((set) => read.range(villageId, set, span)));
  return sets.flat();
}

/** As it is when it is said; null where it was taken down. */
async function lineOf(
  { id, villageId }: Item,
  today: Day,
  reader: string,
  read: Read,
): Promise<string | null> {
  const p = await read.get(publicityKind, id, villageId);
  const household = read.directory.household(p?.householdId ?? '');
  if (p?.status !== 'active' || household?.status !== 'active') return null;
  const full = today > p.lastDay ? '已经满了' : '今天满';
  const head = `${household.head}家公示${full}(${formatDay(p.start, today)}贴的,${formatDay(p.lastDay, today)}满)`;
  const against = objectionText(await objectionsTo(p, household, read), reader);
  if (against !== '') return `${head},${against}`;
  // What was held may be said a day later.
  const from = today <= p.lastDay ? '明天起' : today === p.reportFrom ? '今天起' : '现在';
  return `${head},${from}没有异议就可以报乡里。我这里没有记着没办结的异议。`;
}
