import { z } from 'zod';
import { day, defineKind, envelope } from './kind.ts';

/** That a ledger was taken out: who, which, how much. Kept for the audit chain; the file itself is not kept. */
export const exportSchema = z.object({
  ...envelope,
  ledger: z.string(),
  from: day.optional(),
  to: day.optional(),
  villageIds: z.array(z.string()),
  rows: z.number().int(),
});
export type LedgerExport = z.infer<typeof exportSchema>;

export const exportKind = defineKind<LedgerExport>({
  name: 'export',
  home: 'people',
  letter: 'E',
  schema: exportSchema,
  sensitive: [],
  indexes: (e) => [{ set: 'exports', score: Date.parse(e.at), member: e.id }],
});
