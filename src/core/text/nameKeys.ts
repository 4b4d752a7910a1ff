import { combinations, soundsAt } from './nameSound.ts';
import { hashOf } from './postings.ts';

/** Kinds of keys: an id, a whole label, one without a character, its sound, its sound without a syllable. */
const ID = 'i';
const LABEL = 'n';
const SHORTER = 'd';
const SOUND = 's';
const SOUND_SHORTER = 't';

/** Names longer than this are found only as a whole. */
const LONGEST_FUZZY = 12;

/** How many ways to read one name are kept (曾, 长, 乐). */
const MAX_SOUNDS = 4;

export function idKey(id: string): number {
  return hashOf(ID, [id]);
}

export function labelKey(label: string): number {
  return hashOf(LABEL, [...label]);
}

/** Every key that a label is kept under. A surname alone tells nothing: shortened keys begin at three characters. */
export function labelKeys(label: string): number[] {
  const parts = [...label];
  const keys = [hashOf(LABEL, parts)];
  if (parts.length > LONGEST_FUZZY) return keys;
  const shortened = parts.length >= 3;
  if (shortened) for (let i = 0; i < parts.length; i++) keys.push(hashOf(SHORTER, parts, i));
  for (const sound of combinations(soundsAt(label), MAX_SOUNDS)) {
    keys.push(hashOf(SOUND, sound));
    // The first syllable stays: names of another surname are not near.
    if (shortened) for (let i = 1; i < sound.length; i++) keys.push(hashOf(SOUND_SHORTER, sound, i));
  }
  return keys;
}

/** A word to be looked up: as typed, and in every way to read it. `mixed` has parts where there is pinyin in it. */
interface Typed {
  text: string;
  sounds: readonly string[][];
  mixed: readonly string[][];
}

/** Keys under which labels lie that are the word, or sound like it. */
export function sureKeys({ text, sounds }: Typed): number[] {
  return [labelKey(text), ...sounds.map((sound) => hashOf(SOUND, sound))];
}

/** Keys under which labels lie with one wrong, missing, extra or swapped character, or with one syllable wrong. */
export function nearKeys({ text, sounds, mixed }: Typed): number[] {
  const parts = [...text];
  if (mixed.length > 0 || parts.length < 2 || parts.length > LONGEST_FUZZY) return [];
  const keys = [hashOf(SHORTER, parts)];
  if (parts.length < 3) return keys;
  for (let i = 0; i < parts.length; i++) {
    keys.push(hashOf(LABEL, parts.toSpliced(i, 1)), hashOf(SHORTER, parts, i));
  }
  for (const sound of sounds) {
    for (let i = 1; i < sound.length; i++) keys.push(hashOf(SOUND_SHORTER, sound, i));
  }
  return keys;
}
