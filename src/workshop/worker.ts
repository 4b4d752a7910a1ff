import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { WeekPicture } from '../core/picture.ts';
import type { CellValue, Column } from '../sheets/sheet.ts';
import type { createDraw } from './draw.ts';

/** What the worker is asked for, and where it has to lie when it is whole. */
export type Job = { id: number; path: string } & (
  | { kind: 'picture'; picture: WeekPicture }
  | { kind: 'workbook'; sheets: readonly PlainSheet[]; at: number }
);

/** A sheet with all of its rows: what can be handed to another thread. */
export interface PlainSheet {
  name: string;
  columns: readonly Column[];
  rows: readonly (readonly CellValue[])[];
  above?: readonly string[];
}

/** Where this thread keeps its fonts: gone with it. */
const FONTS = mkdtempSync(join(tmpdir(), 'bangfu-font-'));
process.on('exit', () => rmSync(FONTS, { recursive: true, force: true }));

// What is made here may wait, an answer in a chat may not. Only Linux takes this for the one thread that says it.
if (process.platform === 'linux') setPriority(10);

let draw: ReturnType<typeof createDraw> | undefined;

async function make(job: Job): Promise<void> {
  mkdirSync(dirname(job.path), { recursive: true, mode: 0o700 });
  // Each is loaded when it is first wanted: a thread that draws needs no Excel.
  if (job.kind === 'workbook')
    return (await import('../sheets/write.ts')).writeWorkbook(job.path, job.sheets, job.at);
  draw ??= (await import('./draw.ts')).createDraw(FONTS);
  writeFileSync(`${job.path}.part`, draw(job.picture), { mode: 0o600 });
  renameSync(`${job.path}.part`, job.path);
}

parentPort?.on('message', (job: Job) => {
  make(job).then(
    () => parentPort?.postMessage({ id: job.id }),
    (error: unknown) =>
      parentPort?.postMessage({ id: job.id, error: error instanceof Error ? error.message : String(error) }),
  );
});
