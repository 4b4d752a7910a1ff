import { z } from 'zod';
import { day, defineKind, envelope } from './kind.ts';

const itemSchema = z.object({
  householdId: z.string().optional(),
  /** 户主, a relation as the register has it (母亲, 儿媳), or a name that the register does not know. */
  person: z.string(),
  /** What has to be asked before he can take part. */
  pending: z.string().optional(),
  /** The line as it was typed. */
  said: z.string().optional(),
});
export type SignupItem = z.infer<typeof itemSchema>;

/** Who takes part in a training, a meeting, a project (L02, L06, F24): one list however often it is posted. */
export const signupSchema = z.object({
  ...envelope,
  villageId: z.string(),
  event: z.string(),
  /** Null where nobody has said it yet. */
  date: day.nullable(),
  time: z.string().optional(),
  place: z.string().optional(),
  items: z.array(itemSchema),
  /** No more names are taken from then on. */
  closedAt: z.string().optional(),
  history: z
    .array(z.object({ at: z.string(), by: z.string(), action: z.string(), text: z.string().optional() }))
    .default([]),
});
export type Signup = z.infer<typeof signupSchema>;

export const signupKind = defineKind<Signup>({
  name: 'signup',
  home: 'village',
  letter: 'B',
  schema: signupSchema,
  sensitive: ['items', 'history'],
  indexes(s) {
    const score = Date.parse(s.at);
    return [
      { set: 'signups', score, member: s.id },
      ...(s.status === 'active' ? [{ set: 'signups:standing', score, member: s.id }] : []),
      ...(s.status === 'active' && s.date
        ? [{ set: 'signups:on', score: Date.parse(`${s.date}T00:00:00+08:00`), member: s.id }]
        : []),
    ];
  },
});
