import { MINUTE } from '../../core/clock.ts';
import { actorOf } from '../../core/roles.ts';
import { findAmounts, parseAmount } from '../../core/text/numerals.ts';
import { change } from '../../records/change.ts';
import { readRef } from '../../records/find.ts';
import { expenseKind, incomeKind } from '../../records/money.ts';
import { isIncome } from '../../records/moneyOf.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { bookable, lastMoney } from './find.ts';
import { sumText, WORD, yuan } from './text.ts';

/** 更正 J3 680元: another sum in an account's line; the old one stays in its trail (C44). */
export const amendMoney = defineCommand<{ id: string; words: string; soon?: true }>({
  name: '更正账目',
  aliases: ['更正', '改正', '修改'],
  summary: '改一笔收入或支出的金额',
  usage: '更正 J3 680元(不写编号就是刚记的那笔)',
  needs: 'logMoney',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['更正 J3 680元'],
  read({ rest }, context) {
    const ref = readRef(rest, 'J') ?? readRef(rest, 'Z');
    if (ref) return { id: ref.id, words: ref.rest };
    const [id, more] = lastMoney(context);
    return id && !more && !/^[a-z]\s*-?\d/i.test(rest) ? { id, words: rest } : null;
  },
  speech: readSoon,
  meant: { as: ['amend'], read: readSoon },
  async run({ id, words, soon }, context): Promise<Effect> {
    const own = await bookable(id, context);
    // Told in passing: of what was recorded just now and by itself, or it is not for us.
    const just = own && !own.found.visitId && context.now - Date.parse(own.found.at) <= SOON;
    if (soon && !just) return {};
    if (!own) return say(`没有 ${id} 这笔账。`);
    const { found, household } = own;
    const kind = isIncome(found) ? 'income' : 'expense';
    if (found.status === 'void') return say(`${id} 已经作废了,不能再改。要记请重新发。`);
    if (found.visitId)
      return say(
        `${id} 是走访 ${found.visitId} 里说的,跟着那条走。改那条就行:更正 ${found.visitId} 正确的内容`,
      );
    const sums = amountsIn(words);
    const sum = sums.at(-1);
    if (!sum || sum.amount <= 0)
      return {
        replies: [
          {
            to: 'private',
            text: `${id} 记的是 ${household.head} ${WORD[kind]} ${sumText(found)}。改成多少?这样发:更正 ${id} 680元`,
          },
        ],
      };
    const { amount, approx, max } = sum;
    const to = { amount, approx, max };
    // In a room nothing is told of the line but what was just said.
    const alone = context.place === 'private';
    const shown = alone ? `${household.head} ${WORD[kind]} ${sumText({ ...found, ...to })}` : yuan(to);
    const actor = actorOf(context.sender);
    const action = `${kind}.amend`;
    return {
      changes: [
        isIncome(found)
          ? change({ kind: incomeKind, before: found, after: { ...found, ...to }, action, actor })
          : change({ kind: expenseKind, before: found, after: { ...found, ...to }, action, actor }),
      ],
      replies: [{ text: `已更正 ${id}:${shown}\n记错了发:撤回 ${id}` }],
    };
  },
});

/** How soon after it a sum is meant by such words that name none. */
const SOON = 10 * MINUTE;
const WRONG =
  /[写打说记发搞弄报看听算填][错反落漏多少岔]|[多少]了?(写|打|记|了)?(个|一个)零|不是.{1,12}是|应该?是|应当是|更正|改成|改为|才对/;

/** `记错了 是9千5`, right after a sum was recorded: it is another. */
function readSoon(text: string, context: Context): { id: string; words: string; soon: true } | null {
  const [id, more] = lastMoney(context);
  if (!id || more || text.length > 40 || !WRONG.test(text) || /[?]$|吗$/.test(text)) return null;
  const words = text.replace(/[,。;\s]*(不是|并非)[^,。;是]{1,12}$/, '');
  return amountsIn(words).length > 0 ? { id, words, soon: true } : null;
}

/** Sums, also a number that stands alone at the end: 是1040. */
function amountsIn(words: string) {
  const found = findAmounts(words);
  if (found.length > 0) return found;
  const bare = /([\d,.一二两三四五六七八九十百千万几多来]+)[。!了]*$/.exec(words)?.[1];
  const amount = bare ? parseAmount(bare) : null;
  return amount ? [amount] : [];
}
