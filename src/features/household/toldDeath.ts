import { pastDayIn } from '../../core/text/days.ts';
import { deathIn } from '../../core/text/death.ts';
import { type Household, householdKind } from '../../records/household.ts';
import { memberIn } from '../../records/member.ts';
import { type Context, type Effect, say, type Told } from '../define.ts';
import { asking } from '../householdCommand.ts';
import type { Happened } from '../toldMember.ts';

/** Who of a house is meant, in the register's word for him (他妈 is the 母亲); as it was said where it has none, or a name. */
export function inRegister(household: Household, said: string): string {
  const at = memberIn(household, said.replace(/^(?:他|她|其)(?=.)/, ''));
  const member = typeof at === 'number' && at >= 0 ? household.members[at] : undefined;
  return member === undefined || member.name === said || household.head === said ? said : member.relation;
}

/** A death that waits for its answer: `gone` may as well have left. */
export type DeathAsked = { ask: 'died' | 'gone'; what: Happened };

export function deathQuestion({ ask, what: { member } }: DeathAsked, head: string): string {
  return ask === 'died'
    ? `要记${head}家的${member}去世了吗?记下后不再给这家发推送,人数也会减。对的话回“确认”,不对回“取消”。`
    : `${head}家的${member},是哪种情况?回数字:\n1 去世了\n2 迁走了\n3 都不是,只是出门`;
}

/** The gentle question after words that tell in passing that somebody of the house died (B41); null where they tell of none, or
 * of one whom the register does not have any more. */
export async function deathTold(
  { householdId, villageId, words }: Told,
  context: Context,
): Promise<Effect | null> {
  const death = deathIn(words);
  const household = death && (await context.read.get(householdKind, householdId, villageId));
  if (!death || !household) return null;
  const at = memberIn(household, death.member);
  if (at === undefined && household.members.length > 0) return null;
  const what: Happened = {
    event: 'died',
    member: inRegister(household, death.member),
    date: pastDayIn(death.clause, context.today),
    text: words,
  };
  const asked: DeathAsked = { ask: death.unsure ? 'gone' : 'died', what };
  return { ...say(deathQuestion(asked, household.head)), dialog: asking(householdId, asked, context) };
}
