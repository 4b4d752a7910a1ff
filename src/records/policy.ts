import { z } from 'zod';
import { day, defineKind, envelope } from './kind.ts';

export const POLICY_STATES = ['draft', 'reviewed', 'published', 'withdrawn'] as const;
export type PolicyState = (typeof POLICY_STATES)[number];

export const POLICY_STATE_LABELS: Record<PolicyState, string> = {
  draft: '草稿',
  reviewed: '已审核',
  published: '已发布',
  withdrawn: '已撤回',
};

/** What an entry says. Figures of other places stay in `elsewhere` and reach nobody in an answer (M 9). */
export const entrySchema = z.object({
  title: z.string().min(1),
  category: z.string(),
  /** Plain words for a household, at most 200 characters (G04). */
  plain: z.string().min(1).max(200),
  who: z.array(z.string()),
  whoNot: z.array(z.string()),
  steps: z.array(z.string()),
  papers: z.array(z.string()),
  /** Where to go or whom to ask. */
  contact: z.string().min(1),
  /** Whose announcement fixes the figures (`乡里/信用社`). */
  announcedBy: z.string().min(1),
  /** What this place has to fill in; without a value no figure is told (G01, G12). */
  localValues: z.array(z.object({ what: z.string(), value: z.string().optional() })),
  season: z.string().optional(),
  keywords: z.array(z.string()).min(1),
  /** How people ask for it. */
  questions: z.array(z.string()).min(1),
  /** For cadres only. */
  caveats: z.array(z.string()),
  elsewhere: z.array(z.string()),
  sources: z.array(z.string()).min(1),
  region: z.string().optional(),
});
export type Entry = z.infer<typeof entrySchema>;

/** New words for an entry that is told already: the old ones stand until a second person has read these (G24). */
const revisionSchema = z.object({
  entry: entrySchema,
  validTo: day.optional(),
  by: z.string(),
  at: z.string(),
  reviewedBy: z.string().optional(),
});

/** An entry of the book of policies with its life (G02, G24): every version and step stays in `history`. */
export const policySchema = z.object({
  ...envelope,
  ...entrySchema.shape,
  version: z.number().int(),
  state: z.enum(POLICY_STATES),
  validFrom: day.optional(),
  validTo: day.optional(),
  reviewedBy: z.string().optional(),
  publishedBy: z.string().optional(),
  /** The day of its last change of words, told with every answer. */
  updated: day,
  withdrawnWhy: z.string().optional(),
  next: revisionSchema.optional(),
  /** For which questions these words were no use (没用), by the mark of the question: how often, less those they helped. */
  useless: z.record(z.string(), z.number()).optional(),
  history: z.array(
    z.object({
      at: z.string(),
      by: z.string(),
      action: z.string(),
      version: z.number().int(),
      reason: z.string().optional(),
      /** The words of that version, when others took their place. */
      entry: entrySchema.optional(),
    }),
  ),
});
export type Policy = z.infer<typeof policySchema>;

export const policyKind = defineKind<Policy>({
  name: 'policy',
  home: 'policy',
  letter: 'P',
  schema: policySchema,
  sensitive: [],
  directory: true,
  indexes: (p) => [{ set: 'policies', score: 0, member: p.id }],
});

/** Who was told which version, in an answer or by a push: all of them get the correction when it is taken back (G02). */
export const givenSchema = z.object({
  ...envelope,
  policyId: z.string(),
  version: z.number().int(),
  /** A person, a household, a room, or `contact:…`. */
  to: z.string(),
  way: z.enum(['answer', 'push']),
  /** When it was said, or shall be, ms. */
  when: z.number(),
  useful: z.boolean().optional(),
});
export type Given = z.infer<typeof givenSchema>;

export const givenKind = defineKind<Given>({
  name: 'given',
  home: 'policy',
  schema: givenSchema,
  sensitive: [],
  unaudited: true,
  indexes: (g) => [
    { set: `policy:${g.policyId}:given`, score: g.when, member: g.id },
    ...(g.way === 'push' ? [{ set: `to:${g.to}:pushed`, score: g.when, member: g.id }] : []),
    // Asked in a room: whoever it was is known to be there (a correction reaches him in that room).
    ...(g.way === 'answer' && g.to !== g.by
      ? [{ set: `by:${g.by}:inRooms`, score: g.when, member: g.id }]
      : []),
  ],
});

/** A word of this place and what the book calls it; the record's id is the word. */
export const synonymSchema = z.object({ ...envelope, means: z.string() });
export type SynonymRecord = z.infer<typeof synonymSchema>;

export const synonymKind = defineKind<SynonymRecord>({
  name: 'synonym',
  home: 'policy',
  schema: synonymSchema,
  sensitive: [],
  directory: true,
  indexes: (s) => [{ set: 'synonyms', score: 0, member: s.id }],
});

/** Titles that were offered to an asker (`1 … 2 …`): chosen from, or after a while passed on to a person. */
export const offeredSchema = z.object({
  ...envelope,
  villageId: z.string(),
  householdId: z.string().optional(),
  text: z.string(),
  owner: z.string(),
  nextStepAt: z.number().optional(),
});
export type Offered = z.infer<typeof offeredSchema>;

export const offeredKind = defineKind<Offered>({
  name: 'offered',
  home: 'village',
  schema: offeredSchema,
  sensitive: ['text'],
  unaudited: true,
  indexes: (o) => [
    ...(o.nextStepAt === undefined ? [] : [{ set: 'due', score: o.nextStepAt, member: `offered|${o.id}` }]),
    ...(o.householdId
      ? [{ set: `household:${o.householdId}:offereds`, score: Date.parse(o.at), member: o.id }]
      : []),
  ],
});

/** A push that comes again every year, month or week. */
export const campaignSchema = z.object({
  ...envelope,
  policyId: z.string(),
  villageIds: z.array(z.string()),
  audience: z.string().optional(),
  /** `09-15` each year, `15` each month, `w1` each Monday; several with commas; or `cron 0 9 1 3,9 *`. */
  days: z.string(),
});
export type Campaign = z.infer<typeof campaignSchema>;

export const campaignKind = defineKind<Campaign>({
  name: 'campaign',
  home: 'policy',
  letter: 'C',
  schema: campaignSchema,
  sensitive: [],
  indexes: (c) => (c.status === 'active' ? [{ set: 'campaigns', score: 0, member: c.id }] : []),
});

/** A household or room that wants no policy pushes; the record's id is its own. */
export const optOutSchema = z.object({ ...envelope });
export type OptOut = z.infer<typeof optOutSchema>;

export const optOutKind = defineKind<OptOut>({
  name: 'optOut',
  home: 'policy',
  schema: optOutSchema,
  sensitive: [],
});

/** A question that found no answer, kept as a form of words for the office's weekly list. */
export const unansweredSchema = z.object({
  ...envelope,
  text: z.string(),
  /** The request in which it went to a person. */
  requestId: z.string().optional(),
  /** The entry that was told and was no use to him. */
  toldPolicyId: z.string().optional(),
  /** The entry that it was turned into an example of. */
  policyId: z.string().optional(),
});
export type Unanswered = z.infer<typeof unansweredSchema>;

export const unansweredKind = defineKind<Unanswered>({
  name: 'unanswered',
  home: 'policy',
  letter: 'W',
  schema: unansweredSchema,
  sensitive: ['text'],
  unaudited: true,
  indexes: (u) => [
    ...(u.status === 'active' ? [{ set: 'unanswered', score: Date.parse(u.at), member: u.id }] : []),
    ...(u.requestId
      ? [{ set: `request:${u.requestId}:unanswered`, score: Date.parse(u.at), member: u.id }]
      : []),
  ],
});
