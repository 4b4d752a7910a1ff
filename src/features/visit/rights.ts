import { covers } from '../../core/rights.ts';
import type { Sender } from '../../core/roles.ts';
import { mayFor } from '../../records/mayLog.ts';
import type { HouseholdBrief } from '../../records/read.ts';

export { whoMayLog } from '../../records/mayLog.ts';

/** May speak for all of this household's village: its leaders and its information officer, and the township office. */
export function overVillage(sender: Sender, villageId: string): boolean {
  return covers(sender, 'changeVisit', { villageId });
}

/** A helper for his own households; those above for the village; the township office for all. */
export function mayLog(sender: Sender, household: HouseholdBrief): boolean {
  return mayFor(sender, 'logVisit', household);
}
