import { actorOf } from '../../core/roles.ts';
import { formatDay } from '../../core/text/days.ts';
import { type Change, change } from '../../records/change.ts';
import { type Publicity, publicitiesOf, publicityKind } from '../../records/publicity.ts';
import { whichHousehold } from '../../records/which.ts';
import { type Context, type Effect, say } from '../define.ts';
import { householdCommand } from '../householdCommand.ts';
import { isBare } from '../lastMade.ts';
import { isApart } from './read.ts';

/** It is taken away and stays on record as void. */
export const voided = (before: Publicity, actor: string): Change =>
  change({
    kind: publicityKind,
    before,
    after: { ...before, status: 'void' },
    action: 'publicity.void',
    actor,
  });

/** 撤下公示: put up by mistake, or taken down; nobody is reminded any more. A bare 撤回 right after it means the same. */
export const takeDown = householdCommand({
  name: '撤下公示',
  aliases: ['撤公示', '取消公示', '撤回公示', '撤回', '撤销'],
  summary: '公示记错了或者撤下来了,不再提醒(底子留着)',
  usage: '撤下公示 户主姓名',
  needs: 'postNames',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['撤下公示 罗启明'],
  hears({ rest, explicit }, { message, last, sender, read }) {
    if (/公示/.test(message.text)) {
      if (whichHousehold(rest, sender, read.directory).kind === 'one') return rest;
      return explicit && (rest === '' || isApart(message.text)) ? rest : null;
    }
    const [made] = last;
    const ours = made && last.every((m) => m.kind === publicityKind.name);
    return ours && isBare(rest) ? made.id.replace(/\|.*/, '') : null;
  },
  async run({ head, ...household }, _, context): Promise<Effect> {
    const standing = await publicitiesOf({ head, ...household }, context.read);
    const latest = standing.at(-1);
    if (!latest) return say(`${head}家没有记着公示,没有动。`);
    // In a group nothing of what was on record before is told.
    const day = context.place === 'private' ? `${formatDay(latest.start, context.today)}贴的` : '';
    return {
      ...say(`${head}家${day}公示撤下了,不再提醒。重新贴了发:公示 ${head}`),
      changes: [voided(latest, actorOf(context.sender))],
    };
  },
});

/** The message that told of it was recalled in the chat: it goes with it. */
export async function recalledPosting(
  made: readonly { kind: string; id: string; villageId?: string }[],
  context: Context,
): Promise<Effect | null> {
  const all: Publicity[] = [];
  for (const { id, villageId } of made.filter((m) => m.kind === publicityKind.name)) {
    const found = await context.read.get(publicityKind, id, villageId);
    if (found?.status === 'active') all.push(found);
  }
  if (all.length === 0) return null;
  const heads = all.map((p) => context.read.directory.household(p.householdId)?.head ?? '');
  return {
    ...say(`您撤回了那条消息,${heads.join('、')}家的公示也跟着撤下了。`),
    changes: all.map((p) => voided(p, actorOf(context.sender))),
  };
}
