import { iso } from '../../core/clock.ts';
import { actorOf } from '../../core/roles.ts';
import { change } from '../../records/change.ts';
import { type OptOut, optOutKind } from '../../records/policy.ts';
import { type Context, defineCommand, type Effect } from '../define.ts';

/** 退订: no more policy pushes to this household; answers, urgent words and corrections still come. */
export const optOut = defineCommand<true>({
  name: '退订',
  aliases: ['不收了', '别推了', '不要推了'],
  summary: '不再收政策推送(问还是照样答)',
  usage: '退订',
  needs: 'ownAffairs',
  where: ['private'],
  examples: ['退订'],
  exampleBy: 'household',
  read: ({ rest }) => (/^[了吧啊。!]*$/.test(rest) ? true : null),
  run: (_, context) => stopPushes(context),
});

/** 续订: pushes come again. */
export const optIn = defineCommand<true>({
  name: '续订',
  aliases: ['恢复推送', '重新订阅'],
  summary: '重新收政策推送',
  usage: '续订',
  needs: 'ownAffairs',
  where: ['private'],
  examples: ['续订'],
  exampleBy: 'household',
  read: ({ rest }) => (/^[了吧啊。!]*$/.test(rest) ? true : null),
  run: (_, context) => startPushes(context),
});

export const stopPushes = (context: Context): Promise<Effect> =>
  set(context, 'active', '好,以后不给您推政策了。有事照样问我。想再收,回“续订”。');

export const startPushes = (context: Context): Promise<Effect> =>
  set(context, 'void', '好,有新政策会告诉您。');

async function set(context: Context, status: string, text: string): Promise<Effect> {
  const actor = actorOf(context.sender);
  const before = await context.read.get(optOutKind, actor);
  if (before?.status === status || (!before && status === 'void')) return { replies: [{ text }] };
  const fresh: OptOut = {
    id: actor,
    rev: 0,
    schema: 1,
    by: actor,
    at: iso(context.now),
    status,
    source: { messageId: context.message.id, chat: context.chat },
  };
  const after = { ...(before ?? fresh), status };
  const action = status === 'active' ? 'policy.optOut' : 'policy.optIn';
  return {
    changes: [change({ kind: optOutKind, before, after, action, actor })],
    replies: [{ text }],
  };
}
