import { z } from 'zod';
import { at, weekOf } from '../core/clock.ts';
import { day, defineKind, envelope, type Indexed } from './kind.ts';
import { reachedHash, waysHash, weekHash } from './week.ts';

/** How a household was reached (D06–D08). Only `home`, `phone` and `service` count; the rest is kept as an attempt. */
export const MODES = ['home', 'phone', 'absent', 'noAnswer', 'service', 'accompanied'] as const;
export type Mode = (typeof MODES)[number];

export const MODE_LABELS: Record<Mode, string> = {
  home: '入户',
  phone: '电话',
  absent: '未遇',
  noAnswer: '电话未接',
  service: '服务',
  accompanied: '陪同',
};

export const COUNTED: ReadonlySet<Mode> = new Set(['home', 'phone', 'service']);
/** Nobody was met: these are counted in a row until somebody is (D07). */
export const ATTEMPTS: ReadonlySet<Mode> = new Set(['absent', 'noAnswer']);

/** 两不愁三保障 and drinking water (B31, B32). */
export const CHECKS = ['food', 'clothing', 'education', 'medical', 'housing', 'water'] as const;
export type Check = (typeof CHECKS)[number];
export const CHECK_LABELS: Record<Check, string> = {
  food: '吃',
  clothing: '穿',
  education: '教育',
  medical: '医疗',
  housing: '住房',
  water: '饮水',
};
const checkState = z.enum(['ok', 'problem', 'unknown']);
export type CheckState = z.infer<typeof checkState>;

export const visitSchema = z.object({
  ...envelope,
  villageId: z.string(),
  householdId: z.string(),
  date: day,
  mode: z.enum(MODES),
  counted: z.boolean(),
  /** What was seen, as it was said. */
  summary: z.string(),
  /** The whole message as typed. */
  text: z.string(),
  met: z.array(z.string()).optional(),
  checks: z.partialRecord(z.enum(CHECKS), checkState).optional(),
  attemptNo: z.number().int().optional(),
  nextVisit: day.optional(),
  recordedBy: z.string().optional(),
  photos: z.array(z.string()).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), name: z.string() }).optional(),
  /** Problems and measures that the message named, kept until they have a record of their own. */
  problems: z.array(z.string()).optional(),
  measures: z.array(z.string()).optional(),
  /** What became of it, oldest first (C44): nothing disappears. */
  history: z
    .array(
      z.object({
        at: z.string(),
        by: z.string(),
        action: z.string(),
        was: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default([]),
});
export type Visit = z.infer<typeof visitSchema>;

/** A visit: one meeting, or try at one, of one helper with one household on one day. */
export const visitKind = defineKind<Visit>({
  name: 'visit',
  home: 'village',
  letter: 'S',
  set: 'visits',
  schema: visitSchema,
  sensitive: ['summary', 'text', 'met', 'checks', 'location', 'problems', 'measures', 'history'],
  indexes(visit) {
    const score = at(visit.date) + Number.parseInt(visit.id.slice(1), 10) / 1000;
    return [
      { set: 'visits', score, member: visit.id },
      { set: `household:${visit.householdId}:visits`, score, member: visit.id },
      { set: `helper:${visit.by}:visits`, score, member: visit.id },
      { set: `said:${visit.recordedBy ?? visit.by}:visits`, score: Date.parse(visit.at), member: visit.id },
      ...detached(visit),
    ];
  },
  counts(visit) {
    if (visit.status !== 'active') return [];
    const week = weekOf(visit.date);
    const { householdId, mode } = visit;
    const seen = COUNTED.has(mode)
      ? [
          { hash: weekHash(week), field: 'met', by: Math.max(1, visit.met?.length ?? 0) },
          { hash: reachedHash(week), field: householdId, by: 1 },
        ]
      : [];
    return [
      { hash: weekHash(week), field: mode, by: 1 },
      { hash: waysHash(week), field: `${mode}|${householdId}`, by: 1 },
      ...seen,
    ];
  },
});

/** Pictures that came off their visit again, by when: their files are still to be taken away. */
export const DETACHED = 'detached';

function detached({ history, photos = [] }: Visit): Indexed[] {
  return history.flatMap(({ at: when, action, was }) => {
    const hash = action === 'detach' && was?.photo;
    if (typeof hash !== 'string' || photos.includes(hash)) return [];
    return [{ set: DETACHED, score: Date.parse(when), member: hash }];
  });
}
