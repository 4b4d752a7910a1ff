import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { addDays, type Day } from '../core/clock.ts';
import type { WeekPicture } from '../core/picture.ts';
import type { Job, PlainSheet } from './worker.ts';

export type { PlainSheet } from './worker.ts';

/** Makes the files that go out with messages, in a thread of its own: while it draws, answers go on. */
export interface Workshop {
  /** Resolves to the picture's path once it is whole; the same picture on one day is drawn once. */
  picture(picture: WeekPicture, day: Day): Promise<string>;
  /** Resolves to the workbook's path; `name` is what its receiver sees, without the ending. */
  workbook(name: string, sheets: readonly PlainSheet[], now: { day: Day; at: number }): Promise<string>;
  /** Files of days before this one go: they were sent, or never will be. Says how many days' went. */
  sweep(before: Day): Promise<number>;
  stop(): Promise<void>;
}

/** Days that a made file lies ready: a send may be held by quiet hours or a lost login. */
export const KEPT_DAYS = 3;

type Wanted = Job extends infer J ? (J extends Job ? Omit<J, 'id'> : never) : never;

/** Files come to lie under `root/outgoing/DAY`. The thread begins with the first job and keeps no program from ending. */
export function createWorkshop(root: string | undefined): Workshop {
  let worker: Worker | undefined;
  let serial = 0;
  const waiting = new Map<number, { resolve(): void; reject(error: Error): void }>();

  function failAll(error: Error): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = undefined;
  }

  function open(): Worker {
    if (worker) return worker;
    const fresh = new Worker(new URL('./thread.mjs', import.meta.url), { execArgv: [] });
    fresh.unref();
    fresh.on('message', ({ id, error }: { id: number; error?: string }) => {
      const job = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) fresh.unref();
      if (error === undefined) job?.resolve();
      else job?.reject(new Error(`could not be made: ${error}`));
    });
    fresh.on('error', failAll);
    fresh.on('exit', () => failAll(new Error('the workshop was closed')));
    worker = fresh;
    return fresh;
  }

  function run(job: Wanted): Promise<void> {
    const id = ++serial;
    const thread = open();
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      thread.ref();
      thread.postMessage({ ...job, id });
    });
  }

  function folder(day: Day): string {
    if (root === undefined) throw new Error('there is no folder for files that go out');
    return join(root, 'outgoing', day);
  }

  const hash = (what: unknown) =>
    createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 24);

  return {
    async picture(picture, day) {
      const path = join(folder(day), `${hash(picture)}.png`);
      if (!existsSync(path)) await run({ kind: 'picture', picture, path });
      return path;
    },
    async workbook(name, sheets, { day, at }) {
      const plain = name.replace(/[^\p{L}\p{N}()-]+/gu, ' ').trim();
      const path = join(folder(day), hash([name, at]), `${plain}.xlsx`);
      await run({ kind: 'workbook', sheets, at, path });
      return path;
    },
    async sweep(before) {
      if (root === undefined) return 0;
      const days = await readdir(join(root, 'outgoing')).catch(() => []);
      const old = days.filter((d) => /^\d{4}-\d\d-\d\d$/.test(d) && d < addDays(before, -KEPT_DAYS));
      for (const day of old) await rm(join(root, 'outgoing', day), { recursive: true, force: true });
      return old.length;
    },
    async stop() {
      const thread = worker;
      worker = undefined;
      await thread?.terminate();
    },
  };
}
