import { dayOf } from '../src/core/clock.ts';
import { wrongIn } from '../src/features/policy/book.ts';
import { readBookSheet } from '../src/features/policy/bookSheet.ts';
import { loadBook, readFolder } from '../src/policy-files.ts';
import { withOwnStore } from './own-store.ts';

const USAGE = 'npm run policies -- FILE.xlsx|FOLDER [--write]';

/** Reads a book from Excel or a folder. Without `--write` it only says what would happen; exit code 1 where anything is wrong. */
async function run([path, flag]: string[]): Promise<number> {
  if (!path || (flag !== undefined && flag !== '--write')) {
    console.error(USAGE);
    return 2;
  }
  const now = Date.now();
  const sheet = /\.xlsx$/i.test(path);
  const found = sheet
    ? await readBookSheet(path)
    : { entries: readFolder(path, now).map((read) => ({ from: path, read })), wrong: [] };
  const wrong = [...found.wrong, ...wrongIn(sheet ? found.entries : [], dayOf(now))];
  for (const line of wrong) console.error(line);
  const ids = found.entries.map((e) => `${e.read.id} ${e.read.entry.title}`);
  console.log(`${ids.length} entries can be taken in as drafts, ${wrong.length} things are wrong.`);
  if (wrong.length > 0) return 1;
  if (flag !== '--write') {
    console.log(`${ids.join('\n')}\nNothing was written. To write: ${USAGE.replace('[--write]', '--write')}`);
    return 0;
  }
  const entries = found.entries.map((e) => e.read);
  const { loaded, kept } = await withOwnStore((store) => loadBook(store, entries, now));
  console.log(
    `Taken in as drafts: ${loaded.join(' ') || 'none'}. There already, left alone: ${kept.join(' ') || 'none'}.`,
  );
  return 0;
}

process.exitCode = await run(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  return 1;
});
