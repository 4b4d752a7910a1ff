import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { addDays, type Day } from '../core/clock.ts';

const word = z.object({ name: z.string().min(1), also: z.array(z.string()) });

const schema = z.object({
  /** What a household can be (B36–B38, the terms of 2016–2020 and today's); `listed`: it is helped and counted in the flow. */
  categories: z.array(word.extend({ listed: z.boolean() })).min(1),
  /** Why it is poor (B15–B22); `internal` words are never said to a household (B19). */
  causes: z.array(word.extend({ internal: z.boolean().optional() })).min(1),
  /** Income per head in yuan below which a household is poor, by year and region (B23–B26); of the region `示例` it is an example. */
  povertyLines: z.array(
    z.object({
      year: z.number().int().nullable(),
      region: z.string(),
      amount: z.number(),
      source: z.string(),
    }),
  ),
  /** How many households a person of these grades helps (A06–A08): a hint, never a bar. */
  quotas: z.array(z.object({ grades: z.array(z.string()), households: z.number().int() })),
  /** For so many days after a death nothing is pushed to the household (七七 are 49), unless the office ends it before. */
  mourningDays: z.number().int().min(1),
});

/** The words and figures that a deployment changes in one file, `dictionaries.json` beside this one. */
export const DICTIONARY = schema.parse(
  JSON.parse(readFileSync(new URL('./dictionaries.json', import.meta.url), 'utf8')),
);

type Words = readonly z.infer<typeof word>[];

/** The dictionary's word for what was written, by its name or another way to say it; undefined where it knows none. */
function wordFor(words: Words, said: string): string | undefined {
  const plain = (s: string) => s.normalize('NFKC').replace(/\s/g, '');
  const want = plain(said);
  return words.find((w) => plain(w.name) === want || w.also.some((a) => plain(a) === want))?.name;
}

export const categoryFor = (said: string) => wordFor(DICTIONARY.categories, said);
export const causeFor = (said: string) => wordFor(DICTIONARY.causes, said);

/** A household of this category stands in the register and in its flow book (B43). */
export const isListed = (category: string) =>
  DICTIONARY.categories.some((c) => c.name === category && c.listed);

/** The poverty line of a year; undefined where the file has none for it, or an example only. */
export const povertyLine = (year: number, lines = DICTIONARY.povertyLines) =>
  lines.find((p) => p.year === year && p.region !== '示例');

/** How many households somebody of this grade should help; undefined where no rule names it. */
export const quotaOf = (grade: string | undefined) =>
  DICTIONARY.quotas.find((q) => grade !== undefined && q.grades.includes(grade))?.households;

/** The first day on which a household where somebody died may be pushed to again. */
export const mourningEnds = (since: Day): Day => addDays(since, DICTIONARY.mourningDays);

/** Somebody died there not long ago: nothing planned is sent to it (B41). */
export const isMourning = (h: { bereavedSince?: Day } | undefined, today: Day): boolean =>
  h?.bereavedSince !== undefined && today < mourningEnds(h.bereavedSince);
