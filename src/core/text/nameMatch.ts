import { editDistance } from './fuzzy.ts';
import { combinations, mixedSyllables, soundsAt } from './nameSound.ts';
import { fold, soundsOf } from './pinyin.ts';

/** How a typed word meets a name, the surest first. */
export type How = 'exact' | 'alias' | 'homophone' | 'oneWrong' | 'pinyin' | 'twoWrong';

/** 0 to 1. Below `WEAK` the two have so little in common that only names near to the asker should be offered. */
export interface Likeness {
  how: How;
  score: number;
  /** Only a form of address: likely, but to be asked. */
  weak?: true;
}

export const WEAK = 0.6;

/** A typed word, taken apart once for all comparisons. */
export interface Word {
  text: string;
  /** Its syllables, folded, in every way to read it. */
  sounds: string[][];
  /** The parts of a word with pinyin in it, a character or a syllable each; empty where there is no pinyin. */
  mixed: string[][];
  /** How near two characters are, once worked out: a word is compared with hundreds of names that share their characters. */
  near: Map<string, { sound: number; letters?: number }>;
  /** How like it is to names that were compared already: many people bear one name. */
  compared: Map<string, Likeness | undefined>;
}

const MAX_SOUNDS = 8;

export function wordOf(text: string): Word {
  const mixed = mixedSyllables(text);
  const ways = mixed.length > 0 ? mixed.map((parts) => parts.map(foldedSounds)) : [soundsAt(text)];
  const sounds = ways.flatMap((way) => combinations(way, MAX_SOUNDS)).slice(0, MAX_SOUNDS);
  return { text, mixed, sounds, near: new Map(), compared: new Map() };
}

function foldedSounds(part: string): readonly string[] {
  return /^[a-z]/.test(part) ? [fold(part)] : soundsAt(part).flat();
}

/** `likeness`, worked out once for each name. */
export function likenessOf(word: Word, label: string, isAlias: boolean): Likeness | undefined {
  if (isAlias) return likeness(word, label, true);
  const { compared } = word;
  const known = compared.get(label);
  if (known || compared.has(label)) return known;
  const fresh = likeness(word, label, false);
  compared.set(label, fresh);
  return fresh;
}

/**
 * How like a word is to a label (a name, or an alias), or undefined where one is no slip for the other. An alias must at
 * least sound the same: 罗婆婆 is no slip for 覃婆婆.
 */
export function likeness(word: Word, label: string, isAlias: boolean): Likeness | undefined {
  if (word.text === label) return isAlias ? { how: 'alias', score: 0.98 } : { how: 'exact', score: 1 };
  const same = word.mixed.length > 0 ? asPinyin(word, label) : sameSound(word, label);
  if (isAlias) return same && { ...same, score: same.score - 0.03 };
  return same ?? (word.mixed.length > 0 ? undefined : (oneWrong(word, label) ?? twoWrong(word, label)));
}

function asPinyin(word: Word, label: string): Likeness | undefined {
  const parts = [...label];
  let best = 0;
  for (const syllables of word.mixed) {
    if (syllables.length !== parts.length) continue;
    best = Math.max(
      best,
      syllables.reduce((score, part, i) => Math.min(score, partScore(part, parts[i] ?? '')), 1),
    );
  }
  return best > 0 ? { how: 'pinyin', score: 0.8 * best } : undefined;
}

/** 1 for the same character or exact pinyin, a little less for another character or a confused sound, else 0. */
function partScore(part: string, char: string): number {
  if (part === char) return 1;
  const { plain, folded } = soundsOf(char);
  if (/^[a-z]/.test(part)) return plain.includes(part) ? 1 : folded.includes(fold(part)) ? 0.97 : 0;
  return soundsAt(part)
    .flat()
    .some((sound) => folded.includes(sound))
    ? 0.93
    : 0;
}

function sameSound(word: Word, label: string): Likeness | undefined {
  const typed = [...word.text];
  const parts = [...label];
  if (typed.length !== parts.length || typed.length < 2) return undefined;
  let score = 0.86;
  for (const [i, char] of typed.entries()) {
    const near = pair(word, char, parts[i] ?? '').sound;
    if (near === 0) return undefined;
    score -= (1 - near) * 0.4;
  }
  return { how: 'homophone', score };
}

/** 1 the same character, 0.95 the same sound, 0.9 a confused sound, else 0. */
function soundNearness(a: string, b: string): number {
  if (a === b) return 1;
  const one = soundsOf(a);
  const other = soundsOf(b);
  if (one.plain.some((sound) => other.plain.includes(sound))) return 0.95;
  return one.folded.some((sound) => other.folded.includes(sound)) ? 0.9 : 0;
}

/** What is known of two characters. */
function pair({ near }: Word, a: string, b: string): { sound: number; letters?: number } {
  const known = near.get(a + b);
  if (known) return known;
  const fresh = { sound: soundNearness(a, b) };
  near.set(a + b, fresh);
  return fresh;
}

/** Where the sounds are not the same: how much of the pinyin is, up to 0.8. */
function nearness(word: Word, a: string, b: string): number {
  const known = pair(word, a, b);
  known.letters ??= lettersNear(a, b, known.sound);
  return known.letters;
}

function lettersNear(a: string, b: string, same: number): number {
  const [x, y] = [soundsOf(a).folded[0], soundsOf(b).folded[0]];
  if (same > 0 || x === undefined || y === undefined) return same;
  return 0.8 * (1 - editDistance(x, y) / Math.max(x.length, y.length));
}

function oneWrong(word: Word, label: string): Likeness | undefined {
  const typed = [...word.text];
  const parts = [...label];
  if (Math.max(typed.length, parts.length) < 3) return undefined;
  if (typed.length !== parts.length) {
    return editDistance(typed, parts) === 1
      ? { how: 'oneWrong', score: lengthScore(typed, parts) }
      : undefined;
  }
  let at = -1;
  let next = -1;
  let wrong = 0;
  for (let i = 0; i < typed.length; i++) {
    if (typed[i] === parts[i]) continue;
    wrong += 1;
    if (wrong === 1) at = i;
    else next = i;
  }
  if (wrong === 1) {
    const near = nearness(word, typed[at] ?? '', parts[at] ?? '');
    return { how: 'oneWrong', score: 0.66 + 0.1 * near - (at === 0 ? 0.04 : 0) };
  }
  const swapped = wrong === 2 && next === at + 1 && typed[at] === parts[next] && typed[next] === parts[at];
  return swapped ? { how: 'oneWrong', score: 0.78 } : undefined;
}

/** A character missing or too many: the given name alone (启明) is usual; 罗明 for 罗启明 is little to go by. */
function lengthScore(typed: readonly string[], parts: readonly string[]): number {
  const shorter = typed.length < parts.length ? typed : parts;
  if (shorter.length >= 3) return 0.74;
  return typed.length < parts.length && parts.slice(1).join('') === typed.join('') ? 0.7 : 0.55;
}

/** The surname and another character right (by sound), the third nearly: 罗其兵 for 罗启明. */
function twoWrong(word: Word, label: string): Likeness | undefined {
  const typed = [...word.text];
  const parts = [...label];
  if (typed.length !== parts.length || typed.length < 3 || typed[0] !== parts[0]) return undefined;
  const nears = typed.map((char, i) => nearness(word, char, parts[i] ?? ''));
  const [worst = 0, second = 0] = nears.toSorted((a, b) => a - b);
  if (second < 0.9 || worst < 0.5) return undefined;
  return { how: 'twoWrong', score: 0.4 + 0.2 * worst };
}
