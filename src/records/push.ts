import { z } from 'zod';
import { iso } from '../core/clock.ts';
import { defineKind, envelope } from './kind.ts';

/** What a send is for; it decides pacing, quiet hours and what becomes of it when nobody knows whether it went out. */
export const PUSH_KINDS = ['reply', 'nudge', 'digest', 'policy', 'correction', 'urgent'] as const;
export type PushKind = (typeof PUSH_KINDS)[number];

export const pushSchema = z.object({
  ...envelope,
  /** The number people may name (`D12`); replies have none. */
  number: z.string().optional(),
  kind: z.enum(PUSH_KINDS),
  /** A person, a household, a bound room, or `contact:…` / `room:…` of the channel where unbound. */
  to: z.string(),
  /** Where a reply goes in the channel's own ids: the chat that asked. */
  via: z.object({ kind: z.enum(['room', 'contact']), id: z.string() }).optional(),
  /** Which of the receiver's phones it is for (`speaker.ts`); where that one is bound no more, the latest bound. */
  speaker: z.string().optional(),
  /** For these eyes alone: neither for whoever stands in nor for another phone. */
  only: z.boolean().optional(),
  /** Who must not get it in the receiver's stead (D14). */
  keptFrom: z.array(z.string()).optional(),
  /** What it was planned for: an instant (ISO) of a push, the message id of a reply. */
  slot: z.string(),
  state: z.enum(['waiting', 'sending', 'sent', 'skipped', 'failed']),
  reason: z.string().optional(),
  /** Whose it is, where it went to the one who stands in for him. */
  behalf: z.string().optional(),
  /** Asked for that very time: a day that is full does not hold it. */
  exact: z.boolean().optional(),
  /** What else is said in the same message. */
  parts: z.array(z.object({ push: z.string(), data: z.unknown(), behalf: z.string().optional() })).optional(),
  /** The send in which it was said, where it was merged (`D12`). */
  into: z.string().optional(),
  /** When it may go out, ms. */
  due: z.number(),
  /** Past this it is skipped (`expired`), ms. */
  expires: z.number().optional(),
  /** Order among those of one due time. */
  order: z.number().default(0),
  attempts: z.number().int().default(0),
  /** It was sent once more after an unknown outcome: not a third time. */
  repeated: z.boolean().optional(),
  content: z
    .object({
      text: z.string().optional(),
      image: z.string().optional(),
      file: z.string().optional(),
      remark: z.string().optional(),
    })
    .optional(),
  /** Written at the moment of sending by this push's `render`, so that what was done meanwhile is left out. */
  render: z.object({ push: z.string(), data: z.unknown() }).optional(),
  sentAt: z.string().optional(),
});
export type Push = z.infer<typeof pushSchema>;

/**
 * Every planned send and what became of it. The id is made from its parts (`push|overdue|2017-09-14T09:00|U18`), so the
 * same send cannot be planned twice while its record is kept (30 days).
 */
export const pushKind = defineKind<Push>({
  name: 'push',
  home: 'account',
  letter: 'D',
  schema: pushSchema,
  sensitive: ['content', 'render', 'parts'],
  unaudited: true,
  indexes: (p) => [
    { set: 'pushes', score: Date.parse(p.at), member: p.id },
    // What one person was or was not sent can be asked for; answers in a chat are not kept apart.
    ...(p.kind === 'reply' ? [] : [p.to, ...(p.behalf ? [p.behalf] : [])]).map((id) => ({
      set: `to:${id}:pushes`,
      score: Date.parse(p.at),
      member: p.id,
    })),
    ...(p.state === 'waiting' || p.state === 'sending'
      ? [{ set: 'outbox', score: p.due, member: p.id }]
      : []),
    ...(p.state === 'failed' ? [{ set: 'failed', score: p.due, member: p.id }] : []),
  ],
});

/** What a send has to say of itself; the rest is as for any that waits. */
type NewPush = Pick<Push, 'id' | 'at' | 'source' | 'kind' | 'to' | 'slot' | 'due'> & Partial<Push>;

/** A send that the bot plans. */
export function newPush(fields: NewPush): Push {
  return {
    rev: 0,
    schema: 1,
    by: 'bot',
    status: 'active',
    state: 'waiting',
    order: 0,
    attempts: 0,
    ...fields,
  };
}

/** A reminder that loaded history does not send any more, on record with its reason (contract, section 6). */
export function importedSkip(id: string, to: string, due: number, at: string): Push {
  const source = { messageId: 'import', chat: 'import' };
  return newPush({
    id,
    at,
    source,
    kind: 'nudge',
    to,
    slot: iso(due),
    state: 'skipped',
    reason: 'imported',
    due,
  });
}
