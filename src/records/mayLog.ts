import { covers, type Right } from '../core/rights.ts';
import { isHis, type Sender } from '../core/roles.ts';
import type { Directory, HouseholdBrief } from './read.ts';

/** A right for one household: itself where it has the right, a helper for his own, those above for the village, the township's for all. */
export function mayFor(sender: Sender, right: Right, { id, helperId, villageId }: HouseholdBrief): boolean {
  const own = isHis(sender, helperId) || sender.householdId === id;
  return covers(sender, right, { own, villageId });
}

/** Whose words count for it: names for a refusal. */
export function whoMayLog(directory: Directory, household: HouseholdBrief): string {
  const helper = household.helperId ? directory.person(household.helperId)?.name : undefined;
  const village = directory.village(household.villageId)?.name ?? '本村';
  return helper
    ? `帮扶人${helper},或${village}的网格长、副网格长、信息员`
    : `${village}的网格长、副网格长、信息员`;
}
