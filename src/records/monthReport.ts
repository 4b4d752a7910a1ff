import { z } from 'zod';
import { defineKind, envelope } from './kind.ts';

/** What a helper sent back as his month's report (F06, F07). The id is `2017-09|U18`: a later one replaces it. */
export const monthReportSchema = z.object({
  ...envelope,
  villageId: z.string(),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  text: z.string(),
});
export type MonthReport = z.infer<typeof monthReportSchema>;

export const monthReportKind = defineKind<MonthReport>({
  name: 'monthReport',
  home: 'village',
  schema: monthReportSchema,
  sensitive: ['text'],
  indexes: (r) => [
    { set: `month:${r.month}:reports`, score: Date.parse(r.at), member: r.id },
    { set: 'monthReports', score: Date.parse(r.at), member: r.id },
  ],
});

export const monthReportId = (month: string, personId: string) => `${month}|${personId}`;
