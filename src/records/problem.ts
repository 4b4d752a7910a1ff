import { z } from 'zod';
import { CATEGORIES, type Category, dueOf } from '../core/category.ts';
import { at, type Day, dayOf, iso, weekOf } from '../core/clock.ts';
import { begin } from '../core/ladder.ts';
import { type Brief, briefField } from './dueBrief.ts';
import { day, defineKind, envelope } from './kind.ts';
import { hungOf, type NudgeRules, problemLadder } from './nudges.ts';
import { weekHash } from './week.ts';

/** The life of a problem (E01): it is closed only after somebody has looked again. */
export const PROBLEM_STATES = [
  'reported',
  'assigned',
  'inProgress',
  'fixed',
  'verified',
  'closed',
  'void',
] as const;
export type ProblemState = (typeof PROBLEM_STATES)[number];

export const STATE_LABELS: Record<ProblemState, string> = {
  reported: '新报',
  assigned: '已派',
  inProgress: '办理中',
  fixed: '已整改',
  verified: '已回访',
  closed: '销号',
  void: '作废',
};

export const LEVELS = ['village', 'township', 'county'] as const;
export type Level = (typeof LEVELS)[number];
export const LEVEL_LABELS: Record<Level, string> = { village: '村', township: '乡', county: '县' };

export const ORIGINS = [
  'visit',
  'household',
  'box',
  'crosscheck',
  'report',
  'inspection',
  'meeting',
] as const;
export type Origin = (typeof ORIGINS)[number];
export const ORIGIN_LABELS: Record<Origin, string> = {
  visit: '走访',
  household: '户自报',
  box: '意见箱',
  crosscheck: '比对',
  report: '举报',
  inspection: '督查',
  meeting: '会议',
};

export const problemSchema = z.object({
  ...envelope,
  status: z.enum(PROBLEM_STATES),
  villageId: z.string(),
  householdId: z.string().optional(),
  category: z.enum(CATEGORIES),
  text: z.string(),
  due: day,
  level: z.enum(LEVELS),
  /** Exactly one (E09). */
  owner: z.string(),
  origin: z.enum(ORIGINS),
  /** How many households it touches (E23). */
  affectedHouseholds: z.number().int().optional(),
  /** Which box its words lay in (E06). */
  boxNo: z.string().optional(),
  /** Of weight: the township's leaders hear of it the same day (E24). */
  major: z.boolean().optional(),
  /** Who helps its owner: one leads, others join (E18). */
  coOwners: z.array(z.string()).optional(),
  since: day.optional(),
  /** The visit in which it was said. */
  visitId: z.string().optional(),
  /** Person ids who must not learn of it (D14). */
  hiddenFrom: z.array(z.string()).optional(),
  fixedOn: day.optional(),
  /** A ladder of its own, as it is written in a setting. */
  ladder: z.string().optional(),
  /**
   * Where its ladder stood when this was last written, the next step in ms (absent once it is put right); where it stands
   * now is its score in the village's `due` set.
   */
  step: z.number().int().default(0),
  nextStepAt: z.number().optional(),
  /** Who was told above its owner: they hear when it is put right. */
  told: z.array(z.string()).default([]),
  history: z
    .array(
      z.object({
        at: z.string(),
        by: z.string(),
        action: z.string(),
        text: z.string().optional(),
        status: z.string().optional(),
        was: z.string().optional(),
      }),
    )
    .default([]),
});
export type Problem = z.infer<typeof problemSchema>;
export type ProblemEntry = Problem['history'][number];

/** Not yet put right. */
export const isOpen = (p: Pick<Problem, 'status'>) =>
  p.status === 'reported' || p.status === 'assigned' || p.status === 'inProgress';
/** Still on somebody's list: open, or waiting to be looked at again and closed. */
export const isStanding = (p: Pick<Problem, 'status'>) =>
  isOpen(p) || p.status === 'fixed' || p.status === 'verified';

export const problemKind = defineKind<Problem>({
  name: 'problem',
  home: 'village',
  letter: 'I',
  set: 'problems',
  schema: problemSchema,
  sensitive: ['text', 'history'],
  indexes(p) {
    const score = Date.parse(p.at);
    const standing = isStanding(p)
      ? [
          { set: 'problems:standing', score, member: p.id },
          { set: `owner:${p.owner}:problems`, score, member: p.id },
        ]
      : [];
    return [
      { set: 'problems', score, member: p.id },
      ...standing,
      ...(isOpen(p) ? [{ set: 'problems:due', score: at(p.due), member: p.id }] : []),
      ...(p.householdId ? [{ set: `household:${p.householdId}:problems`, score, member: p.id }] : []),
      ...(p.nextStepAt === undefined ? [] : [{ set: 'due', score: p.nextStepAt, member: `problem|${p.id}` }]),
    ];
  },
  fields: (p) => (p.nextStepAt === undefined ? [] : [briefField(problemBrief(p))]),
  counts(p) {
    if (p.status === 'void') return [];
    const put = p.fixedOn !== undefined && !isOpen(p);
    return [
      { hash: `problems:${weekOf(dayOf(Date.parse(p.at)))}`, field: p.category, by: 1 },
      { hash: weekHash(weekOf(dayOf(Date.parse(p.at)))), field: 'opened', by: 1 },
      { hash: 'problems:now', field: p.status, by: 1 },
      ...(put ? [{ hash: weekHash(weekOf(p.fixedOn ?? '')), field: 'fixed', by: 1 }] : []),
      ...(isOpen(p) ? [{ hash: 'problems:open:of', field: p.category, by: 1 }] : []),
    ];
  },
});

/** What a due run sees of it. */
export function problemBrief(p: Problem): Brief {
  const ladder: Brief['ladder'] = p.ladder === undefined ? `problem.${p.category}` : `=${p.ladder}`;
  const owing = isOpen(p) ? [p.owner] : [];
  const { id, due, householdId } = p;
  return { kind: 'problem', id, owing, due, asked: Date.parse(p.at), ladder, householdId };
}

/** What a new problem is made from; the rest follows by the rules. */
export interface NewProblem {
  id: string;
  by: string;
  now: number;
  source: Problem['source'];
  villageId: string;
  householdId?: string;
  text: string;
  owner: string;
  /** The owner was named and did not say it himself. */
  assigned?: boolean;
  category: Category;
  due?: Day;
  origin: Origin;
  affectedHouseholds?: number;
  boxNo?: string;
  major?: boolean;
  since?: Day;
  visitId?: string;
  hiddenFrom?: string[];
  rules: NudgeRules;
}

/** A problem as it is first written: with its day (said or by its category, E04), and its ladder begun. */
export function newProblem({ now, rules, assigned, ...n }: NewProblem): Problem {
  const due = n.due ?? dueOf(n.category, n.text, dayOf(now));
  const status = assigned ? 'assigned' : 'reported';
  return {
    ...n,
    rev: 0,
    schema: 1,
    at: iso(now),
    status,
    due,
    level: 'village',
    ...begin(problemLadder({ ...n, at: iso(now), due }, rules), hungOf({ at: iso(now), due }, rules), now),
    told: [],
    history: [{ at: iso(now), by: n.by, action: 'report', status }],
  };
}
