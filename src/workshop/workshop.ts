import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { addDays, type Day } from '../core/clock.ts';
import type { WeekPicture } from '../core/picture.ts';
import type { CellValue, Sheet } from '../sheets/sheet.ts';
import type { Given, Job, Said, Told } from './worker.ts';

/** Makes the files that go out with messages, in a thread of its own: while it draws, answers go on. */
export interface Workshop {
  /** Resolves to the picture's path once it is whole; the same picture on one day is drawn once. */
  picture(picture: WeekPicture, day: Day): Promise<string>;
  /**
   * Resolves to the workbook's path; `name` is what its receiver sees, without the ending. Rows are asked for as they are
   * written: however many there are, a few hundred are in memory.
   */
  workbook(name: string, sheets: readonly Sheet[], now: { day: Day; at: number }): Promise<string>;
  /** Files of days before this one go: they were sent, or never will be. Says how many days' went. */
  sweep(before: Day): Promise<number>;
  stop(): Promise<void>;
}

/** Days that a made file lies ready: a send may be held by quiet hours or a lost login. */
export const KEPT_DAYS = 3;

/** Rows that are handed over together. */
const ROWS = 200;

type Without<J, K extends PropertyKey> = J extends unknown ? Omit<J, K> : never;
type Wanted = Without<Job, 'id'>;

/** Whoever waits for a job, and where the rows of its sheets come from. */
interface Waiting {
  resolve(): void;
  reject(error: Error): void;
  rows: readonly RowSource[];
  /** Why rows could not be had: what they threw. */
  failed?: unknown;
}
type RowSource = Iterator<readonly CellValue[]> | AsyncIterator<readonly CellValue[]>;

const sourceOf = ({ rows }: Sheet): RowSource =>
  Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();

/** The next rows of a sheet, none at its end. */
async function nextRows(source: RowSource | undefined): Promise<(readonly CellValue[])[]> {
  const rows: (readonly CellValue[])[] = [];
  while (source && rows.length < ROWS) {
    const next = await source.next();
    if (next.done) break;
    rows.push(next.value);
  }
  return rows;
}

/** Files come to lie under `root/outgoing/DAY`, the thread's font beside them. The thread begins with the first job and keeps no program from ending. */
export function createWorkshop(root: string | undefined): Workshop {
  let worker: Worker | undefined;
  let serial = 0;
  const waiting = new Map<number, Waiting>();

  function failAll(error: Error): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = undefined;
  }

  function open(folder: string): Worker {
    if (worker) return worker;
    const workerData: Given = { fonts: join(folder, 'fonts') };
    const fresh = new Worker(new URL('./thread.mjs', import.meta.url), { execArgv: [], workerData });
    fresh.unref();
    fresh.on('message', (said: Said) => {
      if ('wants' in said) void handOver(fresh, said.id, said.wants);
      else end(fresh, said);
    });
    fresh.on('error', failAll);
    fresh.on('exit', () => failAll(new Error('the workshop was closed')));
    worker = fresh;
    return fresh;
  }

  async function handOver(thread: Worker, id: number, sheet: number): Promise<void> {
    const tell = (told: Told) => thread.postMessage(told);
    const job = waiting.get(id);
    try {
      tell({ kind: 'rows', id, rows: await nextRows(job?.rows[sheet]) });
    } catch (error) {
      if (job) job.failed = error;
      tell({ kind: 'rows', id, rows: [], failed: 'its rows could not be read' });
    }
  }

  function end(thread: Worker, { id, error }: { id: number; error?: string }): void {
    const job = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) thread.unref();
    if (error === undefined) job?.resolve();
    else if (job?.failed instanceof Error) job.reject(job.failed);
    else job?.reject(new Error(`could not be made: ${error}`));
  }

  function run(job: Wanted, rows: readonly RowSource[] = []): Promise<void> {
    const id = ++serial;
    const thread = open(outgoing());
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, rows });
      thread.ref();
      thread.postMessage({ ...job, id });
    });
  }

  function outgoing(): string {
    if (root === undefined) throw new Error('there is no folder for files that go out');
    return join(root, 'outgoing');
  }
  const folder = (day: Day) => join(outgoing(), day);

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
      const heads = sheets.map(({ rows: _, ...sheet }) => sheet);
      await run({ kind: 'workbook', sheets: heads, at, path }, sheets.map(sourceOf));
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
