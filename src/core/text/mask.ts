import { type Group, numberKind, type Part } from './maskShapes.ts';

/** What was blanked: an identity number or a bank card number. */
export type Masked = 'identity' | 'card';

const PLACEHOLDER: Record<Masked, string> = { identity: '〔证件号〕', card: '〔卡号〕' };

/** A digit in whatever script: \p{Nd} knows 2, ２, ٢ and 𝟐; then 二, 贰, ②. */
const DIGIT = /\p{Nd}|[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參叄陸⓪①-⑨]/u;

const DIGITS = new RegExp(DIGIT, 'gu');

/** Nothing that could be seen between two digits; keycap and variation marks belong to the digit before them. */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these is meant alone
const UNSEEN = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff]/;

/** What people put between groups of digits: spaces, hyphens, dots. */
const SEPARATOR = /[\t\p{Zs}\p{Pd}_\u2212.．。·•‧・﹒]/u;

/** The last character of an identity number may be an X. */
const CHECK = /[xXｘＸ×Χ]/;

const MAX_SEPARATORS = 3;

/**
 * Blanks identity numbers (18, or 15 of the old form) and bank card numbers (16 to 19) in a raw text: also with spaces,
 * hyphens, dots or invisible characters between, full-width, in Chinese numerals. No 15 digits in a row stay, in whatever
 * script. Phones, days, amounts, 14-digit timestamps and everything else stay byte for byte.
 * Source: contract section 5, "Identity and bank card numbers are never stored, logged or echoed".
 */
export function maskNumbers(text: string): { text: string; found: Masked[] } {
  const found: Masked[] = [];
  if ((text.match(DIGITS)?.length ?? 0) < 15) return { text, found };
  let masked = '';
  let from = 0;
  for (const run of runsOf(text)) {
    for (const part of partsOf(run, wordsBefore(text, run), wordsAfter(text, run))) {
      masked += text.slice(from, part.start) + PLACEHOLDER[part.kind];
      from = part.end;
      found.push(part.kind);
    }
  }
  return { text: masked + text.slice(from), found };
}

/** Groups of digits with nothing but separators between them. */
type Run = Group[];

/** All runs of a text that are long enough to hold a number. */
function* runsOf(text: string): Generator<Run> {
  let run: Run = [];
  for (const group of groupsOf(text)) {
    const last = run.at(-1);
    if (last !== undefined && !(last.digits.endsWith('X') || !joined(text, last.end, group.start))) {
      run.push(group);
      continue;
    }
    if (digitsIn(run) >= 15) yield run;
    run = [group];
  }
  if (digitsIn(run) >= 15) yield run;
}

function digitsIn(run: Run): number {
  return run.reduce((sum, group) => sum + group.digits.length, 0);
}

function joined(text: string, end: number, start: number): boolean {
  let separators = 0;
  for (const char of text.slice(end, start)) {
    if (UNSEEN.test(char)) continue;
    if (!SEPARATOR.test(char) || ++separators > MAX_SEPARATORS) return false;
  }
  return true;
}

/** Digits in a row, with unseen characters among them; `digits` holds their values, or `X` at the end. */
function* groupsOf(text: string): Generator<Group> {
  let group: Group | undefined;
  let at = 0;
  for (const char of text) {
    const start = at;
    at += char.length;
    if (DIGIT.test(char)) {
      group ??= { digits: '', start, end: at };
      group.digits += digitValue(char);
      group.end = at;
    } else if (group !== undefined && UNSEEN.test(char)) {
      // A keycap's marks go with its digit, should the number be blanked; other unseen characters only join.
      if (char === '\u20e3' || char === '\ufe0f') group.end = at;
    } else if (group !== undefined) {
      if (CHECK.test(char) && !/^[a-zA-Z0-9]/.test(text.slice(at))) {
        group.digits += 'X';
        group.end = at;
      }
      yield group;
      group = undefined;
    } else if (CHECK.test(char)) {
      yield { digits: 'X', start, end: at };
    }
  }
  if (group !== undefined) yield group;
}

const VALUES = [
  '〇零⓪',
  '一幺壹①',
  '二贰貳②',
  '三叁參叄③',
  '四肆④',
  '五伍⑤',
  '六陆陸⑥',
  '七柒⑦',
  '八捌⑧',
  '九玖⑨',
];

/** The value of a digit as one ASCII digit; a script that NFKC does not know counts as 0 (only its length matters). */
function digitValue(char: string): string {
  const ascii = char.normalize('NFKC');
  if (/^[0-9]$/.test(ascii)) return ascii;
  const value = VALUES.findIndex((chars) => chars.includes(char));
  return String(Math.max(value, 0));
}

/** No number that is written in groups has more of them than a card has digits. */
const MAX_GROUPS = 19;

/** The numbers to blank in a run, from left to right, at each place the longest. */
function partsOf(run: Run, before: string, after: string): (Part & { kind: Masked })[] {
  const parts: (Part & { kind: Masked })[] = [];
  let first = 0;
  while (first < run.length) {
    const part = longestPart(run, first, first === 0 ? before : '', after);
    if (part !== undefined) parts.push(part);
    first = part === undefined ? first + 1 : part.next;
  }
  return parts;
}

/** The number that begins with a group, and the group behind it. */
function longestPart(
  run: Run,
  first: number,
  before: string,
  after: string,
): (Part & { kind: Masked; next: number }) | undefined {
  for (let next = Math.min(run.length, first + MAX_GROUPS); next > first; next--) {
    const groups = run.slice(first, next);
    const kind = numberKind(groups, { before, after: next === run.length ? after : '' });
    if (kind === undefined) continue;
    return { kind, start: groups[0]?.start ?? 0, end: groups.at(-1)?.end ?? 0, next };
  }
  return undefined;
}

const NEAR = 12;

/** The words right before a run: up to another number or placeholder, so that a second masking sees the same. */
function wordsBefore(text: string, run: Run): string {
  const start = run[0]?.start ?? 0;
  const words = text.slice(Math.max(0, start - NEAR), start);
  return words.slice(cutAfter(words));
}

function cutAfter(words: string): number {
  let cut = 0;
  for (const found of words.matchAll(/[\p{Nd}\n〕]/gu)) cut = found.index + found[0].length;
  return cut;
}

function wordsAfter(text: string, run: Run): string {
  const end = run.at(-1)?.end ?? text.length;
  return /^[^\p{Nd}\n〔]*/u.exec(text.slice(end, end + NEAR))?.[0] ?? '';
}
