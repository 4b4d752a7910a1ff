import { z } from 'zod';
import { defineKind, envelope } from './kind.ts';

/** What a village's register held when a month began: the flow book is reckoned from it (B43). */
export const flowBookSchema = z.object({
  ...envelope,
  villageId: z.string(),
  /** `YYYY-MM`. */
  month: z.string(),
  households: z.number().int(),
  persons: z.number().int(),
});
export type FlowBook = z.infer<typeof flowBookSchema>;

export const flowBookKind = defineKind<FlowBook>({
  name: 'flowBook',
  home: 'village',
  schema: flowBookSchema,
  sensitive: [],
  unaudited: true,
  indexes: (f) => [{ set: 'flowBooks', score: Date.parse(`${f.month}-01T00:00:00+08:00`), member: f.id }],
});
