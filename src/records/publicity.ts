import { z } from 'zod';
import { addDays, at, type Day } from '../core/clock.ts';
import { holderOf, villageOwner } from './find.ts';
import { day, defineKind, envelope } from './kind.ts';
import { recordsOfHousehold } from './lived.ts';
import { isStanding, type Problem, problemKind } from './problem.ts';
import type { Directory, HouseholdBrief, Read } from './read.ts';

/** A name is put up for no less than so many days (C06). */
const MIN_DAYS = 7;

/** What a publicity begins with whose text was told as an objection (C39, I06). */
const OBJECTION = /^公示异议/;

/** A household's name was put up for all to see (公示): from which day, and from when on it may be handed on (C06, C08). */
export const publicitySchema = z.object({
  ...envelope,
  villageId: z.string(),
  householdId: z.string(),
  /** Where it hangs, as it was said. */
  place: z.string().optional(),
  /** 识别初步公示, 低保公示, as it was said. */
  what: z.string().optional(),
  start: day,
  lastDay: day,
  reportFrom: day,
});
export type Publicity = z.infer<typeof publicitySchema>;

export const publicityKind = defineKind<Publicity>({
  name: 'publicity',
  home: 'village',
  schema: publicitySchema,
  sensitive: ['place', 'what'],
  indexes: (p) => [
    { set: 'publicities', score: at(p.start), member: p.id },
    { set: `household:${p.householdId}:publicities`, score: at(p.start), member: p.id },
    ...(p.status === 'active'
      ? [
          { set: FULL, score: at(p.lastDay), member: p.id },
          { set: REPORTABLE, score: at(p.reportFrom), member: p.id },
        ]
      : []),
  ],
});

/** A village's standing ones by the day on which they are full, and by that from which they may be handed on. */
export const FULL = 'publicities:full';
export const REPORTABLE = 'publicities:reportable';

export const publicityId = (householdId: string, start: Day) => `${householdId}|${start}`;

/**
 * The days that follow from the one on which it was put up: that day is not counted (the material does not say; the strict
 * reading was taken). Put up on the 11th it is full on the 18th and may be handed on from the 19th on. Weekends count.
 */
export function publicityDays(start: Day): Pick<Publicity, 'start' | 'lastDay' | 'reportFrom'> {
  const lastDay = addDays(start, MIN_DAYS);
  return { start, lastDay, reportFrom: addDays(lastDay, 1) };
}

/** Nobody can have handed it on yet. */
export const isUp = (p: Publicity, today: Day) => p.status === 'active' && today < p.reportFrom;

/** Those of a household that stand, the earliest put up first, wherever it lived then. */
export async function publicitiesOf(household: HouseholdBrief, read: Read): Promise<Publicity[]> {
  const all = await recordsOfHousehold(publicityKind, 'publicities', household, read);
  return all.filter((p) => p.status === 'active').sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** What was said against it since it was put up and is not settled yet: closing it is what settles it (I06). */
export async function objectionsTo(p: Publicity, household: HouseholdBrief, read: Read): Promise<Problem[]> {
  const problems = await recordsOfHousehold(problemKind, 'problems', household, read, { min: at(p.start) });
  return problems.filter((problem) => isStanding(problem) && OBJECTION.test(problem.text));
}

/** Whom its days concern: who answers for the village, and the cadre who looks after it (包村干部, its grid leader). */
export function toldOf(villageId: string, directory: Directory): string[] {
  const ids = [villageOwner(villageId, directory), directory.village(villageId)?.gridLeaderId];
  return [...new Set(ids)].filter((id): id is string => (directory.person(id ?? '')?.roles.length ?? 0) > 0);
}

/** Where no day is on record: the rule is told, and who knows. */
export function publicityRule(villageId: string | undefined, directory: Directory): string {
  const secretary = villageId ? holderOf('villageSecretary', villageId, directory) : undefined;
  const who = secretary ? `贴出的日子请问村支书${secretary.name}。` : '贴出的日子请问村里。';
  return `公示从哪天贴的我这里没有记,算不出来。规定不少于${MIN_DAYS}天,贴出那天不算:比如1号贴,8号满,9号起没有异议才能往乡里报。${who}`;
}
