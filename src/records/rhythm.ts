import { z } from 'zod';
import { at } from '../core/clock.ts';
import { day, defineKind, envelope } from './kind.ts';
import { MODES } from './visit.ts';

/**
 * Where a household stands in the rhythm of visits: derived from its visits, written in the same commit as each of them,
 * so that whoever asks needs no look at the visits and two messages about one household meet in one `rev`.
 */
export const rhythmSchema = z.object({
  ...envelope,
  villageId: z.string(),
  householdId: z.string(),
  /** The day from which the rhythm runs where there was no visit yet: when the household was entered. */
  since: day,
  /** The last visit that counts. */
  last: z.object({ visitId: z.string(), date: day, mode: z.enum(MODES), by: z.string() }).optional(),
  /** Tries in a row at which nobody was met (D07). */
  attempts: z.number().int().default(0),
  /** The step of the overdue ladder already taken, 0 to 3. */
  step: z.number().int().default(0),
  /** Where the ladder stood before the last visit began it anew: taking that visit back brings it back. */
  left: z.object({ base: day, step: z.number().int() }).optional(),
  /** When the next step is due, in ms; absent at the ladder's end or where there is nothing to climb. */
  nextStepAt: z.number().optional(),
});
export type Rhythm = z.infer<typeof rhythmSchema>;

/** Begins the members of a due set that stand for a household's ladder of visits; the overdue push alone takes them up. */
export const OVERDUE = 'overdue|';

export const rhythmKind = defineKind<Rhythm>({
  name: 'rhythm',
  home: 'village',
  schema: rhythmSchema,
  sensitive: [],
  unaudited: true,
  indexes: (r) => [
    { set: 'rhythms', score: 0, member: r.id },
    // When each household was seen last: who was not for long is one range (M29).
    { set: 'seen', score: at(r.last?.date ?? r.since), member: r.householdId },
    ...(r.nextStepAt === undefined ? [] : [{ set: 'due', score: r.nextStepAt, member: `${OVERDUE}${r.id}` }]),
  ],
});
