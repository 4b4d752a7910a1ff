import { iso } from '../../core/clock.ts';
import { change } from '../../records/change.ts';
import { type Visit, visitKind } from '../../records/visit.ts';
import type { Context, Effect, Reply } from '../define.ts';
import { overVillage } from './rights.ts';
import { known, rhythmChange } from './save.ts';
import { headline } from './text.ts';

/** Its author, who typed it, and those above them may change a record (C46). */
export function mayChange(context: Context, visit: Visit): boolean {
  const id = context.sender.person?.id;
  return (
    id !== undefined &&
    (visit.by === id || visit.recordedBy === id || overVillage(context.sender, visit.villageId))
  );
}

export function headOf(context: Context, visit: Visit): string {
  return context.read.directory.household(visit.householdId)?.head ?? visit.householdId;
}

/** Who may, in words, for a refusal. */
export function whoMayChange(context: Context, visit: Visit): string {
  const name = context.read.directory.person(visit.by)?.name ?? '记的人';
  return `${visit.id} 是${name}记的,要本人或村里的网格长、副网格长来改。`;
}

/** The changes by which a visit is taken back: it stays readable, counts no more, and the rhythm goes on without it. */
export async function voidChanges(
  visit: Visit,
  context: Context,
  action: string,
): Promise<Effect['changes']> {
  const actor = context.sender.person?.id ?? '';
  const after: Visit = {
    ...visit,
    status: 'void',
    history: [...visit.history, { at: iso(context.now), by: actor, action: 'void' }],
  };
  const gone = change({ kind: visitKind, before: visit, after, action, actor });
  const household = context.read.directory.household(visit.householdId);
  if (!household) return [gone];
  const k = await known(context.read, household, visit.date, context.now);
  return [
    gone,
    rhythmChange(
      k,
      k.visits.map((v) => (v.id === visit.id ? after : v)),
      actor,
    ),
  ];
}

/** A word to the author when somebody above him changed his record. */
export function tellAuthor(visit: Visit, context: Context, what: string): Reply[] {
  const actor = context.sender.person;
  if (!actor || visit.by === actor.id) return [];
  const line = headline(headOf(context, visit), visit.date, visit.mode, context.today);
  return [
    {
      text: `${actor.name}${what}了您的走访 ${visit.id}:${line}。有不对的请跟他说。`,
      to: { id: visit.by, kind: 'nudge' },
    },
  ];
}
