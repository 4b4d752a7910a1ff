import { addDays, at, type Day, dayOf } from '../../../core/clock.ts';
import { type Household, householdKind } from '../../../records/household.ts';
import type { Person } from '../../../records/organisation.ts';
import type { Read } from '../../../records/read.ts';
import { CHECKS, type Check, type CheckState, type Visit, visitKind } from '../../../records/visit.ts';
import { isWorkday } from '../plan/eveList.ts';
import { mayLog } from '../rights.ts';

/** When a workday's records are held against the register (D04). */
export const COMPARE_TIME = '19:30';
/** Days on which an answer still counts: that evening and the two days after it. */
const ANSWER_DAYS = 2;

/** One check on which a visit and the register do not agree. */
export interface Difference {
  check: Check;
  /** As the register has it; undefined where it was never filled in. */
  register: string | undefined;
  visit: CheckState;
}

/** A visit whose words differ from the register, not answered yet. */
export interface Question {
  visit: Visit;
  household: Household;
  differences: Difference[];
}

/**
 * The checks on which a visit says something else than the register: 好 against 有问题. Where the register says nothing
 * definite (not filled in, not applicable), only a problem is worth a question. What was not looked at says nothing.
 */
export function differences(visit: Visit['checks'], register: Household['checks']): Difference[] {
  return CHECKS.flatMap((check) => {
    const said = visit?.[check];
    const kept = register?.[check];
    if (said === undefined || said === 'unknown' || said === kept) return [];
    return kept === 'ok' || kept === 'problem' || said === 'problem'
      ? [{ check, register: kept, visit: said }]
      : [];
  });
}

/** The comparison was asked, and answered with 改 or 不改. */
export const ANSWERED = ['register', 'keepRegister'] as const;

/** The days whose comparison had been made by then and still takes an answer, latest first. */
export function openDays(now: number): Day[] {
  const today = dayOf(now);
  return Array.from({ length: ANSWER_DAYS + 1 }, (_, i) => addDays(today, -i)).filter(
    (day) => at(day, COMPARE_TIME) <= now,
  );
}

/**
 * What a person was asked in the evening and has not answered, in the order in which it is asked: computed from the
 * records alone, so it survives any restart. A household is asked about once, by its latest visit of that day.
 */
export async function openQuestions(person: Person, now: number, read: Read): Promise<Question[]> {
  const days = openDays(now);
  const questions: Question[] = [];
  for (const village of read.directory.villages()) {
    const workdays = days.filter((day) => isWorkday(village, day));
    const oldest = workdays.at(-1);
    if (oldest === undefined) continue;
    const ids = await read.range(village.id, `helper:${person.id}:visits`, { min: at(oldest) });
    const visits = await read.many(visitKind, ids, village.id);
    const asked = visits.filter((v) => workdays.some((day) => wasAsked(v, day)));
    const latest = new Map(asked.map((v) => [v.householdId, v]));
    for (const visit of latest.values()) {
      const question = await questionOf(visit, person, read);
      if (question) questions.push(question);
    }
  }
  return questions;
}

/** Logged on that day, for that day, before the comparison was made. */
function wasAsked(visit: Visit, day: Day): boolean {
  const said = Date.parse(visit.at);
  return (
    visit.status === 'active' &&
    visit.checks !== undefined &&
    visit.date === day &&
    dayOf(said) === day &&
    said < at(day, COMPARE_TIME)
  );
}

async function questionOf(visit: Visit, person: Person, read: Read): Promise<Question | null> {
  if (visit.history.some((h) => ANSWERED.some((a) => a === h.action))) return null;
  const brief = read.directory.household(visit.householdId);
  if (!brief || !mayLog({ contact: '', person }, brief)) return null;
  const household = await read.get(householdKind, visit.householdId, visit.villageId);
  const found = household ? differences(visit.checks, household.checks) : [];
  return household && found.length > 0 ? { visit, household, differences: found } : null;
}
