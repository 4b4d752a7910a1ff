import { fold, segment, soundsOf } from './pinyin.ts';

/**
 * How a text sounds: toneless pinyin with common confusions folded, syllables between spaces (`走坊` and `走访` are both
 * `zou han`). Each character with its commonest reading; latin letters that are pinyin count as such; other characters
 * stay as they are, in lower case.
 */
export function soundOf(text: string): string {
  const parts = text.toLowerCase().match(/[a-z]+|[^a-z\s]/gu) ?? [];
  return parts.flatMap((part) => soundsOfPart(part)).join(' ');
}

function soundsOfPart(part: string): string[] {
  if (!/^[a-z]/.test(part)) return [soundsOf(part).folded[0] ?? part];
  const [syllables] = segment(part.slice(0, 40), 1);
  return syllables === undefined ? [part] : syllables.map(fold);
}

/**
 * How many characters must be changed, put in, left out or swapped with their neighbour (optimal string alignment).
 * Counts code points.
 */
export function editDistance(a: string | readonly string[], b: string | readonly string[]): number {
  const left = [...a];
  const right = [...b];
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (const [i, char] of left.entries()) {
    const row = [i + 1];
    for (const [j, other] of right.entries()) {
      const changed = (last[j] ?? 0) + (char === other ? 0 : 1);
      const swapped = i > 0 && j > 0 && char === right[j - 1] && left[i - 1] === other;
      row.push(
        Math.min(
          changed,
          (last[j + 1] ?? 0) + 1,
          (row[j] ?? 0) + 1,
          swapped ? (before[j - 1] ?? 0) + 1 : Infinity,
        ),
      );
    }
    before = last;
    last = row;
  }
  return last[right.length] ?? 0;
}

/** Characters that are typed for one another because they look alike (撒回 for 撤回). */
const LOOKALIKES = [
  '撒撤',
  '末未',
  '己已',
  '治冶',
  '侍待',
  '拆折',
  '贷货',
  '帐张账',
  '坏环',
  '入人',
  '间问',
  '柝析',
  '报抱',
  '询洵',
  '享亨',
  '材村',
];

/** How far a word is from a candidate; only what could be a slip counts, the smaller the likelier. */
function slip(word: string, candidate: string): number {
  if (word === candidate) return 0;
  if (soundOf(word) === soundOf(candidate)) return 1;
  const chars = [...word];
  const others = [...candidate];
  const wrong = chars.filter((char, i) => char !== others[i]).length;
  if (chars.length === others.length && wrong === 1) {
    const at = chars.findIndex((char, i) => char !== others[i]);
    const alike = LOOKALIKES.some(
      (group) => group.includes(chars[at] ?? '') && group.includes(others[at] ?? ''),
    );
    if (alike) return 2;
  }
  const enough =
    Math.min(chars.length, others.length) >= 3 ||
    (chars.length === 2 && [...chars].reverse().join('') === candidate);
  return enough && editDistance(chars, others) === 1 ? 3 : Infinity;
}

/**
 * Those of the candidates that a word may be a slip for, likeliest first: the same word, the same sound, a look-alike
 * character, then (three characters or more) one wrong, missing or extra character, or two swapped ones.
 */
export function nearest(word: string, candidates: readonly string[]): string[] {
  return candidates
    .map((candidate) => ({ candidate, slip: slip(word, candidate) }))
    .filter((near) => near.slip < Infinity)
    .sort((a, b) => a.slip - b.slip)
    .map((near) => near.candidate);
}
