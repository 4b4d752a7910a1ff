import { dayOf } from '../../core/clock.ts';
import type { Context, Effect } from '../define.ts';
import { newIn } from './newIn.ts';
import { type Complete, saveAll } from './saveAll.ts';
import { echoDetails } from './template/text.ts';
import { echoMerged, echoSeveral } from './text.ts';

/** Saves one complete draft and says what came of it. In front of households nothing is said about one. */
export async function save(draft: Complete, context: Context): Promise<Effect> {
  const { saved, changes, replies, lines } = await saveAll([draft], context);
  const [first] = saved;
  if (!first) return {};
  const today = dayOf(context.now);
  const text =
    saved.length > 1
      ? echoSeveral(saved, today)
      : first.merged
        ? echoMerged(first.visit, first.head, first.added, today)
        : echoDetails(first.visit, first.head, today);
  const to = context.place === 'householdRoom' ? 'private' : 'here';
  return {
    changes,
    replies: [{ text: [text, ...lines].join('\n'), to }, ...replies],
    told: newIn(saved),
    dialog: null,
  };
}
