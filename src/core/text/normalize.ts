import { simplify } from './simplify.ts';

/** Line ends of every system, and the two of Unicode. */
const LINE_END = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;

/** Control characters except line end and tab, and halves of a surrogate pair that stand alone. */
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]|\p{Surrogate}/gu;

/** Characters without width: soft hyphen, joiners, bidi marks, fillers, byte order mark, tags. Not the emoji joiner. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these is meant alone
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** The joiner of emoji (👨‍👩‍👧), which means nothing anywhere else. */
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

const VARIATION = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** A number in a circle or a keycap stands before an item of a list: NFKC would glue it to the number behind it. */
const ENUMERATOR = /[①-⑳⒈-⒛❶-❿➀-➓]|([0-9])\u20e3/gu;

/** What NFKC must leave alone: emoji that it would spell out (🈚 ㊗ ™), fractions and raised digits (30² is not 302). */
const AS_TYPED = /\p{Extended_Pictographic}|[¼-¾²³¹⁰-₉⅐-⅟]/u;
const NOT_AS_TYPED = /[^\p{Extended_Pictographic}¼-¾²³¹⁰-₉⅐-⅟]+/gu;

const SPACES = /[\t\p{Zs}]+/gu;

/** Only what cannot be seen goes (control and zero-width characters, outer blanks): the text as typed, to be stored. */
export function display(text: string): string {
  return removeUnseen(text).trim();
}

/**
 * The form that everything is matched in: simplified characters, ASCII digits, letters and `: ; , ! ? ( )` (。 and 、
 * stay), no zero-width characters or variation selectors, plain single spaces, trimmed lines. Line ends and emoji stay.
 * Idempotent; cuts no line. An `@名\u2005` loses the mark that ends the name: take the mention out before.
 */
export function normalize(text: string): string {
  const seen = removeUnseen(text).replace(VARIATION, '').replace(ENUMERATOR, enumerator);
  const lines = simplify(compose(seen)).replace(/[∶꞉]/g, ':').replace(/〜/g, '~').split('\n');
  return lines
    .map((line) => line.replace(SPACES, ' ').trim())
    .join('\n')
    .trim();
}

function removeUnseen(text: string): string {
  return text.replace(LINE_END, '\n').replace(CONTROL, '').replace(INVISIBLE, '').replace(STRAY_JOINER, '');
}

function compose(text: string): string {
  if (!AS_TYPED.test(text)) return text.normalize('NFKC');
  return text.replace(NOT_AS_TYPED, (part) => part.normalize('NFKC'));
}

function enumerator(mark: string, keycap: string | undefined): string {
  return ` ${keycap ?? enumeratorValue(mark.charCodeAt(0))} `;
}

const FIRST_OF_ENUMERATORS = [0x2460, 0x2488, 0x2776, 0x2780, 0x278a];

function enumeratorValue(code: number): number {
  const first = FIRST_OF_ENUMERATORS.findLast((start) => start <= code) ?? code;
  return code - first + 1;
}
