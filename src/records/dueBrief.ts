import { parseLadder, type Step, stepsOf } from '../core/ladder.ts';
import type { Hashed } from './kind.ts';
import { type LadderName, ladderText, type NudgeRules, usualHour } from './nudges.ts';

/** The hash of a village that holds, beside its `due` set, what a due run has to know of each duty in it. */
export const DUTIES = 'duties';

export const BRIEF_KINDS = ['task', 'problem', 'request'] as const;
export type BriefKind = (typeof BRIEF_KINDS)[number];

/**
 * A duty as a due run sees it: who still owes it and what its ladder hangs on, no words of anybody. It follows from the
 * record alone and is written in the record's commit; where the ladder stands is no part of it, that is the score in `due`.
 */
export interface Brief {
  kind: BriefKind;
  id: string;
  owing: string[];
  due: string | null;
  /** When it was asked, ms (whole seconds). */
  asked: number;
  /** The ladder's name, or behind `=` a ladder of its own. */
  ladder: LadderName | `=${string}`;
  householdId?: string;
}

/** The member of the `due` set: `task|T12`. */
export const memberOf = ({ kind, id }: Pick<Brief, 'kind' | 'id'>) => `${kind}|${id}`;

/** The kind and id of a member of a `due` set; undefined where it is of no duty (`overdue|H3`). */
export function dutyOfMember(member: string): { kind: BriefKind; id: string } | undefined {
  const bar = member.indexOf('|');
  const kind = BRIEF_KINDS.find((k) => k === member.slice(0, bar));
  return kind && { kind, id: member.slice(bar + 1) };
}

/** How a brief stands in the hash. */
export function briefField(brief: Brief): Hashed {
  const { owing, due, asked, ladder, householdId } = brief;
  const value = [owing, due, asked / 1000, ladder, ...(householdId === undefined ? [] : [householdId])];
  return { hash: DUTIES, field: memberOf(brief), value: JSON.stringify(value) };
}

type Written = [
  owing: string[],
  due: string | null,
  seconds: number,
  ladder: Brief['ladder'],
  householdId?: string,
];

/** What the hash says of these members; undefined of one that is of no duty, or not in it. */
export function readBriefs(
  members: readonly string[],
  values: readonly (string | null)[],
): (Brief | undefined)[] {
  // Parsed in one piece: a morning reads them by the hundred thousand.
  const all = JSON.parse(`[${values.map((v) => v ?? 'null').join()}]`) as (Written | null)[];
  return all.map((written, i) => {
    const ref = written ? dutyOfMember(members[i] ?? '') : undefined;
    if (!written || !ref) return undefined;
    const [owing, due, seconds, ladder, householdId] = written;
    return { kind: ref.kind, id: ref.id, owing, due, asked: seconds * 1000, ladder, householdId };
  });
}

/** The steps of a duty's ladder under a village's rules; none where nobody owes it any more. */
export function briefSteps(
  { owing, due, asked, ladder }: Omit<Brief, 'kind' | 'id'>,
  rules: NudgeRules,
): Step[] {
  if (owing.length === 0) return [];
  const text = ladder.startsWith('=') ? ladder.slice(1) : ladderText(ladder as LadderName, rules);
  return stepsOf(parseLadder(text), { asked, due, usual: (day) => usualHour(rules, day) });
}

/** The same for many duties of one village: of those with one day and one ladder the steps are reckoned once. */
export function createStepper(rules: NudgeRules): (brief: Brief) => readonly Step[] {
  const known = new Map<string, readonly Step[]>();
  return (brief) => {
    if (brief.owing.length === 0) return [];
    const like = `${brief.ladder}|${brief.due}|${brief.asked}`;
    const steps = known.get(like) ?? briefSteps(brief, rules);
    known.set(like, steps);
    return steps;
  };
}
