import { mayUse } from '../core/rights.ts';
import type { Command, Context, Effect } from '../features/define.ts';
import { withLine } from './midway.ts';

/**
 * What words that were just written down tell besides (somebody died, a task is done): the first command that hears of its
 * own business asks about it, one question at a time, below what was answered. The question becomes its dialog.
 */
export function createBesides(commands: readonly Command<unknown>[]) {
  const listeners = commands.filter((c) => c.besides);

  return async function besides(effect: Effect, context: Context): Promise<Effect> {
    const { told = [], dialog, replies = [] } = effect;
    if (dialog || told.length === 0 || context.place === 'householdRoom') return effect;
    for (const command of listeners) {
      if (!command.where.includes(context.place) || !mayUse(context.sender, command.needs)) continue;
      for (const one of told) {
        const asked = await command.besides?.(one, context);
        const [question] = asked?.replies ?? [];
        if (!asked?.dialog || !question) continue;
        return {
          ...effect,
          replies: withLine(replies, question.text),
          dialog: asked.dialog,
          asks: command.name,
        };
      }
    }
    return effect;
  };
}
