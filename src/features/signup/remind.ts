import { addDays, at, dayOf, HOUR } from '../../core/clock.ts';
import type { Read } from '../../records/read.ts';
import { type Signup, signupKind } from '../../records/signup.ts';
import type { Planned, PushJob } from '../pushJob.ts';
import { headline, itemName } from './text.ts';

type Item = { id: string; villageId: string };
/** Lists that take place on one day. */
type OnDay = { day: string; items: Item[] };

/**
 * The afternoon before it takes place: to whoever posted the list first, and to the helpers of those on it, all of a
 * person's in one message. A list that was cancelled or moved meanwhile is left out.
 */
export const signupReminder: PushJob = {
  name: 'signups',
  cron: '0 17 * * *',
  grace: 3 * HOUR,
  async run({ slot, read }) {
    const day = addDays(dayOf(slot), 1);
    const told = new Map<string, Item[]>();
    for (const signup of await takingPlace(day, read)) {
      const { id, villageId } = signup;
      for (const to of receivers(signup, read)) told.set(to, [...(told.get(to) ?? []), { id, villageId }]);
    }
    const outbound = [...told].map(
      ([to, items]): Planned => ({ to, kind: 'nudge', data: { day, items }, expires: at(day, '09:00') }),
    );
    return { changes: [], outbound, counts: { people: outbound.length } };
  },
  merge: (all) => (all as (OnDay | OnDay[])[]).flat(),
  async render(data, { now, to, read }) {
    const today = dayOf(now);
    const texts: string[] = [];
    // What was held until the day was over has nothing more to say.
    for (const { day, items } of [data as OnDay | OnDay[]].flat().filter((d) => d.day >= today))
      for (const { id, villageId } of items) {
        const signup = await read.get(signupKind, id, villageId);
        if (signup?.status === 'active' && signup.date === day && receivers(signup, read).has(to))
          texts.push(textFor(signup, to, today, read));
      }
    return texts.length > 0 ? texts.join('\n\n') : null;
  },
};

async function takingPlace(day: string, read: Read): Promise<Signup[]> {
  const lists = await Promise.all(
    [...read.directory.villages()].map(async (v) => {
      const ids = await read.range(v.id, 'signups:on', { min: at(day), max: at(day) });
      return read.many(signupKind, ids, v.id);
    }),
  );
  return lists.flat();
}

const helperOf = (item: Signup['items'][number], read: Read) =>
  item.householdId ? read.directory.household(item.householdId)?.helperId : undefined;

function receivers(signup: Signup, read: Read): Set<string> {
  const helpers = signup.items.flatMap((item) => helperOf(item, read) ?? []);
  return new Set([signup.by, ...helpers]);
}

/** Whoever posted it sees how many and what is open; a helper his own households, for he is the one who tells them. */
function textFor(signup: Signup, to: string, today: string, read: Read): string {
  const lead = `${dayOf(at(signup.date ?? today)) === addDays(today, 1) ? '明天' : ''}${headline(signup, today)}`;
  const mine = signup.items.filter((item) => helperOf(item, read) === to);
  const names = (items: readonly Signup['items'][number][]) =>
    items.map((i) => itemName(i, { read })).join('、');
  const parts = [
    ...(mine.length > 0 ? [`您帮的户报了名,请告诉一声:${names(mine)}`] : []),
    ...(signup.by === to ? [whole(signup, names)] : []),
  ];
  return [`${lead}:`, ...parts].join('\n');
}

function whole(signup: Signup, names: (items: readonly Signup['items'][number][]) => string): string {
  const open = signup.items.filter((i) => i.pending);
  return `一共${signup.items.length}人${open.length > 0 ? `,还要问清:${names(open)}` : ''}。名单发:名单 ${signup.id}`;
}
