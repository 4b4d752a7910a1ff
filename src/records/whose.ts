import type { Sender } from '../core/roles.ts';
import { findNames, lookUp } from '../core/text/names.ts';
import { askerFor } from './find.ts';
import type { Directory, HouseholdBrief } from './read.ts';
import { byNumber } from './which.ts';

/** Whose household the words of a command are about, and the words without its name. */
export type Whose =
  | { kind: 'known'; household: HouseholdBrief; rest: string }
  /** Nearly somebody's name, or the name of several: not taken without a word of the sender. */
  | { kind: 'like'; word: string; options: HouseholdBrief[]; rest: string }
  | { kind: 'nobody'; rest: string };

const AFTER = /^(老人家|家里|家中|屋里|屋头|他家|她家|家|户|的)?[\s,:、]*/;

/** The household that words name, anywhere, or whose number they begin with; nothing is guessed silently. */
export function whoseIn(words: string, sender: Sender, directory: Directory): Whose {
  const numbered = byNumber(words.trimStart(), directory);
  if (numbered?.household)
    return { kind: 'known', household: numbered.household, rest: numbered.rest.replace(AFTER, '').trim() };
  const asker = askerFor(sender, directory);
  const names = directory.householdNames();
  const briefs = (ids: readonly string[]) => ids.flatMap((id) => directory.household(id) ?? []);
  const [first] = findNames(names, words, asker);
  if (first) {
    const rest = `${words.slice(0, first.index)} ${words.slice(first.index + first.length).replace(AFTER, '')}`;
    const [household] = briefs([first.entry.id]);
    if (first.others.length === 0 && household) return { kind: 'known', household, rest: rest.trim() };
    const options = briefs([first.entry, ...first.others].map((e) => e.id));
    return { kind: 'like', word: first.entry.name, options, rest: rest.trim() };
  }
  const word = /^[\p{Script=Han}]{2,4}(?=[\s,:]|$)/u.exec(words)?.[0];
  const likely = word ? lookUp(names, word, asker).filter((m) => m.score >= 0.6) : [];
  if (!word || likely.length === 0) return { kind: 'nobody', rest: words };
  // A name that is nearly one of the sender's own means that one, as with a visit (M43).
  const own = likely.filter((m) => asker.own.has(m.entry.id));
  const meant = own.length === 1 ? own : likely;
  const options = briefs(meant.slice(0, 3).map((m) => m.entry.id));
  return { kind: 'like', word, options, rest: words.slice(word.length).replace(AFTER, '').trim() };
}
