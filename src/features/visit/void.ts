import { iso } from '../../core/clock.ts';
import { groupBy } from '../../core/group.ts';
import { covers } from '../../core/rights.ts';
import { type Change, change } from '../../records/change.ts';
import { factsOfVisit } from '../../records/factsOf.ts';
import { recordsGoneWith } from '../../records/problemsIn.ts';
import { type Visit, visitKind } from '../../records/visit.ts';
import type { Context, Reply } from '../define.ts';
import { known, rhythmChange } from './saveAll.ts';
import { headline } from './text.ts';

/** Its author, who typed it, and those above them may change a record (C46). */
export function mayChange(context: Context, visit: Visit): boolean {
  const id = context.sender.person?.id;
  const own = id !== undefined && (visit.by === id || visit.recordedBy === id);
  return covers(context.sender, 'changeVisit', { own, villageId: visit.villageId });
}

export function headOf(context: Context, visit: Visit): string {
  return context.read.directory.household(visit.householdId)?.head ?? visit.householdId;
}

/** Who may, in words, for a refusal. */
export function whoMayChange(context: Context, visit: Visit): string {
  const name = context.read.directory.person(visit.by)?.name ?? '记的人';
  return `${visit.id} 是${name}记的,要本人或村里的网格长、副网格长来改。`;
}

/**
 * The changes by which visits are taken back: they stay readable and count no more, and the rhythm of each household goes
 * on without them, in one change however many of its visits go.
 */
export async function voidChanges(visits: readonly Visit[], context: Context): Promise<Change[]> {
  const actor = context.sender.person?.id ?? '';
  const changes: Change[] = [];
  for (const [householdId, mine] of groupBy(visits, (v) => v.householdId)) {
    const gone = new Map(mine.map((v) => [v.id, asVoid(v, actor, context.now)]));
    for (const before of mine) {
      const after = gone.get(before.id);
      if (after) {
        changes.push(change({ kind: visitKind, before, after, action: 'visit.void', actor }));
        changes.push(...(await factsOfVisit(after, { ...context, actor })).changes);
      }
      // Problems and tasks that it named go with it, where nobody has touched them since.
      changes.push(...(await recordsGoneWith(before, { ...context, actor })));
    }
    const household = context.read.directory.household(householdId);
    const [first] = mine;
    if (!household || !first) continue;
    const k = await known(context.read, household, first.date, context.now);
    changes.push(
      rhythmChange(
        k,
        k.visits.map((v) => gone.get(v.id) ?? v),
        actor,
      ),
    );
  }
  return changes;
}

function asVoid(visit: Visit, by: string, now: number): Visit {
  return { ...visit, status: 'void', history: [...visit.history, { at: iso(now), by, action: 'void' }] };
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
