import { z } from 'zod';
import { addDays, at, type Day, dayOf, weekOf } from '../core/clock.ts';
import { type Brief, briefField } from './dueBrief.ts';
import { day, defineKind, envelope } from './kind.ts';
import { weekHash } from './week.ts';

export const REQUEST_KINDS = ['question', 'opinion', 'report', 'urgent'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Days within which a household hears what became of its words (E05). */
export const ANSWER_WITHIN = 5;

/** What a household asked or said and a person has to answer: by then, by this owner. */
export const requestSchema = z.object({
  ...envelope,
  villageId: z.string(),
  /** Absent where somebody spoke who belongs to no household. */
  householdId: z.string().optional(),
  kind: z.enum(REQUEST_KINDS),
  text: z.string(),
  due: day,
  /** The person who answers; a report about officials has the inspector (E20). */
  owner: z.string(),
  /** Person ids who must not learn of it (D14: the helper who was passed by). */
  hiddenFrom: z.array(z.string()).optional(),
  /** Who spoke for the household, where it did not itself (D31). */
  askedFor: z.string().optional(),
  /** Which phone said it (`speaker.ts`): the answer goes there. */
  speaker: z.string().optional(),
  answer: z.string().optional(),
  answeredAt: z.string().optional(),
  /** Where its ladder stood when this was last written; where it stands now is its score in the village's `due` set. */
  step: z.number().int().default(0),
  nextStepAt: z.number().optional(),
  history: z
    .array(z.object({ at: z.string(), by: z.string(), action: z.string(), text: z.string().optional() }))
    .default([]),
});
export type Request = z.infer<typeof requestSchema>;

export const requestKind = defineKind<Request>({
  name: 'request',
  home: 'village',
  letter: 'Q',
  schema: requestSchema,
  sensitive: ['text', 'answer', 'history'],
  set: 'requests',
  fields: (r) => (r.nextStepAt === undefined ? [] : [briefField(requestBrief(r))]),
  counts: (r) => [
    { hash: weekHash(weekOf(dayOf(Date.parse(r.at)))), field: 'asked', by: 1 },
    ...(r.answeredAt
      ? [{ hash: weekHash(weekOf(dayOf(Date.parse(r.answeredAt)))), field: 'answered', by: 1 }]
      : []),
  ],
  indexes: (r) => [
    ...(r.status === 'active' ? [{ set: 'requests:due', score: at(r.due), member: r.id }] : []),
    { set: 'requests', score: Date.parse(r.at), member: r.id },
    { set: `owner:${r.owner}:requests`, score: Date.parse(r.at), member: r.id },
    ...(r.householdId
      ? [{ set: `household:${r.householdId}:requests`, score: Date.parse(r.at), member: r.id }]
      : []),
    ...(r.nextStepAt === undefined ? [] : [{ set: 'due', score: r.nextStepAt, member: `request|${r.id}` }]),
  ],
});

/** For nobody but who said it and who answers, not even for another phone of the house: cries for help, reports of somebody. */
export const isPersonal = (r: Pick<Request, 'kind'>) => r.kind === 'urgent' || r.kind === 'report';

/** Whether a person may know of it: it is not kept from him, and a report about officials is its owner's alone (D14, E20). */
export const mayKnow = (r: Pick<Request, 'kind' | 'owner' | 'hiddenFrom'>, personId: string): boolean =>
  !r.hiddenFrom?.includes(personId) && (r.kind !== 'report' || r.owner === personId);

/** It still waits for an answer. */
export const isUnanswered = (r: Request) =>
  r.status !== 'answered' && r.status !== 'closed' && r.status !== 'void';

/** What a due run sees of it. */
export function requestBrief(r: Request): Brief {
  const { id, due, householdId } = r;
  const owing = isUnanswered(r) ? [r.owner] : [];
  return { kind: 'request', id, owing, due, asked: Date.parse(r.at), ladder: 'request', householdId };
}

/** The day by which an answer is due: five days after it was said. */
export function answerDue(said: Day): Day {
  return addDays(said, ANSWER_WITHIN);
}
