import { visitKind } from '../../records/visit.ts';
import type { Context, Effect } from '../define.ts';
import { headline } from './text.ts';
import { headOf, voidChanges } from './void.ts';

/** A message that logged visits was recalled in the chat: they are taken back with it, and the sender is told. */
export async function recalledVisits(
  made: readonly { kind: string; id: string; villageId?: string }[],
  context: Context,
): Promise<Effect | null> {
  const effects: { line: string; changes: Effect['changes'] }[] = [];
  for (const { id, villageId } of made.filter((m) => m.kind === visitKind.name)) {
    const visit = await context.read.get(visitKind, id, villageId);
    if (visit?.status !== 'active') continue;
    const line = `${id} ${headline(headOf(context, visit), visit.date, visit.mode, context.today)}`;
    effects.push({ line, changes: await voidChanges(visit, context, 'visit.void') });
  }
  if (effects.length === 0) return null;
  const lines = effects.map((e) => e.line).join('\n');
  return {
    changes: effects.flatMap((e) => e.changes ?? []),
    replies: [{ text: `您撤回了那条消息,走访也跟着作废了:\n${lines}\n要记的话重新发一条就行。` }],
  };
}
