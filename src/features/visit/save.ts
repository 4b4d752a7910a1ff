import { dayOf } from '../../core/clock.ts';
import type { Context, Effect } from '../define.ts';
import { DEATH, deathTold } from '../toldDeath.ts';
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
  // 老人走了 in a visit's words: asked gently, never taken for either (B41).
  const told =
    saved.length === 1 && context.place !== 'householdRoom'
      ? await deathTold({ ...first.visit, words: draft.note }, context)
      : null;
  const to = context.place === 'householdRoom' ? 'private' : 'here';
  const next = told ? { dialog: told.dialog, asks: DEATH } : { dialog: null };
  return {
    changes,
    replies: [{ text: [text, ...lines, ...(told ? ['', told.text] : [])].join('\n'), to }, ...replies],
    ...next,
  };
}
