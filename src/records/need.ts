import { z } from 'zod';
import { day, defineKind, envelope } from './kind.ts';

/** Something that a household lacks (D29): what, how much, by when; `metOn` once it came. */
export const needSchema = z.object({
  ...envelope,
  villageId: z.string(),
  householdId: z.string(),
  item: z.string(),
  quantity: z.number().positive().optional(),
  unit: z.string().optional(),
  neededBy: day.optional(),
  /** On that morning whoever said it is reminded; absent once it came. */
  remindOn: day.optional(),
  metOn: day.optional(),
  visitId: z.string().optional(),
  problemId: z.string().optional(),
});
export type Need = z.infer<typeof needSchema>;

/** Somebody still has to see to it. */
export const isMissing = (n: Pick<Need, 'status' | 'metOn'>) =>
  n.status === 'active' && n.metOn === undefined;

/** The village's needs that somebody still has to see to. */
export const MISSING = 'needs:missing';

export const needKind = defineKind<Need>({
  name: 'need',
  home: 'village',
  letter: 'N',
  schema: needSchema,
  sensitive: ['item', 'quantity', 'unit'],
  indexes(n) {
    const score = Date.parse(n.at);
    return [
      { set: 'needs', score, member: n.id },
      { set: `household:${n.householdId}:needs`, score, member: n.id },
      ...(n.visitId ? [{ set: `visit:${n.visitId}:needs`, score, member: n.id }] : []),
      ...(isMissing(n) ? [{ set: MISSING, score, member: n.id }] : []),
      ...(isMissing(n) && n.remindOn
        ? [{ set: 'needs:remind', score: Date.parse(`${n.remindOn}T09:00:00+08:00`), member: n.id }]
        : []),
    ];
  },
});

/** `砖2000匹` */
export function needText(n: Pick<Need, 'item' | 'quantity' | 'unit'>): string {
  return `${n.item}${n.quantity ?? ''}${n.unit ?? ''}`;
}
