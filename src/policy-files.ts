import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dayOf, iso } from './core/clock.ts';
import { type BookEntry, draftOf, parseEntry, wrongIn } from './features/policy/book.ts';
import { change } from './records/change.ts';
import { policyKind } from './records/policy.ts';
import { createGate } from './runtime/gate.ts';
import { perform } from './runtime/perform.ts';
import type { Store } from './store/store.ts';

const BUILT_IN = fileURLToPath(new URL('./features/policy/book/', import.meta.url));

/**
 * The entries of a folder of Markdown files; without one, those that come with the program. Throws one error that names every
 * wrong file with its field.
 */
export function readFolder(folder: string | undefined, now: number): BookEntry[] {
  const dir = folder ?? BUILT_IN;
  const files = readdirSync(dir)
    .filter((f) => f.endsWith('.md'))
    .sort();
  const wrong: string[] = [];
  const entries = files.flatMap((from) => {
    try {
      return [{ from, read: parseEntry(readFileSync(join(dir, from), 'utf8')) }];
    } catch (error) {
      wrong.push(`${from}: ${error instanceof Error ? error.message : error}`);
      return [];
    }
  });
  wrong.push(...wrongIn(entries, dayOf(now)));
  if (files.length === 0) wrong.push('there is no .md file');
  if (wrong.length > 0)
    throw new Error(`The book of policies in ${dir} is not right:\n- ${wrong.join('\n- ')}`);
  return entries.map((e) => e.read);
}

/** Takes entries in as drafts; a number that is there already stays as it is (edited by 改政策) and is told. */
export async function loadBook(
  store: Store,
  entries: readonly BookEntry[],
  now: number,
): Promise<{ loaded: string[]; kept: string[] }> {
  const fresh = entries.filter((e) => !store.read.directory.policy(e.id));
  const ids = fresh.map((e) => e.id);
  if (fresh.length > 0) {
    await perform(store, createGate(), {
      mark: `import|policies|${ids.join()}`,
      now,
      run: async () => ({
        changes: fresh.map((e) =>
          change({ kind: policyKind, after: draftOf(e, iso(now)), action: 'policy.import', actor: 'import' }),
        ),
        home: { pushes: [] },
      }),
    });
    const numbers = fresh.map((e) => Number(e.id.slice(1)));
    await store.reserveNumbers('P', Math.max(...numbers));
  }
  return { loaded: ids, kept: entries.filter((e) => !ids.includes(e.id)).map((e) => e.id) };
}
