import { z } from 'zod';
import type { Role } from '../core/roles.ts';
import { day, defineKind, envelope } from './kind.ts';

/** Somebody of the organisation. `post` holds the titles as the roster has them; `roles` what he may do. */
export const personSchema = z.object({
  ...envelope,
  name: z.string(),
  roles: z.array(z.string()) as unknown as z.ZodType<Role[]>,
  titles: z.array(z.string()),
  unit: z.string().optional(),
  post: z.string().optional(),
  grade: z.string().optional(),
  villageIds: z.array(z.string()),
  remark: z.string().optional(),
  phone: z.string().optional(),
  bound: z.boolean(),
  /** Days away, first and last included, and who stands in meanwhile (请假). */
  leaves: z.array(z.object({ from: day, to: day, standIn: z.string().optional() })).optional(),
  /** When he is left in peace (免打扰): every day between two times (`HH:MM`), or until an instant, ms. */
  mute: z
    .object({
      daily: z.object({ from: z.string(), to: z.string() }).optional(),
      until: z.number().optional(),
    })
    .optional(),
});
export type Person = z.infer<typeof personSchema>;

export const personKind = defineKind<Person>({
  name: 'person',
  home: 'people',
  letter: 'U',
  schema: personSchema,
  sensitive: ['phone', 'remark'],
  personal: ['name'],
  directory: true,
  indexes: (p) => [{ set: 'people', score: 0, member: p.id }],
});

/** Which chat identity speaks for which person or household; the record's id is the channel's contact id. */
export const identitySchema = z.object({
  ...envelope,
  personId: z.string().optional(),
  householdId: z.string().optional(),
  villageId: z.string().optional(),
  /** What the contact's remark says of it, where the channel's ids do not last (`core/text/remark.ts`). */
  mark: z.string().optional(),
});
export type Identity = z.infer<typeof identitySchema>;

export const identityKind = defineKind<Identity>({
  name: 'identity',
  home: 'people',
  schema: identitySchema,
  sensitive: [],
  directory: true,
  indexes: (i) => [{ set: 'identities', score: Date.parse(i.at), member: i.id }],
});

export const villageSchema = z.object({
  ...envelope,
  name: z.string(),
  poor: z.boolean().optional(),
  groups: z.array(z.string()),
  /** 1 (Monday) to 7 (Sunday): days on which helpers go (D03). */
  workdays: z.array(z.number().int()),
  visitCycleDays: z.number().int(),
  gridLeaderId: z.string().nullish(),
  deputyIds: z.array(z.string()),
  infoOfficerId: z.string().nullish(),
  facts: z.record(z.string(), z.unknown()).optional(),
});
export type Village = z.infer<typeof villageSchema>;

export const villageKind = defineKind<Village>({
  name: 'village',
  home: 'people',
  letter: 'V',
  schema: villageSchema,
  sensitive: [],
  directory: true,
  indexes: (v) => [{ set: 'villages', score: 0, member: v.id }],
});

/** Rules of the whole township by name: `ladders` (how reminders climb), `seasons` (deadlines already planned). */
export const settingSchema = z.object({ ...envelope, values: z.record(z.string(), z.string()) });
export type Setting = z.infer<typeof settingSchema>;

export const settingKind = defineKind<Setting>({
  name: 'setting',
  home: 'people',
  schema: settingSchema,
  sensitive: [],
  directory: true,
  indexes: (s) => [{ set: 'settings', score: 0, member: s.id }],
});

/** A chat room that was bound to an audience (A20, A21). `villageId` is absent for the township's rooms. */
export const roomSchema = z.object({
  ...envelope,
  name: z.string(),
  audience: z.enum(['cadre', 'household', 'leader']),
  villageId: z.string().optional(),
  channelId: z.string(),
});
export type Room = z.infer<typeof roomSchema>;

export const roomKind = defineKind<Room>({
  name: 'room',
  home: 'people',
  letter: 'G',
  schema: roomSchema,
  sensitive: [],
  directory: true,
  indexes: (r) => [{ set: 'rooms', score: 0, member: r.id }],
});
