import type { Op } from './ops.ts';
import { answered, type Connections } from './redis.ts';

/** Small facts about the running of an account (what was alarmed, who asked to be a friend); ids only, so not sealed. */
export interface Notes {
  get<T>(name: string): T | undefined;
  /** The ops that write it; `null` removes it. */
  ops(name: string, value: unknown): Op[];
  /** Follows what was written. */
  apply(name: string, value: unknown): void;
}

export async function openNotes({ read }: Connections, key: string): Promise<Notes> {
  const all = new Map<string, unknown>();
  for (const [name, raw] of Object.entries(await answered(read.hgetall(key)))) all.set(name, JSON.parse(raw));
  return {
    get: <T>(name: string) => all.get(name) as T | undefined,
    ops: (name, value) => [value === null ? ['hdel', key, name] : ['hset', key, name, JSON.stringify(value)]],
    apply(name, value) {
      if (value === null) all.delete(name);
      else all.set(name, value);
    },
  };
}
