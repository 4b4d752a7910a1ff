import type { Redis } from 'ioredis';

/** A key, or a part of a large one, as a line of a backup: readable by any program, independent of Redis's version. */
export type Line =
  | { k: string; t: 'string'; v: string }
  | { k: string; t: 'hash'; v: Record<string, string> }
  | { k: string; t: 'zset'; v: [member: string, score: string][] }
  | { k: string; t: 'stream'; v: [id: string, fields: string[]][] }
  /** Behind a stream's entries: its last id, which may be one that is gone. */
  | { k: string; t: 'streamEnd'; v: string };

/** The keys that a lease needs are of the moment. */
const LEFT_OUT = /^bf:\{a:[^}]*\}:lease$/;
const PART = 500;

/** Every key of ours as lines. The store must not change meanwhile: give it a copy. */
export async function* linesOf(redis: Redis): AsyncGenerator<Line> {
  for await (const keys of scan(redis)) {
    const types = await Promise.all(keys.map((k) => redis.type(k)));
    const strings = keys.filter((_, i) => types[i] === 'string');
    const values = strings.length > 0 ? await redis.mget(strings) : [];
    for (const [i, k] of strings.entries()) yield { k, t: 'string', v: values[i] ?? '' };
    for (const [i, k] of keys.entries()) if (types[i] !== 'string') yield* partsOf(redis, k, types[i] ?? '');
  }
}

/** Our keys, some at a time, each once. */
export async function* scan(redis: Redis): AsyncGenerator<string[]> {
  const seen = new Set<string>();
  let cursor = '0';
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', 'bf:*', 'COUNT', 1000);
    cursor = next;
    const keys = found.filter((k) => !seen.has(k) && !LEFT_OUT.test(k));
    for (const k of keys) seen.add(k);
    if (keys.length > 0) yield keys;
  } while (cursor !== '0');
}

async function* partsOf(redis: Redis, k: string, type: string): AsyncGenerator<Line> {
  if (type === 'hash') {
    const all = Object.entries(await redis.hgetall(k));
    for (let i = 0; i < all.length; i += PART)
      yield { k, t: 'hash', v: Object.fromEntries(all.slice(i, i + PART)) };
  } else if (type === 'zset') {
    for (let from = 0; ; from += PART) {
      const flat = await redis.zrange(k, String(from), String(from + PART - 1), 'WITHSCORES');
      if (flat.length === 0) return;
      const v: [string, string][] = [];
      for (let i = 0; i + 1 < flat.length; i += 2) v.push([flat[i] ?? '', flat[i + 1] ?? '']);
      yield { k, t: 'zset', v };
    }
  } else if (type === 'stream') {
    for (let from = '-'; ; ) {
      const entries = await redis.xrange(k, from, '+', 'COUNT', PART);
      const last = entries.at(-1)?.[0];
      if (last === undefined) break;
      yield { k, t: 'stream', v: entries };
      from = `(${last}`;
    }
    const info = (await redis.xinfo('STREAM', k)) as unknown[];
    yield { k, t: 'streamEnd', v: String(info[info.indexOf('last-generated-id') + 1]) };
  } else if (type !== 'none') throw new Error(`${k} is a ${type}: this program keeps none`);
}

/** Writes one line into a pipeline. */
export function load(pipeline: ReturnType<Redis['pipeline']>, line: Line): void {
  const { k } = line;
  if (line.t === 'string') pipeline.set(k, line.v);
  else if (line.t === 'hash') pipeline.hset(k, line.v);
  else if (line.t === 'zset') pipeline.zadd(k, ...line.v.flatMap(([member, score]) => [score, member]));
  else if (line.t === 'stream') for (const [id, fields] of line.v) pipeline.xadd(k, id, ...fields);
  else if (line.v !== '0-0') pipeline.eval(STREAM_END, 1, k, line.v);
}

/** A stream without entries has to be made and emptied; XSETID wants one that is there. */
const STREAM_END = `
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('XADD', KEYS[1], ARGV[1], 'x', 'x')
  redis.call('XDEL', KEYS[1], ARGV[1])
else redis.call('XSETID', KEYS[1], ARGV[1]) end
return 1`;
