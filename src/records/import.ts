import { z } from 'zod';
import { defineKind, envelope } from './kind.ts';

/**
 * A roster that is being written, village by village: `running` until all of it is in, so that a crash finds it again;
 * `abandoned` where its file is gone or does not fit the register any more: the office sends it anew.
 */
export const importSchema = z.object({
  ...envelope,
  status: z.enum(['running', 'done', 'abandoned']),
  /** SHA-256 of the file, which is kept until it is in. */
  hash: z.string(),
  file: z.string(),
  households: z.number().int(),
});
export type Import = z.infer<typeof importSchema>;

export const importKind = defineKind<Import>({
  name: 'import',
  home: 'people',
  schema: importSchema,
  sensitive: ['file'],
  indexes: (i) => [{ set: `imports:${i.status}`, score: Date.parse(i.at), member: i.id }],
});
