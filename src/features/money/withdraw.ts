import { actorOf } from '../../core/roles.ts';
import { readRef } from '../../records/find.ts';
import { expenseKind, incomeKind } from '../../records/money.ts';
import { goneChange, isIncome } from '../../records/moneyOf.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { isBare } from '../lastMade.ts';
import { bookable, findMoney, lastMoney } from './find.ts';
import { WORD } from './text.ts';

/** 撤回 J3 · 撤回 Z2: a line of the account that was booked by mistake; it stays on record as void (C44). */
export const withdrawMoney = defineCommand<{ ids: string[] }>({
  name: '撤回账目',
  aliases: ['撤回', '作废', '撤销'],
  summary: '记错的一笔收入或支出作废(底子留着)',
  usage: '撤回 J3(支出是 Z 开头)',
  needs: 'logMoney',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['撤回 J3'],
  read({ rest }, context) {
    const last = isBare(rest) ? lastMoney(context) : [];
    if (last.length > 0) return { ids: last };
    const ref = readRef(rest, 'J') ?? readRef(rest, 'Z');
    // Why it is taken back may stand behind it: 撤回 J3 记错了.
    return ref && { ids: [ref.id] };
  },
  async run({ ids }, context): Promise<Effect> {
    const each = await Promise.all(ids.map((id) => takeBack(id, context)));
    return {
      changes: each.flatMap((e) => e.changes ?? []),
      replies: [{ text: each.flatMap((e) => e.replies?.map((r) => r.text) ?? []).join('\n') }],
    };
  },
});

/** One line of the account void; or why not. */
async function takeBack(id: string, context: Context): Promise<Effect> {
  const own = await bookable(id, context);
  if (!own) return say(`没有 ${id} 这笔账。`);
  const { found, household } = own;
  const line = `${id} ${household.head} ${WORD[isIncome(found) ? 'income' : 'expense']}`;
  if (found.status === 'void') return say(`${line} 之前已经作废了。`);
  if (found.visitId)
    return say(
      `${line} 是走访 ${found.visitId} 里说的,跟着那条走。改那条就行:更正 ${found.visitId} 正确的内容`,
    );
  return {
    changes: [goneChange(found, actorOf(context.sender))],
    replies: [{ text: `已作废 ${line}。` }],
  };
}

/** The message that booked it was recalled. */
export async function recalledMoney(
  made: readonly { kind: string; id: string; villageId?: string }[],
  context: Context,
): Promise<Effect | null> {
  const ids = made.filter((m) => m.kind === incomeKind.name || m.kind === expenseKind.name).map((m) => m.id);
  const found = await Promise.all(ids.map((id) => findMoney(id, context)));
  const standing = found.flatMap((r) => (r && r.status === 'active' && !r.visitId ? [r] : []));
  const [first] = standing;
  if (!first) return null;
  return {
    changes: standing.map((r) => goneChange(r, actorOf(context.sender))),
    replies: [{ text: `您撤回了那条消息,${standing.map((r) => r.id).join('、')} 这笔账也跟着作废了。` }],
  };
}
