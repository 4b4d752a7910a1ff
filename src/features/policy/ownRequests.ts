import { recordsOfHousehold } from '../../records/lived.ts';
import { isPersonal, type Request, requestKind } from '../../records/request.ts';
import { speakerIn } from '../../records/speaker.ts';
import type { Context } from '../define.ts';

const LOOKED = 20;

/**
 * What the sender's household asked or said, the latest first. A cry for help or a report of somebody is only for the phone
 * that sent it: a beaten wife's words do not stand in her husband's list.
 */
export async function ownRequests({ sender, message, read }: Context): Promise<Request[]> {
  const household = read.directory.household(sender.householdId ?? '');
  if (!household) return [];
  const latest = { reverse: true, limit: LOOKED };
  const all = await recordsOfHousehold(requestKind, 'requests', household, read, latest);
  const me = speakerIn(message.from, read.directory);
  const alone = read.directory.contactsOf(household.id).length <= 1;
  return all.filter((r) => !isPersonal(r) || (r.speaker === undefined ? alone : r.speaker === me));
}
