import type { Context, Effect } from '../../define.ts';
import type { AskState } from '../asker.ts';
import { settleOffer } from '../offered.ts';
import { toPerson } from '../reply.ts';
import { takeRoad } from '../roads.ts';

/** What one says who was asked whether it is urgent; null where it is no answer: then it is read as any other words. */
export async function urgentOrNot(
  { road, text: asked, asker }: Extract<AskState, { kind: 'urgent' }>,
  text: string,
  context: Context,
): Promise<Effect | null> {
  if (/^(1|一|是|是的|是急事|急|急事|对|嗯|救命|快(点|来)?)[,。! ]*$/.test(text)) {
    const taken = await takeRoad(road, asked, asker, '', context);
    return {
      ...taken,
      changes: [...(taken.changes ?? []), ...(await settleOffer(context))],
      dialog: null,
      road,
    };
  }
  if (!/^(2|二|0|不是|不急|不是急事|没事|没有|没有危险|不)[的了,。! ]*$/.test(text)) return null;
  return toPerson(asked, asker, context, 'opinion');
}
