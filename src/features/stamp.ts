import { iso } from '../core/clock.ts';
import { actorOf } from '../core/roles.ts';
import type { Context } from './define.ts';

/** What every record that a message makes has; its sender's, where nobody else is named for it. */
export const stamp = (id: string, context: Context, by = actorOf(context.sender)) => ({
  id,
  rev: 0,
  schema: 1,
  by,
  at: iso(context.now),
  status: 'active',
  source: { messageId: context.message.id, chat: context.chat },
});
