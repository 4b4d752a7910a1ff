import { isHis } from '../../../core/roles.ts';
import { looked } from '../../../records/look.ts';
import { type Context, defineCommand, type Effect, sayPrivately } from '../../define.ts';
import { findVisit, readNumber } from '../find.ts';
import { mayChange } from '../void.ts';
import { trailText } from './text.ts';

/** 记录 S12: what happened to a visit (C44), for its author, who helps the household now, and those above. The answer is private. */
export const trail = defineCommand<{ id?: string }>({
  name: '记录',
  aliases: ['查记录', '看记录', '改动记录'],
  summary: '一条走访是谁记的、改过什么',
  usage: '记录 S12',
  needs: 'changeVisit',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['记录 S12'],
  read({ rest, explicit }) {
    const number = readNumber(rest);
    // 记录 S12 谁改的: what stands behind a number with its letter changes nothing; 记录 3条就够了 is chatter.
    if (number && (/^s/i.test(rest) || (explicit && number.rest === ''))) return { id: number.id };
    return rest === '' && explicit ? {} : null;
  },
  async run({ id }, context): Promise<Effect> {
    if (!id) return sayPrivately('看哪一条?写上编号:记录 S12。编号发“我的走访”能看到。');
    const visit = await findVisit(id, context);
    if (!visit) return sayPrivately(`没有 ${id} 这条走访。发“我的走访”看看编号。`);
    // Whoever helps the household now reads what those before him wrote of it (A34).
    const helpsNow = isHis(context.sender, context.read.directory.household(visit.householdId)?.helperId);
    if (!helpsNow && !mayChange(context, visit)) return sayPrivately(refusal(visit.by, id, context));
    const shown = { id: visit.householdId, villageId: visit.villageId };
    return { ...sayPrivately(trailText(visit, context)), changes: [looked(shown, 'visit', context)] };
  },
});

function refusal(by: string, id: string, { read }: Context): string {
  const name = read.directory.person(by)?.name ?? '别人';
  return `${id} 是${name}记的,经过只给本人、这户的帮扶人和村里的网格长、副网格长看。`;
}
