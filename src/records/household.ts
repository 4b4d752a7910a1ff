import { z } from 'zod';
import { day, defineKind, envelope } from './kind.ts';

export const memberSchema = z.object({
  relation: z.string(),
  name: z.string().nullish(),
  age: z.number().nullish(),
  /** `YYYY-MM`, or a day: of those who came in by a change of members. */
  birth: z.string().nullish(),
  sex: z.string().nullish(),
  health: z.string().nullish(),
  labour: z.boolean().nullish(),
  school: z.string().nullish(),
  workPlace: z.string().nullish(),
  medicalInsured: z.boolean().nullish(),
  pensionInsured: z.boolean().nullish(),
  tags: z.array(z.string()).default([]),
});

/** A household of the register (B01–B48), registered as poor or not (B37, D28: `category` tells). */
export const householdSchema = z.object({
  ...envelope,
  head: z.string(),
  aliases: z.array(z.string()),
  villageId: z.string(),
  group: z.string(),
  /** Where it lived before, oldest first: from the day `until` on it was the next place's. */
  former: z.array(z.object({ villageId: z.string(), group: z.string(), until: day })).optional(),
  size: z.number().int(),
  /** The household's own condition, a word of the deployment's dictionary (`在册未脱贫`, `边缘户` …). */
  category: z.string(),
  supportType: z.string().optional(),
  members: z.array(memberSchema),
  causeMain: z.string().nullish(),
  causeOther: z.array(z.string()).default([]),
  causeNote: z.string().optional(),
  /** 帮扶资金 and 资金渠道 in the words of the register (B11). */
  funds: z.string().optional(),
  fundSource: z.string().optional(),
  tags: z.array(z.string()).default([]),
  checks: z.record(z.string(), z.string()).optional(),
  /** The year that `incomes` are of; absent: `incomeYearOf` takes the one before the household was registered here. */
  incomeYear: z.number().int().optional(),
  incomes: z.array(z.record(z.string(), z.unknown())).optional(),
  incomeTotal: z.number().optional(),
  incomePerCapita: z.number().optional(),
  assets: z.array(z.record(z.string(), z.unknown())).optional(),
  measures: z.array(z.record(z.string(), z.unknown())).optional(),
  loan: z.record(z.string(), z.unknown()).nullish(),
  riskFlags: z.array(z.record(z.string(), z.unknown())).optional(),
  redFlags: z.array(z.record(z.string(), z.unknown())).optional(),
  exitPlanYear: z.number().nullish(),
  /** Days between visits (D01: 7 unless set). */
  visitCycleDays: z.number().int(),
  hasPhone: z.boolean().optional(),
  wechatUser: z.boolean().optional(),
  /** Somebody died here on this day: nothing is pushed to it for a while (`isMourning`), or until the office says so. */
  bereavedSince: day.optional(),
  /** The household's own message that said so, while nobody has confirmed it: what is taken back rests no more. */
  bereavedBy: z.string().optional(),
  notes: z.string().optional(),
});
export type Household = z.infer<typeof householdSchema>;

/** The year that the register's incomes are of: incomes are reckoned when a year is over. */
export const incomeYearOf = ({ incomeYear, at }: Pick<Household, 'incomeYear' | 'at'>): number =>
  incomeYear ?? Number(at.slice(0, 4)) - 1;

export const householdKind = defineKind<Household>({
  name: 'household',
  home: 'village',
  letter: 'H',
  schema: householdSchema,
  sensitive: [
    'members',
    'causeMain',
    'causeOther',
    'causeNote',
    'funds',
    'fundSource',
    'tags',
    'checks',
    'incomes',
    'incomeTotal',
    'incomePerCapita',
    'assets',
    'measures',
    'loan',
    'riskFlags',
    'redFlags',
    'notes',
  ],
  personal: ['head', 'aliases'],
  directory: true,
  indexes: (h) => [{ set: 'households', score: 0, member: h.id }],
});

/** Who helps whom, with start and end (A42: one primary helper a household). */
export const assignmentSchema = z.object({
  ...envelope,
  householdId: z.string(),
  personId: z.string(),
  villageId: z.string(),
  primary: z.boolean(),
  start: day,
  end: day.nullish(),
  reason: z.string().optional(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

export const assignmentKind = defineKind<Assignment>({
  name: 'assignment',
  home: 'village',
  letter: 'A',
  schema: assignmentSchema,
  sensitive: [],
  directory: true,
  indexes: (a) => [{ set: 'assignments', score: 0, member: a.id }],
});
