import { addDays, at, DAY, type Day } from '../../core/clock.ts';
import { isListed } from '../../records/dictionary.ts';
import { balanceOf } from '../../records/flowBook.ts';
import { eventText, memberEventKind } from '../../records/memberEvent.ts';
import type { HouseholdBrief, Read } from '../../records/read.ts';

/** What happened longer before the week in which it was told is not looked for. */
const TOLD_LATE = 366 * DAY;

/** A change of a household in a week. `open`: it may be said in a cadres' room. */
export interface News {
  villageId: string;
  householdId: string;
  text: string;
  open: boolean;
}

/** What changed about a village's households in a week: who belongs to them (B41), who helps them (A34). */
export async function newsOf(villageId: string, monday: Day, read: Read): Promise<News[]> {
  return [...(await memberNews(villageId, monday, read)), ...helperNews(villageId, monday, read)];
}

/** Born, came, moved, married, died: by the day on which it was told. Never in front of others. */
async function memberNews(villageId: string, monday: Day, read: Read): Promise<News[]> {
  const [begin, end] = [at(monday), at(addDays(monday, 7))];
  const ids = await read.range(villageId, 'memberEvents', { min: begin - TOLD_LATE, max: end - 1 });
  const events = await read.many(memberEventKind, ids, villageId);
  return events
    .filter((e) => e.status === 'active' && e.confirmed)
    .filter((e) => Date.parse(e.at) >= begin && Date.parse(e.at) < end)
    .flatMap((e): News[] => {
      const household = read.directory.household(e.householdId);
      if (household?.status !== 'active') return [];
      const text = `${household.head}家${eventText(e, read.directory)}`;
      return [{ villageId, householdId: e.householdId, text, open: false }];
    });
}

function helperNews(villageId: string, monday: Day, { directory }: Read): News[] {
  const sunday = addDays(monday, 6);
  const within = (day: string | null | undefined) => !!day && day >= monday && day <= sunday;
  return [...directory.assignments(villageId)]
    .filter((a) => a.status === 'active' && a.primary && within(a.start))
    .flatMap((a): News[] => {
      const household = directory.household(a.householdId);
      const helper = directory.person(a.personId)?.name;
      if (household?.status !== 'active' || !helper || a.end) return [];
      const text = `${household.head}的帮扶人换成${helper}`;
      return [{ villageId, householdId: a.householdId, text, open: true }];
    });
}

/** Households of the register that nobody helps (A09). */
export function unhelpedIn(villageId: string, { directory }: Read): HouseholdBrief[] {
  return [...directory.households(villageId)].filter((h) => !h.helperId && isListed(h.category));
}

/** A village whose heads do not come to what the month's changes say (B43). */
export interface Unbalanced {
  villageId: string;
  month: number;
  off: number;
}

/** The book of the month that a digest is sent in. */
export async function unbalancedIn(villageId: string, today: Day, read: Read): Promise<Unbalanced[]> {
  const month = today.slice(0, 7);
  const { off } = await balanceOf(villageId, month, month, read);
  return off ? [{ villageId, month: Number(month.slice(5)), off }] : [];
}
