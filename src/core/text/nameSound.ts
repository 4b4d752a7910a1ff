import { normalize } from './normalize.ts';
import { segment, soundsOf } from './pinyin.ts';
import { simplify } from './simplify.ts';

/** A name as it is compared: normalised, without blanks and dots, latin letters small. */
export function plainName(name: string): string {
  if (/^[\u4e00-\u9fff]+$/.test(name)) return simplify(name);
  return normalize(name)
    .replace(/[\s·•.]/g, '')
    .toLowerCase();
}

/** The folded readings of each character; a character without any sounds like itself. */
export function soundsAt(name: string): (readonly string[])[] {
  return [...name].map((char) => {
    const { folded } = soundsOf(char);
    return folded.length > 0 ? folded : [char];
  });
}

/** One of each, in every way, at most `limit` ways; the commonest first. */
export function combinations(choices: readonly (readonly string[])[], limit: number): string[][] {
  let found: string[][] = [[]];
  for (const options of choices) {
    const longer: string[][] = [];
    for (const option of options) {
      for (const start of found) if (longer.length < limit) longer.push([...start, option]);
    }
    found = longer;
  }
  return found;
}

/**
 * A name typed partly in pinyin, syllable by syllable: `罗启ming` is 罗, 启, ming. Every way to cut the letters; none where
 * there are no letters, or they are no pinyin.
 */
export function mixedSyllables(word: string): string[][] {
  if (!/[a-z]/.test(word)) return [];
  let found: string[][] = [[]];
  for (const part of word.match(/[a-z]+|[^a-z]/gu) ?? []) {
    const ways = /^[a-z]/.test(part) ? segment(part) : [[part]];
    found = found.flatMap((start) => ways.map((way) => [...start, ...way])).slice(0, 8);
  }
  return found;
}
