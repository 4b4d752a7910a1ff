import { MINUTE } from '../../core/clock.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { moneyIn } from '../../core/text/money.ts';
import { type MoneyFields, moneyFields } from '../../records/moneyOf.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { type Context, type Effect, say } from '../define.ts';
import { sumText, WORD } from './text.ts';

const CONFIRM_FOR = 10 * MINUTE;
const MOST = 6;

/** Several sums of one household, told in one message, as they wait for their 确认. */
export interface Several {
  householdId: string;
  sums: MoneyFields[];
  until: number;
}

export const isSeveral = (state: unknown): state is Several =>
  typeof state === 'object' && state !== null && 'sums' in state;

/** The sums that words tell beyond doubt, where they are more than one: 买化肥花了450,又买了头母猪花了3千5. */
export function sumsIn(words: string, today: string): MoneyFields[] {
  // It is asked about before it is booked: what is of no known kind stands in the question, too.
  const sums = moneyIn(words, true).map((told) => moneyFields(told, today));
  return sums.length > 1 && sums.length <= MOST ? sums : [];
}

export function askSeveral(household: HouseholdBrief, sums: MoneyFields[], context: Context): Effect {
  const lines = sums.map((m) => `${WORD[m.kind]} ${sumText(m)}`);
  const state: Several = { householdId: household.id, sums, until: context.now + CONFIRM_FOR };
  return {
    ...say(
      `要记这${sums.length}笔吗:${household.head}\n${lines.join('\n')}\n对的话回“确认”就都记上,不对回“取消”。`,
    ),
    dialog: { state, expires: state.until },
  };
}

/** 确认 books them all, in one commit; null where the words are no answer. */
export async function answerSeveral(
  state: Several,
  text: string,
  context: Context,
  book: (household: HouseholdBrief, sums: readonly MoneyFields[], context: Context) => Promise<Effect>,
): Promise<Effect | null> {
  if (isNo(text)) return { ...say('好,没有记。'), dialog: null };
  const household = context.read.directory.household(state.householdId);
  if (!isYes(text) || !household) return null;
  return { dialog: null, ...(await book(household, state.sums, context)) };
}
