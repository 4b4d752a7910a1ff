import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { iso } from '../../src/core/clock.ts';
import { UserError } from '../../src/errors.ts';
import { type Making, unused, villageChanges } from '../../src/features/roster/changes.ts';
import { newReport } from '../../src/features/roster/compare.ts';
import { gather, type Roster } from '../../src/features/roster/gather.ts';
import { staffChanges } from '../../src/features/roster/staffChanges.ts';
import { changesNothing, flawsText, reportText } from '../../src/features/roster/told.ts';
import { importedRhythm } from '../../src/features/visit/import.ts';
import { type Change, change } from '../../src/records/change.ts';
import { type Import, importKind } from '../../src/records/import.ts';
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
  if (!existsSync(file)) throw new UserError(`没有这个文件:${file}`);
  const tried = await goThrough(store, file, settings, undefined);
  if (tried.roster.flaws.count > 0) {
    print(flawsText(tried.roster.flaws, NAMED));
    return 1;
  }
  print(reportText(tried.roster, tried.report, NAMED));
  if (changesNothing(tried.report)) {
    print('和现在的一样,不用写入。');
    return 0;
  }
  if (!(await settings.agreed())) {
    print('没有写入。加上 --yes 写入。');
    return 0;
  }
  const run = await begin(store, file, tried.roster.counts.household, settings.now());
  await finishImport(store, run, settings);
  return 0;
}

/** Ends imports that were cut off: what was agreed to is written whole. */
export async function resumeImports(store: Store, settings: ImportSettings): Promise<void> {
  const { connections } = store.raw;
  for (const id of await connections.read.zrange(key(PEOPLE, 'imports:running'), '0', '-1')) {
    const run = await store.read.get(importKind, id);
    if (!run) continue;
    settings.print(`上次的导入 ${run.file} 中途断了,接着写完。`);
    await finishImport(store, run, settings);
  }
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

async function finishImport(store: Store, run: Import, settings: ImportSettings): Promise<void> {
  const copy = kept(store, run.hash);
  const { roster, report } = await goThrough(store, copy, settings, run);
  if (roster.flaws.count > 0)
    throw new UserError(`档案在这中间改过,写不下去了:\n${flawsText(roster.flaws, NAMED)}`);
  const now = settings.now();
  const done: Import = { ...run, status: 'done' };
  const changes = [
    change({ kind: importKind, before: run, after: done, action: 'import.end', actor: 'import' }),
  ];
  await perform(store, createGate(), {
    mark: `import|${run.id}|end`,
    now,
    run: async () => ({ changes, home: { pushes: [] } }),
  });
  await rm(copy, { force: true });
  settings.print(`写好了。\n${reportText(roster, report, 0)}`);
}

/** Reads the whole file; with a `run` its rows are written lot by lot, otherwise they are only compared. */
async function goThrough(store: Store, file: string, settings: ImportSettings, run: Import | undefined) {
  const { directory } = store.read;
  const report = newReport();
  const spool = diskSpool();
  let made = 0;
  const dry = async (letter: string) => `${letter}?${++made}`;
  const allot = run ? unused(store.nextNumber, directory) : dry;
  try {
    const roster = await gather(file, {
      directory,
      spool,
      allot,
      progress: (n) => n % 20_000 === 0 && settings.progress(`读了${n}行`),
    });
    if (roster.flaws.count > 0) return { roster, report };
    const now = run ? Date.parse(run.at) : settings.now();
    const making: Making = {
      read: store.read,
      report,
      by: 'import',
      now,
      source: { messageId: 'import', chat: 'import' },
      allot,
      rhythm: (household, at) => importedRhythm(household, [], at),
    };
    await write(staffChanges(roster, roster.staff, making), 'staff');
    await lots(roster, making);
    return { roster, report };
  } finally {
    spool.clear();
  }

  async function lots(roster: Roster, making: Making): Promise<void> {
    let done = 0;
    for (const villageId of spool.villages()) {
      let lot = 0;
      for await (const changes of villageChanges(villageId, spool, making)) {
        await write(changes, `${villageId}|${lot++}`);
        done += changes.filter((c) => c.kind.name === 'household').length;
        if (run) settings.progress(`写了${done}户,共${roster.counts.household}户`);
      }
    }
  }

  async function write(changes: Change[], lot: string): Promise<void> {
    if (!run || changes.length === 0) return;
    // A lot that a cut-off run wrote shows no changes any more: the mark only keeps one lot from being written twice.
    const mark = `import|${run.id}|${lot}|${createHash('sha256')
      .update(changes.map((c) => c.after.id).join())
      .digest('hex')
      .slice(0, 12)}`;
    await perform(store, createGate(), {
      mark,
      now: settings.now(),
      run: async () => ({ changes, home: { pushes: [] } }),
    });
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
