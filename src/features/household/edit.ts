import { actorOf } from '../../core/roles.ts';
import { type Change, change } from '../../records/change.ts';
import { type Household, householdKind } from '../../records/household.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import type { Context } from '../define.ts';

/** A household's whole record; throws where the register does not hold what the directory names. */
export async function wholeOf({ id, villageId }: HouseholdBrief, { read }: Context): Promise<Household> {
  const household = await read.get(householdKind, id, villageId);
  if (!household) throw new Error(`household ${id} is not in its village`);
  return household;
}

/** The change of a household's fields; its trail is the audit chain. */
export function edited(
  before: Household,
  fields: Partial<Household>,
  action: string,
  context: Context,
): Change {
  return change({
    kind: householdKind,
    before,
    after: { ...before, ...fields },
    action: `household.${action}`,
    actor: actorOf(context.sender),
  });
}
