import { at, dayOf, HOUR } from '../../core/clock.ts';
import { groupBy } from '../../core/group.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { isMissing, type Need, needKind, needText } from '../../records/need.ts';
import type { Read } from '../../records/read.ts';
import type { Planned, PushJob } from '../pushJob.ts';

type Item = { id: string; villageId: string };

/**
 * On the morning of its `remindOn` whoever noted a need is asked whether it came, all of his in one message. What came
 * meanwhile is left out, and nothing left is no message; with what else he is reminded of it is one message.
 */
export const needReminder: PushJob = {
  name: 'needs',
  cron: '0 9 * * *',
  grace: 10 * HOUR,
  async run({ slot, read }) {
    const day = dayOf(slot);
    const due: Need[] = [];
    for (const village of read.directory.villages()) {
      const ids = await read.range(village.id, 'needs:remind', { min: at(day), max: slot });
      due.push(...(await read.many(needKind, ids, village.id)).filter(isMissing));
    }
    const outbound = [...groupBy(due, receiverOf(read))].map(
      ([to, needs]): Planned => ({
        to,
        kind: 'nudge',
        data: needs.map(({ id, villageId }): Item => ({ id, villageId })),
        expires: at(day, '20:30'),
      }),
    );
    return { changes: [], outbound, counts: { needs: due.length, people: outbound.length } };
  },
  merge: (all) => [...new Map((all as Item[][]).flat().map((i) => [i.id, i])).values()],
  async render(data, { now, read }) {
    const needs: Need[] = [];
    for (const { id, villageId } of data as Item[]) {
      const need = await read.get(needKind, id, villageId);
      if (need && isMissing(need) && need.remindOn) needs.push(need);
    }
    return needs.length > 0 ? reminder(needs, dayOf(now), read) : null;
  },
};

/** Whoever noted it; the household's helper where he is not at work here any more. */
const receiverOf = (read: Read) => (need: Need) => {
  const by = read.directory.person(need.by);
  const helper = read.directory.household(need.householdId)?.helperId;
  return by && by.roles.length > 0 ? by.id : (helper ?? need.by);
};

function reminder(needs: readonly Need[], today: string, read: Read): string {
  const lines = needs.map((n) => {
    const head = read.directory.household(n.householdId)?.head ?? n.householdId;
    const when = n.neededBy ? `,${formatDayLong(n.neededBy, today)}前要` : ',说的是今天左右用完';
    return `${n.id} ${head} ${needText(n)}${when}`;
  });
  return [`这几样到日子了,请问一下有没有着落:`, ...lines, `有了回:到了 ${needs[0]?.id ?? ''}`].join('\n');
}
