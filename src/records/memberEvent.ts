import { z } from 'zod';
import { at } from '../core/clock.ts';
import { day, defineKind, envelope } from './kind.ts';

/** What happened to somebody of a household (B41). */
export const MEMBER_EVENTS = ['born', 'join', 'moveOut', 'married', 'died'] as const;
export type MemberEventCode = (typeof MEMBER_EVENTS)[number];
export const MEMBER_EVENT_LABELS: Record<MemberEventCode, string> = {
  born: '出生',
  join: '添人',
  moveOut: '迁出',
  married: '出嫁',
  died: '去世',
};

/** Heads more or less in the household. */
export const headsOf = (event: MemberEventCode): 1 | -1 => (event === 'born' || event === 'join' ? 1 : -1);

export const memberEventSchema = z.object({
  ...envelope,
  villageId: z.string(),
  householdId: z.string(),
  /** The relation to the head, or the name, as it was said. */
  member: z.string(),
  event: z.enum(MEMBER_EVENTS),
  date: day.optional(),
  confirmed: z.boolean(),
  text: z.string().optional(),
});
export type MemberEvent = z.infer<typeof memberEventSchema>;

/** Counted once, in the month in which it was told, for then the register moved: the flow book reads these (B43). */
export const memberEventKind = defineKind<MemberEvent>({
  name: 'memberEvent',
  home: 'village',
  set: 'memberEvents',
  schema: memberEventSchema,
  sensitive: ['member', 'text'],
  indexes(e) {
    const score = e.date ? at(e.date) : Date.parse(e.at);
    return [
      { set: 'memberEvents', score, member: e.id },
      { set: `household:${e.householdId}:memberEvents`, score, member: e.id },
    ];
  },
  counts(e) {
    if (e.status !== 'active' || !e.confirmed) return [];
    return [{ hash: `flow:${e.at.slice(0, 7)}`, field: e.event, by: 1 }];
  },
});
