import { idKey, labelKey, labelKeys, nearKeys, sureKeys } from './nameKeys.ts';
import { type How, type Likeness, likenessOf, WEAK, type Word, wordOf } from './nameMatch.ts';
import { plainName } from './nameSound.ts';
import { surnameIn, surnameOf, withoutHouse } from './nickname.ts';
import { buildPostings, type Postings } from './postings.ts';

export interface NameEntry {
  id: string;
  name: string;
  aliases: string[];
  villageId: string;
}

/** Who asks: his own ids are meant first, then those of his villages, then the rest. */
export interface Asker {
  own: ReadonlySet<string>;
  villages: ReadonlySet<string>;
}

/** An index of names, made by `buildNames`; `putName` moves it on one entry at a time. */
export interface NameIndex {
  /** An entry that was taken out leaves a gap. */
  readonly entries: readonly (NameEntry | undefined)[];
  /** Of each entry the name, then its aliases, as they are compared (`plainName`). */
  readonly labels: readonly (readonly string[])[];
  readonly postings: Postings;
  /** First characters of all labels, those of entries that are gone included. */
  readonly firsts: ReadonlySet<string>;
  /** Length of the longest label that was ever there. */
  readonly longest: number;
}

interface Growing extends NameIndex {
  entries: (NameEntry | undefined)[];
  labels: (readonly string[])[];
  firsts: Set<string>;
  longest: number;
}

/** Builds the index of some households or people. At most 1,048,576 entries. */
export function buildNames(entries: readonly NameEntry[]): NameIndex {
  const index: Omit<Growing, 'postings'> = { entries: [], labels: [], firsts: new Set(), longest: 0 };
  const postings = buildPostings((put) => {
    for (const [item, entry] of entries.entries()) {
      take(index, item, entry);
      for (const key of keysOf(index.labels[item] ?? [], entry.id)) put(key, item);
    }
  });
  return { ...index, postings };
}

/**
 * Puts an entry in, in the place of the one with its id; without a name (`gone`) it is only taken out. Takes some
 * microseconds, however large the index is; answers false where so many were moved on that it should be built anew.
 */
export function putName(names: NameIndex, entry: NameEntry, gone = false): boolean {
  const index = names as Growing;
  for (const old of index.postings.find(idKey(entry.id))) {
    if (index.entries[old]?.id !== entry.id) continue;
    index.entries[old] = undefined;
    index.labels[old] = [];
  }
  if (gone) return true;
  const item = index.entries.length;
  take(index, item, entry);
  return index.postings.add(keysOf(index.labels[item] ?? [], entry.id), item);
}

function take(index: Omit<Growing, 'postings'>, item: number, entry: NameEntry): void {
  const labels = [entry.name, ...entry.aliases].map(plainName);
  index.entries[item] = entry;
  index.labels[item] = labels;
  for (const label of labels) {
    index.firsts.add(label.charAt(0));
    index.longest = Math.max(index.longest, label.length);
  }
}

const keysOf = (labels: readonly string[], id: string) => [idKey(id), ...labels.flatMap(labelKeys)];

/** A name that a word may mean. `score` is about 0 to 1.1; what is nearer to the asker has more. */
export interface Match {
  how: How;
  entry: NameEntry;
  score: number;
  /** Met by a form of address only (老罗 for the one 罗 of the asker's own): likely, but to be asked. */
  weak?: true;
}

const MOST = 5;
const NEARER = [0, 0.06, 0.12] as const;
/** A slip for one of the asker's own stands before the same sound elsewhere; where a name is met as it is written, none is looked for. */
const OWN_SLIP = 0.22;

function nearer({ how, score }: Likeness, tier: 0 | 1 | 2): number {
  const slip = tier === 2 && (how === 'oneWrong' || how === 'twoWrong');
  return score + (slip ? OWN_SLIP : NEARER[tier]);
}

/**
 * The names that a typed word may mean, best first, at most five. Words like 家里 behind it do not count. Where a name or
 * alias is met exactly only homophones stand beside it; a form of address (老彭, 覃婆婆) means the one entry of the
 * asker's own with that surname. Only `exact` and `alias` without `weak` may be taken without asking, and only where a
 * single entry is met so.
 */
export function lookUp(index: NameIndex, word: string, asker: Asker): Match[] {
  const typed = plainName(word);
  if (typed.length < 2) return [];
  const words = [...new Set([typed, withoutHouse(typed)])].map(wordOf);
  const best = new Map<number, Likeness>();
  for (const one of words) {
    for (const item of items(index, sureKeys(one))) keepBest(best, item, bestLikeness(index, item, one));
    for (const item of addressed(index, one.text, asker))
      keepBest(best, item, { how: 'alias', score: 0.8, weak: true });
  }
  if (![...best.values()].some(isSure)) {
    for (const one of words) {
      for (const item of items(index, nearKeys(one))) keepBest(best, item, bestLikeness(index, item, one));
    }
  }
  const first: Match[] = [];
  for (const [item, like] of best) {
    const entry = index.entries[item];
    if (entry === undefined) continue;
    const tier = tierOf(entry, asker);
    if (like.score < WEAK && tier === 0) continue;
    const score = nearer(like, tier);
    const last = first.length === MOST ? first.at(-1) : undefined;
    if (!last || stands(score, entry, last)) keepFirst(first, { ...like, entry, score });
  }
  return first;
}

/** Whether an entry with this score stands before a match. */
const stands = (score: number, { id }: NameEntry, match: Match) =>
  score > match.score || (score === match.score && id < match.entry.id);

/** Puts a match in its place among the best ones, of which there are at most `MOST`. */
function keepFirst(first: Match[], match: Match): void {
  const at = first.findIndex((m) => stands(match.score, match.entry, m));
  first.splice(at < 0 ? first.length : at, 0, match);
  first.length = Math.min(first.length, MOST);
}

/** Met by its name or a known alias, letter for letter. */
function isSure({ how, weak }: Likeness): boolean {
  return how === 'exact' || (how === 'alias' && weak === undefined);
}

function items(index: NameIndex, keys: readonly number[]): Set<number> {
  const found = new Set<number>();
  for (const key of keys) for (const item of index.postings.find(key)) found.add(item);
  return found;
}

function bestLikeness(index: NameIndex, item: number, word: Word): Likeness | undefined {
  const labels = index.labels[item] ?? [];
  let best: Likeness | undefined;
  // Thousands of entries share two characters with a word: no iterator for each.
  for (let i = 0; i < labels.length; i++) {
    const found = likenessOf(word, labels[i] ?? '', i > 0);
    if (found && found.score > (best?.score ?? 0)) best = found;
  }
  return best;
}

function keepBest(best: Map<number, Likeness>, item: number, found: Likeness | undefined): void {
  if (found && found.score > (best.get(item)?.score ?? 0)) best.set(item, found);
}

/** The entry of the asker's own that a form of address means; none where two of them bear the surname. */
function addressed(index: NameIndex, word: string, asker: Asker): number[] {
  const surname = surnameIn(word);
  if (surname === null) return [];
  const named = [...asker.own]
    .flatMap((id) => index.postings.find(idKey(id)).filter((item) => index.entries[item]?.id === id))
    .filter((item) => surnameOf(index.labels[item]?.[0] ?? '') === surname);
  return named.length === 1 ? named : [];
}

/** 2: the asker's own; 1: of his villages; 0: the rest. */
function tierOf(entry: NameEntry, asker: Asker): 0 | 1 | 2 {
  if (asker.own.has(entry.id)) return 2;
  return asker.villages.has(entry.villageId) ? 1 : 0;
}

/** A name that stands in a text. `others` bear the same name and are as near to the asker: ask which. */
export interface NameInText {
  entry: NameEntry;
  index: number;
  length: number;
  how: 'exact' | 'alias';
  others: NameEntry[];
}

/**
 * Names and aliases of two characters or more in a normalised text, the longest first and not overlapping, given back in
 * the order of the text. Of several entries with one name the asker's own is taken, then one of his villages.
 */
export function findNames(index: NameIndex, text: string, asker: Asker): NameInText[] {
  const found: NameInText[] = [];
  for (let length = Math.min(index.longest, text.length); length >= 2; length--) {
    for (let at = 0; at + length <= text.length; at++) {
      if (!index.firsts.has(text.charAt(at))) continue;
      if (found.some((other) => at < other.index + other.length && other.index < at + length)) continue;
      const name = nameAt(index, text.slice(at, at + length), asker);
      if (name !== undefined) found.push({ ...name, index: at, length });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

function nameAt(
  index: NameIndex,
  label: string,
  asker: Asker,
): Pick<NameInText, 'entry' | 'how' | 'others'> | undefined {
  const bearers = index.postings.find(labelKey(label)).flatMap((item) => {
    const entry = index.entries[item];
    const place = index.labels[item]?.indexOf(label) ?? -1;
    if (entry === undefined || place < 0) return [];
    return [
      { entry, how: place === 0 ? ('exact' as const) : ('alias' as const), tier: tierOf(entry, asker) },
    ];
  });
  const [best, ...rest] = bearers.sort(
    (a, b) => b.tier - a.tier || Number(a.how === 'alias') - Number(b.how === 'alias'),
  );
  if (best === undefined) return undefined;
  const others = rest.filter(({ tier }) => tier === best.tier).map(({ entry }) => entry);
  return { entry: best.entry, how: best.how, others: others.slice(0, MOST - 1) };
}
