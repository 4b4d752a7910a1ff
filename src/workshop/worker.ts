import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { WeekPicture } from '../core/picture.ts';
import type { CellValue, Sheet } from '../sheets/sheet.ts';
import type { createDraw } from './draw.ts';

/** What the worker is asked for, and where it has to lie when it is whole. The rows of a sheet it asks for, some at a time. */
export type Job = { id: number; path: string } & (
  | { kind: 'picture'; picture: WeekPicture }
  | { kind: 'workbook'; sheets: readonly Omit<Sheet, 'rows'>[]; at: number }
);

/** Further rows of a job's sheet; none: there are no more. `failed`: they cannot be had, and why. */
export type Rows = { kind: 'rows'; id: number; rows: readonly (readonly CellValue[])[]; failed?: string };
export type Told = Job | Rows;

/** What the worker says: it wants the next rows of a sheet, or a job is over. */
export type Said = { id: number; wants: number } | { id: number; error?: string };

/** What the thread is begun with: where its font lies between pictures. */
export interface Given {
  fonts: string;
}
const { fonts } = workerData as Given;

// What is made here may wait, an answer in a chat may not. Only Linux takes this for the one thread that says it.
if (process.platform === 'linux') setPriority(5);

let draw: ReturnType<typeof createDraw> | undefined;

/** Who waits for rows, by job: a workbook is written sheet after sheet, so it is one at a time. */
const wanting = new Map<number, (told: Rows) => void>();

const say = (said: Said) => parentPort?.postMessage(said);

async function* rowsOf(id: number, sheet: number): Sheet['rows'] & AsyncGenerator<readonly CellValue[]> {
  for (;;) {
    const told = await new Promise<Rows>((resolve) => {
      wanting.set(id, resolve);
      say({ id, wants: sheet });
    });
    if (told.failed !== undefined) throw new Error(told.failed);
    if (told.rows.length === 0) return;
    yield* told.rows;
  }
}

async function make(job: Job): Promise<void> {
  mkdirSync(dirname(job.path), { recursive: true, mode: 0o700 });
  // Each is loaded when it is first wanted: a thread that draws needs no Excel.
  if (job.kind === 'workbook') {
    const { writeWorkbook } = await import('../sheets/write.ts');
    const sheets = job.sheets.map((sheet, i) => ({ ...sheet, rows: rowsOf(job.id, i) }));
    return writeWorkbook(job.path, sheets, job.at);
  }
  draw ??= (await import('./draw.ts')).createDraw(fonts);
  writeFileSync(`${job.path}.part`, draw(job.picture), { mode: 0o600 });
  renameSync(`${job.path}.part`, job.path);
}

parentPort?.on('message', (told: Told) => {
  if (told.kind === 'rows') return wanting.get(told.id)?.(told);
  make(told)
    .then(
      () => say({ id: told.id }),
      (error: unknown) => say({ id: told.id, error: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => wanting.delete(told.id));
});
