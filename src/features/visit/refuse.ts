import type { Context, Effect } from '../define.ts';
import { type Draft, householdIds } from './draft.ts';
import { mayLog, overVillage, whoMayLog } from './rights.ts';
import { formOf } from './text.ts';

/** Why a draft may not be saved by this sender, with who may and what to send instead; null where he may. */
export function refusal(draft: Draft, context: Context): Effect | null {
  const { directory } = context.read;
  const { sender } = context;
  const households = householdIds(draft).flatMap((id) => directory.household(id) ?? []);
  const foreign = households.find((h) => !mayLog(sender, h));
  if (foreign) {
    const own = sender.person ? directory.householdsOf(sender.person.id).map((h) => h.head) : [];
    const [head] = own;
    const instead = head
      ? `\n您帮的户:${own.join('、')}。这样发:${formOf({ ...draft, head }, context.today)}`
      : '';
    return {
      replies: [
        {
          text: `${foreign.head}家不是您帮的户,没有存。可以请${whoMayLog(directory, foreign)}来记。${instead}`,
        },
      ],
      dialog: null,
    };
  }
  const { by } = draft;
  const forOther = by !== undefined && by !== sender.person?.id;
  const [first] = households;
  if (forOther && first && !overVillage(sender, first.villageId)) {
    const name = directory.person(by)?.name ?? by;
    return {
      replies: [
        {
          text: `替${name}记走访,要村里的网格长、副网格长、第一书记或信息员来记,没有存。您自己走的请发:${formOf(
            { ...draft, head: first.head },
            context.today,
          )}`,
        },
      ],
      dialog: null,
    };
  }
  return null;
}
