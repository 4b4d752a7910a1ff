import { iso } from '../../core/clock.ts';
import { isCadre } from '../../core/roles.ts';
import { clip } from '../../core/text/clean.ts';
import { change } from '../../records/change.ts';
import { readRef } from '../../records/find.ts';
import { isUnanswered, type Request, requestKind } from '../../records/request.ts';
import { type Context, defineCommand, type Effect, sayPrivately } from '../define.ts';
import { ownRequests } from './ownRequests.ts';
import { eyesFor } from './request.ts';
import { untold } from './talk/family.ts';

/** 撤回: a household takes back what it asked or said; who owed the answer owes it no more. */
export const takeBack = defineCommand<{ id?: string }>({
  name: '撤回诉求',
  aliases: ['撤回', '收回', '不反映了'],
  summary: '说错了,收回您刚说的那件事',
  usage: '撤回(或 撤回 Q3)',
  needs: 'ownAffairs',
  where: ['private'],
  examples: ['撤回 Q3'],
  exampleBy: 'household',
  read({ rest }, { sender }) {
    if (isCadre(sender)) return null;
    const ref = readRef(rest, 'Q');
    if (ref) return { id: ref.id };
    return /^[吧了啊。!]*$/.test(rest) ? {} : null;
  },
  async run({ id }, context): Promise<Effect> {
    const own = await ownRequests(context);
    const request = id ? own.find((r) => r.id === id) : own.find(isUnanswered);
    if (!request)
      return sayPrivately(id ? `没有您说过的 ${id}。看编号发:我的事` : '现在没有等回话的事,不用撤。');
    if (!isUnanswered(request)) return sayPrivately(`${request.id} 已经回过话了,不用撤。`);
    return gone(request, `好,${request.id} 撤回了:${clip(request.text, 40)}`, context);
  },
});

/** The message that said it was recalled in the chat. An alarm stands: somebody looks after it all the same. */
export async function recalledRequest(
  made: readonly { kind: string; id: string }[],
  context: Context,
): Promise<Effect | null> {
  const ids = made.filter((m) => m.kind === requestKind.name).map((m) => m.id);
  if (ids.length === 0 || !context.sender.householdId) return null;
  const request = (await ownRequests(context)).find((r) => ids.includes(r.id));
  if (!request || !isUnanswered(request) || request.kind === 'urgent') return null;
  return gone(request, `您撤回了那句话,${request.id} 也跟着撤了。`, context);
}

async function gone(request: Request, text: string, context: Context): Promise<Effect> {
  const { sender, now, read } = context;
  const actor = sender.householdId ?? '';
  const household = read.directory.household(actor);
  const after: Request = {
    ...request,
    status: 'void',
    nextStepAt: undefined,
    history: [...request.history, { at: iso(now), by: actor, action: 'withdraw' }],
  };
  return {
    changes: [
      change({ kind: requestKind, before: request, after, action: 'request.withdraw', actor }),
      ...(household ? await untold(request, household, context) : []),
    ],
    replies: [
      { text, to: 'private' },
      {
        text: `${request.id} 说的人自己撤了,不用回话了:${clip(request.text, 40)}`,
        to: { id: request.owner, kind: 'nudge', ...eyesFor(request) },
      },
    ],
  };
}
