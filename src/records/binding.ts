import { z } from 'zod';
import { defineKind, envelope } from './kind.ts';

/**
 * A one-time code that binds a chat identity. The id is the keyed hash of the code: the code itself is kept nowhere.
 * `status`: active, used, void (typed in a group, replaced by another, or its person is gone).
 */
export const codeSchema = z.object({
  ...envelope,
  personId: z.string().optional(),
  householdId: z.string().optional(),
  /** From then on it is no longer good, ms. */
  expires: z.number(),
  /** The identity that is bound by it stands beside the others; otherwise it takes their place. */
  beside: z.boolean().optional(),
  usedBy: z.string().optional(),
});
export type Code = z.infer<typeof codeSchema>;

export const codeKind = defineKind<Code>({
  name: 'code',
  home: 'people',
  schema: codeSchema,
  sensitive: [],
  indexes: (c) =>
    c.status === 'active'
      ? [{ set: `codes:${c.personId ?? c.householdId}`, score: c.expires, member: c.id }]
      : [],
});

/** How many wrong codes one contact has sent on a day; the record's id is the contact. */
export const triesSchema = z.object({ ...envelope, day: z.string(), count: z.number().int() });
export type Tries = z.infer<typeof triesSchema>;

export const triesKind = defineKind<Tries>({
  name: 'codeTries',
  home: 'people',
  schema: triesSchema,
  sensitive: [],
  unaudited: true,
});
