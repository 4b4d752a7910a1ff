import { MINUTE } from '../../../core/clock.ts';
import { change } from '../../../records/change.ts';
import { offeredKind } from '../../../records/policy.ts';
import type { Context, Effect } from '../../define.ts';
import { type Asker, type AskState, around } from '../asker.ts';
import type { Guarded } from '../guard/rules.ts';
import { keepOffer } from '../offered.ts';

/** So long one who may be in need is waited for; then a person gets his words. */
const WAITED = 10 * MINUTE;

/** The guard feels peril where no word speaks of it: nobody is alarmed before the speaker was asked, in one short question. */
export function askUrgent(road: Guarded, text: string, asker: Asker, context: Context): Effect {
  const { helper, secretary } = around(asker, context.read.directory);
  const kept = keepOffer(text, asker, context, WAITED);
  const state: AskState = {
    kind: 'urgent',
    road,
    text,
    asker,
    offered: kept && { id: kept.id, villageId: kept.villageId },
  };
  const name = helper?.name ?? secretary?.name ?? '村里';
  return {
    changes: kept
      ? [change({ kind: offeredKind, after: kept, action: 'policy.offer', actor: asker.actor })]
      : [],
    replies: [
      {
        text: `我没听准,怕误了事。是不是有急事、有危险?是就回1,我马上喊人;不是就回2,我转给${name}。要命的事先打120,有人动手打110。`,
      },
    ],
    dialog: { state, expires: context.now + WAITED },
  };
}
