import { z } from 'zod';
import { iso } from '../core/clock.ts';
import { begin } from '../core/ladder.ts';
import { type Brief, briefField } from './dueBrief.ts';
import { defineKind, envelope } from './kind.ts';
import { hungOf, type NudgeRules, taskLadder, taskLadderName } from './nudges.ts';

export const TASK_STATES = ['open', 'done', 'cancelled', 'postponing'] as const;
export type TaskState = (typeof TASK_STATES)[number];
export const TASK_LABELS: Record<TaskState, string> = {
  open: '没办完',
  done: '办好了',
  cancelled: '取消了',
  postponing: '等着同意延期',
};

export const taskSchema = z.object({
  ...envelope,
  status: z.enum(TASK_STATES),
  /** Where it is kept: the household's village, or one of the asker's. */
  villageId: z.string(),
  title: z.string(),
  /** One person, or several. */
  assignee: z.string().optional(),
  assignees: z.array(z.string()).optional(),
  householdId: z.string().optional(),
  /** The problem or visit that it came from. */
  problemId: z.string().optional(),
  visitId: z.string().optional(),
  /** A day, or ISO with a time; null where none was said. */
  due: z.string().nullable(),
  createdBy: z.string(),
  /** Who has done it, with what he said. */
  replies: z.array(z.object({ by: z.string(), at: z.string(), text: z.string().optional() })).default([]),
  /** A wish for another day that waits for the asker's word. */
  postpone: z.object({ by: z.string(), to: z.string(), reason: z.string().optional() }).optional(),
  /** A ladder of its own, as it is written in a setting. */
  ladder: z.string().optional(),
  /** The season of a policy whose deadline of a household it is (`medical`). */
  season: z.string().optional(),
  /** Where its ladder stood when this was last written; where it stands now is its score in the village's `due` set. */
  step: z.number().int().default(0),
  nextStepAt: z.number().optional(),
  told: z.array(z.string()).default([]),
  history: z
    .array(z.object({ at: z.string(), by: z.string(), action: z.string(), text: z.string().optional() }))
    .default([]),
});
export type Task = z.infer<typeof taskSchema>;

/** Somebody still has to do it. */
export const isTaskOpen = (t: Pick<Task, 'status'>) => t.status === 'open' || t.status === 'postponing';

/** Nobody did it, and a new round of its season has begun. */
export const isOver = (t: Pick<Task, 'status' | 'history'>) =>
  t.status === 'cancelled' && t.history.at(-1)?.action === 'over';

export function assigneesOf(t: Pick<Task, 'assignee' | 'assignees'>): string[] {
  return t.assignees ?? (t.assignee ? [t.assignee] : []);
}

/** Those who have not said that they have done it. */
export function leftOf(t: Task): string[] {
  if (!isTaskOpen(t)) return [];
  const done = new Set(t.replies.map((r) => r.by));
  return assigneesOf(t).filter((id) => !done.has(id));
}

export const taskKind = defineKind<Task>({
  name: 'task',
  home: 'village',
  letter: 'T',
  schema: taskSchema,
  sensitive: ['title', 'replies', 'postpone', 'history'],
  indexes(t) {
    const score = Date.parse(t.at);
    return [
      { set: 'tasks', score, member: t.id },
      { set: `asked:${t.createdBy}:tasks`, score, member: t.id },
      ...leftOf(t).map((id) => ({ set: `todo:${id}:tasks`, score, member: t.id })),
      ...(t.season ? [{ set: `season:${t.season}:tasks`, score, member: t.id }] : []),
      ...(t.problemId ? [{ set: `problem:${t.problemId}:tasks`, score, member: t.id }] : []),
      ...(t.householdId ? [{ set: `household:${t.householdId}:tasks`, score, member: t.id }] : []),
      ...(t.nextStepAt === undefined ? [] : [{ set: 'due', score: t.nextStepAt, member: `task|${t.id}` }]),
    ];
  },
  fields(t) {
    if (t.nextStepAt === undefined) return [];
    return [briefField(taskBrief(t))];
  },
});

/** What a due run sees of it. */
export function taskBrief(t: Task): Brief {
  const ladder: Brief['ladder'] = t.ladder === undefined ? taskLadderName(t) : `=${t.ladder}`;
  const { id, due, householdId } = t;
  return { kind: 'task', id, owing: leftOf(t), due, asked: Date.parse(t.at), ladder, householdId };
}

/** What a new task is made from. */
export interface NewTask {
  id: string;
  by: string;
  now: number;
  source: Task['source'];
  villageId: string;
  title: string;
  assignees: readonly string[];
  due: string | null;
  householdId?: string;
  problemId?: string;
  visitId?: string;
  season?: string;
  ladder?: string;
  rules: NudgeRules;
}

/** A task as it is first written, its ladder begun: steps that would be due already fall away. */
export function newTask({ now, rules, assignees, ...n }: NewTask): Task {
  const [first] = assignees;
  const people = assignees.length === 1 && first ? { assignee: first } : { assignees: [...assignees] };
  const task: Task = {
    ...n,
    ...people,
    rev: 0,
    schema: 1,
    at: iso(now),
    status: 'open',
    createdBy: n.by,
    replies: [],
    step: 0,
    told: [],
    history: [{ at: iso(now), by: n.by, action: 'ask' }],
  };
  return { ...task, ...begin(taskLadder(task, rules), hungOf(task, rules), now) };
}
