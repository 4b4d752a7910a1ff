import { z } from 'zod';
import { at } from '../core/clock.ts';
import { day, defineKind, envelope } from './kind.ts';
import type { Directory } from './read.ts';

/** What happened to somebody of a household (B41). */
export const MEMBER_EVENTS = [
  'born',
  'join',
  'moveOut',
  'married',
  'died',
  'away',
  'back',
  'villageIn',
  'villageOut',
] as const;
export type MemberEventCode = (typeof MEMBER_EVENTS)[number];
export const MEMBER_EVENT_LABELS: Record<MemberEventCode, string> = {
  born: '出生',
  join: '添人',
  moveOut: '迁出',
  married: '出嫁',
  died: '去世',
  away: '外出',
  back: '返乡',
  villageIn: '整户迁入',
  villageOut: '整户迁出',
};

/** Who works elsewhere, or is back, still belongs to the house (B47). */
export const movesNobody = (event: MemberEventCode): event is 'away' | 'back' =>
  event === 'away' || event === 'back';

/** Heads more or less in the household. */
export const headsOf = (event: MemberEventCode): 1 | 0 | -1 =>
  movesNobody(event) ? 0 : event === 'born' || event === 'join' || event === 'villageIn' ? 1 : -1;

/** The counter of whole households that came or went, beside that of their heads. */
export const householdsField = (event: MemberEventCode) => `${event}:households`;

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
  /** Of a whole household that went to another village or came from one: how many of the register, and where to or from. */
  heads: z.number().int().optional(),
  otherVillageId: z.string().optional(),
});
export type MemberEvent = z.infer<typeof memberEventSchema>;

/** `罗启明家`'s part of a line: `去世(母亲)`, `整户迁到上河口村`. */
export function eventText({ event, member, otherVillageId }: MemberEvent, directory: Directory): string {
  if (otherVillageId === undefined) return `${MEMBER_EVENT_LABELS[event]}(${member})`;
  const village = directory.village(otherVillageId)?.name ?? otherVillageId;
  return event === 'villageIn' ? `整户从${village}迁来` : `整户迁到${village}`;
}

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
    if (e.status !== 'active' || !e.confirmed || movesNobody(e.event)) return [];
    const hash = `flow:${e.at.slice(0, 7)}`;
    if (e.heads === undefined) return [{ hash, field: e.event, by: 1 }];
    // Who is not of the register does not stand in its book.
    if (e.heads === 0) return [];
    return [
      { hash, field: e.event, by: e.heads },
      { hash, field: householdsField(e.event), by: 1 },
    ];
  },
});
