import { createLibrary } from '../../../src/features/policy/library.ts';
import type { Read } from '../../../src/records/read.ts';
import type { Figure } from '../../bench.ts';
import { readBook } from '../../sample/book.ts';
import { guarding } from './guarding.ts';
import { byHand } from './hands.ts';
import { beside } from './peers.ts';
import { curve, quality } from './quality.ts';
import { readSets, SETS, type SetName } from './sets.ts';
import { atScale, times } from './speed.ts';

/** How well questions are answered, how well the guard guards, and how fast. */
export async function ask(): Promise<Figure[]> {
  const book = readBook('2017-09-13T08:00:00+08:00');
  const library = createLibrary();
  // One list, not one a call: the library builds its index anew when they change.
  const NONE: never[] = [];
  const read = {
    directory: {
      policies: () => book,
      policy: (id: string) => book.find((p) => p.id === id),
      synonyms: () => NONE,
    },
  } as unknown as Read;
  const sets = readSets();
  const asked = (name: SetName) => sets[name].filter((s) => s.entries.length > 0);
  const texts = SETS.flatMap((name) => sets[name].map((s) => s.text));
  // First: what others leave behind and is collected later would be counted in its favour.
  const scale = atScale(book, texts);
  return [
    ...SETS.flatMap((name) => quality(name, asked(name), library, read)),
    ...curve([...asked('seen'), ...asked('unseen')], library, read),
    ...SETS.flatMap((name) => guarding(name, sets[name], library, read)),
    ...byHand(book, read),
    ...beside(book, asked('unseen'), (text) => library.hits(text, read, 3).map((h) => h.id)),
    ...times('guard', texts, (t) => library.judge(t, read)),
    ...scale,
  ];
}
