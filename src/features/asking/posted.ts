import { holderOf } from '../../records/find.ts';
import type { Context } from '../define.ts';

const WHEN = /哪天|哪一天|几号|(什么|啥)时候|几时|好久|满|到期|结束|截止|(多久|几天)|报(乡|上|到)/;

/**
 * When a name that was put up for all to see may be handed on (C06): the day on which it was put up is on no record here, so
 * the rule is told, and who knows.
 */
export function ofPosting(text: string, householdId: string | undefined, { read }: Context): string | null {
  if (!/公示(?!栏)/.test(text) || !WHEN.test(text)) return null;
  const villageId = householdId ? read.directory.household(householdId)?.villageId : undefined;
  const secretary = villageId ? holderOf('villageSecretary', villageId, read.directory) : undefined;
  const who = secretary ? `贴出的日子请问村支书${secretary.name}。` : '贴出的日子请问村里。';
  return `公示从哪天贴的我这里没有记,算不出来。规定不少于7天,贴出那天不算:比如1号贴,8号满,9号起没有异议才能往乡里报。${who}`;
}
