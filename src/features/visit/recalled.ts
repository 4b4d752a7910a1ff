import { type Visit, visitKind } from '../../records/visit.ts';
import type { Context, Effect } from '../define.ts';
import { headline } from './text.ts';
import { headOf, voidChanges } from './void.ts';

/** A message that logged visits was recalled in the chat: they are taken back with it, and the sender is told. */
export async function recalledVisits(
  made: readonly { kind: string; id: string; villageId?: string }[],
  context: Context,
): Promise<Effect | null> {
  const visits: Visit[] = [];
  for (const { id, villageId } of made.filter((m) => m.kind === visitKind.name)) {
    const visit = await context.read.get(visitKind, id, villageId);
    if (visit?.status === 'active') visits.push(visit);
  }
  if (visits.length === 0) return null;
  const lines = visits.map((v) => `${v.id} ${headline(headOf(context, v), v.date, v.mode, context.today)}`);
  const text = `您撤回了那条消息,走访也跟着作废了:\n${lines.join('\n')}\n要记的话重新发一条就行。`;
  return {
    changes: await voidChanges(visits, context),
    replies: [{ text, to: context.place === 'householdRoom' ? 'private' : 'here' }],
  };
}
