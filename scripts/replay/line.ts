import { z } from 'zod';

/** An instant with +08:00 (or any offset), in ms. */
const instant = z.iso.datetime({ offset: true }).transform((s) => Date.parse(s));
const location = z.strictObject({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().default(''),
});

const said = z
  .strictObject({
    from: z.string().min(1),
    room: z.string().min(1).optional(),
    text: z.string().optional(),
    image: z.string().min(1).optional(),
    file: z.string().min(1).optional(),
    location: location.optional(),
    mention: z.boolean().optional(),
    id: z.string().min(1).optional(),
  })
  .refine((m) => [m.text, m.image, m.file, m.location].filter((x) => x !== undefined).length === 1, {
    message: 'a message has exactly one of text, image, file, location',
  });

const lines = {
  at: z.strictObject({ at: instant }),
  from: said,
  recall: z.strictObject({ recall: z.string().min(1) }),
  restart: z.strictObject({ restart: z.literal(true) }),
  down: z.strictObject({ down: z.literal(true) }),
  up: z.strictObject({ up: z.literal(true) }),
  login: z.strictObject({ login: z.boolean() }),
  refuse: z.strictObject({
    refuse: z.string().min(1),
    times: z.number().int().positive(),
    retryable: z.boolean(),
  }),
};

export type ScriptLine =
  | { kind: 'at'; at: number }
  | ({ kind: 'say' } & z.infer<typeof said>)
  | { kind: 'recall'; recall: string }
  | { kind: 'restart' | 'down' | 'up' }
  | { kind: 'login'; login: boolean }
  | ({ kind: 'refuse' } & z.infer<typeof lines.refuse>);

/** A line of a replay script (contract, section 3). Throws a sentence that says what is wrong with it. */
export function readLine(raw: string): ScriptLine {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    throw new Error('is no JSON');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('is no JSON object');
  const key = (Object.keys(lines) as (keyof typeof lines)[]).find((k) => k in json);
  if (!key) throw new Error(`has none of ${Object.keys(lines).join(', ')}`);
  const read = lines[key].safeParse(json);
  if (!read.success) {
    throw new Error(read.error.issues.map((i) => `${i.path.join('.') || key}: ${i.message}`).join('; '));
  }
  const kind = key === 'from' ? 'say' : key;
  return { kind, ...read.data } as ScriptLine;
}
