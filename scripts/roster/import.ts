import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { iso } from '../../src/core/clock.ts';
import { UserError } from '../../src/errors.ts';
import { unused, villageChanges } from '../../src/features/roster/changes.ts';
import { newReport } from '../../src/features/roster/compare.ts';
import { gather, type Roster } from '../../src/features/roster/gather.ts';
import type { Making } from '../../src/features/roster/making.ts';
import { staffChanges } from '../../src/features/roster/staffChanges.ts';
import { changesNothing, flawsText, reportText } from '../../src/features/roster/told.ts';
import { importedRhythm } from '../../src/features/visit/import.ts';
import { type Change, change } from '../../src/records/change.ts';
import { type Import, importKind } from '../../src/records/import.ts';
import { finish } from '../../src/runtime/finish.ts';
import { createGate } from '../../src/runtime/gate.ts';
import { perform } from '../../src/runtime/perform.ts';
import { key, PEOPLE } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/store.ts';
import { diskSpool } from './spool.ts';

export interface ImportSettings {
  now(): number;
  print(text: string): void;
  /** Said again and again while it goes on. */
  progress(text: string): void;
}

/** Flaws and differences that the terminal names. */
const NAMED = 40;

/**
 * Tries a roster file out, says what it would do, and writes it where `agreed` says so. Resolves with the exit code: 0, or 1
 * where the file has flaws (nothing is written then).
 */
export async function importRoster(
  store: Store,
  file: string,
  settings: ImportSettings & { agreed(): Promise<boolean> },
): Promise<number> {
  const { print } = settings;
  await endCutOff(store, settings.now());
  if (!existsSync(file)) throw new UserError(`没有这个文件:${file}`);
  const { roster, close } = await open(store, file, settings);
  try {
    if (roster.flaws.count > 0) {
      print(flawsText(roster.flaws, NAMED));
      return 1;
    }
    const report = await goThrough(store, roster, settings);
    print(reportText(roster, report, NAMED));
    if (changesNothing(report)) {
      print('和现在的一样,不用写入。');
      return 0;
    }
    if (!(await settings.agreed())) {
      print('没有写入。加上 --yes 写入。');
      return 0;
    }
    const run = await begin(store, file, roster.counts.household, settings.now());
    await finishImport(store, run, roster, settings);
    return 0;
  } finally {
    close();
  }
}

/**
 * Ends imports that were cut off: what was agreed to is written whole. One whose file is gone (it lies in no backup) or does
 * not fit any more is given up and named: it must not stand in the way of every import after it.
 */
export async function resumeImports(store: Store, settings: ImportSettings): Promise<void> {
  const { connections } = store.raw;
  await endCutOff(store, settings.now());
  for (const id of await connections.read.zrange(key(PEOPLE, 'imports:running'), '0', '-1')) {
    const run = await store.read.get(importKind, id);
    if (!run) continue;
    const opened = await reopen(store, run, settings);
    if ('wrong' in opened) {
      await end(store, run, 'abandoned', settings.now());
      settings.print(
        `上次的导入 ${run.file} 中途断了,接不下去:${opened.wrong}\n写进去的留着,没写完的不写了。请把这个文件改好再导入一遍。`,
      );
      continue;
    }
    settings.print(`上次的导入 ${run.file} 中途断了,接着写完。`);
    try {
      await finishImport(store, run, opened.roster, settings);
    } finally {
      opened.close();
    }
  }
}

/** The kept file of a run, or why it cannot be gone on with. */
async function reopen(
  store: Store,
  run: Import,
  settings: ImportSettings,
): Promise<Opened | { wrong: string }> {
  const file = kept(store, run.hash);
  if (!existsSync(file)) return { wrong: '留的那份文件不在了。' };
  try {
    const opened = await open(store, file, settings);
    if (opened.roster.flaws.count === 0) return opened;
    opened.close();
    return { wrong: `档案在这中间改过了。\n${flawsText(opened.roster.flaws, NAMED)}` };
  } catch (error) {
    if (error instanceof UserError) return { wrong: error.message };
    throw error;
  }
}

/** A household that an import was moving when it was cut off arrives where it was going: before that it is nowhere. */
async function endCutOff(store: Store, now: number): Promise<void> {
  // The rows are compared anew behind this: what changed meanwhile is seen there.
  const lost = () => [];
  for (const mark of (await store.home.plans()).keys())
    if (mark.startsWith('import|')) await finish(store, createGate(), { mark, now, lost });
}

const folder = (store: Store) => path.join(store.files.root ?? '.', 'imports');
const kept = (store: Store, hash: string) => path.join(folder(store), `${hash}.xlsx`);

/** Keeps the file and writes down that it is going in: from here on it is finished, whatever happens. */
async function begin(store: Store, file: string, households: number, now: number): Promise<Import> {
  const hash = await hashOf(file);
  await mkdir(folder(store), { recursive: true, mode: 0o700 });
  const copy = kept(store, hash);
  await copyFile(file, `${copy}.part`);
  await rename(`${copy}.part`, copy);
  const run: Import = {
    id: `${hash.slice(0, 16)}|${iso(now)}`,
    rev: 0,
    schema: 1,
    by: 'import',
    at: iso(now),
    status: 'running',
    source: { messageId: 'import', chat: 'import' },
    hash,
    file: path.basename(file),
    households,
  };
  const changes = [change({ kind: importKind, after: run, action: 'import.begin', actor: 'import' })];
  await perform(store, createGate(), {
    mark: `import|${run.id}`,
    now,
    run: async () => ({ changes, home: { pushes: [] } }),
  });
  return { ...run, rev: 1 };
}

async function finishImport(
  store: Store,
  run: Import,
  roster: Roster,
  settings: ImportSettings,
): Promise<void> {
  const report = await goThrough(store, roster, settings, run);
  await end(store, run, 'done', settings.now());
  settings.print(`写好了。\n${reportText(roster, report, 0)}`);
}

/** Writes down what became of a run; its file is needed no more. */
async function end(store: Store, run: Import, status: 'done' | 'abandoned', now: number): Promise<void> {
  const after: Import = { ...run, status };
  const action = status === 'done' ? 'import.end' : 'import.abandon';
  const changes = [change({ kind: importKind, before: run, after, action, actor: 'import' })];
  await perform(store, createGate(), {
    mark: `import|${run.id}|end`,
    now,
    run: async () => ({ changes, home: { pushes: [] } }),
  });
  await rm(kept(store, run.hash), { force: true });
}

/** A file that was read and found right or wrong; its rows wait on disk until `close`. */
interface Opened {
  roster: Roster;
  close(): void;
}

/** Reads the whole file. Villages and people without a number get one only where it is to be written. */
async function open(store: Store, file: string, settings: ImportSettings): Promise<Opened> {
  const { directory } = store.read;
  const spool = diskSpool();
  const allot = unused(store.nextNumber, directory);
  const progress = (n: number) => n % 20_000 === 0 && settings.progress(`读了${n}行`);
  try {
    const roster = await gather(file, { directory, spool, allot, progress });
    return { roster, close: spool.clear };
  } catch (error) {
    spool.clear();
    throw error;
  }
}

/** Goes through all rows; with a `run` they are written lot by lot, otherwise they are only compared. */
async function goThrough(store: Store, roster: Roster, settings: ImportSettings, run?: Import) {
  const report = newReport();
  let tried = 0;
  const making: Making = {
    read: store.read,
    report,
    by: 'import',
    now: run ? Date.parse(run.at) : settings.now(),
    source: { messageId: 'import', chat: 'import' },
    allot: run ? unused(store.nextNumber, store.read.directory) : async (letter) => `${letter}?${++tried}`,
    rhythm: (household, at, steps) => importedRhythm(household, [], at, steps),
  };
  const gate = createGate();
  async function write(changes: Change[], lot: string, inTurn?: true): Promise<void> {
    if (!run || changes.length === 0) return;
    // A lot that a cut-off run wrote shows no changes any more: the mark only keeps one lot from being written twice.
    const ids = createHash('sha256').update(changes.map((c) => c.after.id).join());
    const mark = `import|${run.id}|${lot}|${ids.digest('hex').slice(0, 12)}`;
    await perform(store, gate, {
      mark,
      now: settings.now(),
      run: async () => ({ changes, inTurn, home: { pushes: [] } }),
    });
  }
  await write(staffChanges(roster, roster.staff, making), 'staff');
  let done = 0;
  for (const villageId of roster.spool.villages()) {
    let lot = 0;
    for await (const { changes, households, inTurn } of villageChanges(villageId, roster.spool, making)) {
      await write(changes, `${villageId}|${lot++}`, inTurn);
      done += households;
      if (run && (done % 5000 < households || done === roster.counts.household))
        settings.progress(`写了${done}户,共${roster.counts.household}户`);
    }
  }
  return report;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
