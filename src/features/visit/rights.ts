import { covers } from '../../core/rights.ts';
import { isHis, type Sender } from '../../core/roles.ts';
import type { Directory, HouseholdBrief } from '../../records/read.ts';

/** May speak for all of this household's village: its leaders and its information officer, and the township office. */
export function overVillage(sender: Sender, villageId: string): boolean {
  return covers(sender, 'changeVisit', { villageId });
}

/** A helper for his own households; those above for the village; the township office for all. */
export function mayLog(sender: Sender, { helperId, villageId }: HouseholdBrief): boolean {
  const own = isHis(sender, helperId);
  return covers(sender, 'logVisit', { own, villageId });
}

/** Whose words count for it: names for a refusal. */
export function whoMayLog(directory: Directory, household: HouseholdBrief): string {
  const helper = household.helperId ? directory.person(household.helperId)?.name : undefined;
  const village = directory.village(household.villageId)?.name ?? '本村';
  return helper
    ? `帮扶人${helper},或${village}的网格长、副网格长、信息员`
    : `${village}的网格长、副网格长、信息员`;
}

/** The ranks in which names are looked up for this sender: his own households, his villages, the rest. */
export function askerOf(
  sender: Sender,
  directory: Directory,
): { own: ReadonlySet<string>; villages: ReadonlySet<string> } {
  const { person } = sender;
  return {
    own: new Set(person ? directory.householdsOf(person.id).map((h) => h.id) : []),
    villages: new Set(person?.villageIds ?? []),
  };
}
