import type { Sender } from '../core/roles.ts';
import { clip } from '../core/text/clean.ts';
import { findNames, lookUp } from '../core/text/names.ts';
import { askerFor } from './find.ts';
import type { Directory, HouseholdBrief } from './read.ts';

/** The household that words begin with: one, several to choose from (or a near miss to be asked about), or none. */
export type Which =
  | { kind: 'one'; household: HouseholdBrief; rest: string }
  | { kind: 'several'; word: string; options: string[]; rest: string }
  | { kind: 'none'; word: string };

const AFTER = /^(?:家里|家的|家|户)?的?[\s,:、]*/;
const MOST = 5;

/** Reads `邓有福 …`, `邓有福家 …` or `H07 …`. Two of one name are asked about, never guessed. */
export function whichHousehold(text: string, sender: Sender, directory: Directory): Which {
  const numbered = byNumber(text, directory);
  if (numbered) {
    const { word, household, rest } = numbered;
    return household ? { kind: 'one', household, rest } : { kind: 'none', word };
  }
  const asker = askerFor(sender, directory);
  const names = directory.householdNames();
  const found = findNames(names, text, asker).find((f) => f.index === 0);
  if (found) {
    const rest = text.slice(found.length).replace(AFTER, '');
    const household = directory.household(found.entry.id);
    if (household && found.others.length === 0) return { kind: 'one', household, rest };
    return {
      kind: 'several',
      word: text.slice(0, found.length),
      options: [found.entry, ...found.others].map((e) => e.id),
      rest,
    };
  }
  const word = /^[^\s,:、]{2,6}/.exec(text)?.[0] ?? '';
  const near = lookUp(names, word, asker).map((m) => m.entry.id);
  if (near.length === 0) return { kind: 'none', word: clip(word, 8) };
  return {
    kind: 'several',
    word,
    options: near.slice(0, MOST),
    rest: text.slice(word.length).replace(AFTER, ''),
  };
}

/** The household whose number words begin with (`H07 …`, `h-7 …`), none where there is no such; null where it is no number. */
export function byNumber(
  text: string,
  directory: Directory,
): { word: string; household?: HouseholdBrief; rest: string } | null {
  const found = /^h\s*-?\s*0*(\d{1,9})(?!\d)[\s,:、]*/i.exec(text);
  if (!found) return null;
  const digits = found[1] ?? '';
  const household = directory.household(`H${digits}`) ?? directory.household(`H${digits.padStart(2, '0')}`);
  return { word: `H${digits}`, household, rest: text.slice(found[0].length) };
}

/** `邓有福(河湾村1组·上寨)`: enough to tell two of one name apart. */
export function placeOf(household: HouseholdBrief, directory: Directory): string {
  return `${household.head}(${directory.village(household.villageId)?.name ?? ''}${household.group})`;
}
