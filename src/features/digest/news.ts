import { addDays, type Day } from '../../core/clock.ts';
import type { Read } from '../../records/read.ts';

/** A change of a household in a week. `open`: it may be said in a cadres' room. */
export interface News {
  villageId: string;
  householdId: string;
  text: string;
  open: boolean;
}

/** What changed about a village's households in a week: who helps them (A34). */
export function newsOf(villageId: string, monday: Day, read: Read): News[] {
  const { directory } = read;
  const sunday = addDays(monday, 6);
  const within = (day: string | null | undefined) => !!day && day >= monday && day <= sunday;
  return [...directory.assignments(villageId)]
    .filter((a) => a.status === 'active' && a.primary && within(a.start))
    .flatMap((a): News[] => {
      const household = directory.household(a.householdId);
      const helper = directory.person(a.personId)?.name;
      if (!household || !helper || a.end) return [];
      const text = `${household.head}的帮扶人换成${helper}`;
      return [{ villageId, householdId: a.householdId, text, open: true }];
    });
}
