/** Digits in a row: `digits` in ASCII (`X` at the end of an identity number), where they stand in the text. */
export interface Group {
  digits: string;
  start: number;
  end: number;
}

/** A stretch of the text, in UTF-16 units. */
export interface Part {
  start: number;
  end: number;
}

const IDENTITY_WORD = /身份|身[份分]證|证件|證件|证号|證號|居民证|\bid\b/gi;
const CARD_WORD = /卡|账号|帐号|賬號|帳號|账户|帐户|賬戶|帳戶|银行|銀行|存折|存摺|信用社|农商行|一本通/g;

/** Whether groups of digits that stand together are one number to be blanked, and which; undefined when they are not. */
export function numberKind(
  groups: readonly Group[],
  words: { before: string; after: string },
): 'identity' | 'card' | undefined {
  const sizes = groups.map((group) => group.digits.length);
  const length = sizes.reduce((sum, size) => sum + size, 0);
  if (length < 15) return undefined;
  if (beginsWithCard(groups)) return 'card';
  if (length > 19 && groups.length > 1) return undefined;
  const digits = groups.map((group) => group.digits).join('');
  const said = saidKind(words);
  if (groups.length === 1) return kindOf(digits, said);
  if (groups.length === 2 && groups[1]?.digits === 'X') return length >= 18 ? 'identity' : undefined;
  if (sizes.some((size) => size >= 15)) return undefined;
  const named = saidKind({ before: words.before, after: '' }) !== undefined && !startsOtherwise(groups);
  return named || isSpelledOut(sizes) || isIdentity(digits, sizes) || isCard(digits, sizes)
    ? kindOf(digits, said)
    : undefined;
}

/** A list that a word like 卡号 may stand before without being one number: phones, days. */
function startsOtherwise(groups: readonly Group[]): boolean {
  const [first = '', second = '', third = ''] = groups.map((group) => group.digits);
  const phone =
    /^1[3-9]\d{9}$/.test(first) ||
    (/^1[3-9]\d$/.test(first) && /^\d{4}$/.test(second) && /^\d{4}$/.test(third));
  const day =
    /^(?:19|20)\d\d$/.test(first) &&
    /^(?:0?[1-9]|1[0-2])$/.test(second) &&
    /^(?:0?[1-9]|[12]\d|3[01])$/.test(third);
  return phone || day || first.length <= 2;
}

/** One digit at a time: `6 2 1 7 …`. */
function isSpelledOut(sizes: readonly number[]): boolean {
  return sizes.every((size) => size === 1);
}

/** Groups that end where the parts of an identity number do: region 6, birthday 8 (or 6), serial number 4 (or 3). */
const IDENTITY_ENDS = new Set([3, 4, 6, 8, 10, 12, 14, 16]);
const OLD_IDENTITY_ENDS = new Set([6, 8, 10, 12]);

function isIdentity(digits: string, sizes: readonly number[]): boolean {
  let end = 0;
  const ends = sizes.slice(0, -1).map((size) => {
    end += size;
    return end;
  });
  if (digits.length === 18) {
    const fits = ends.every((stop) => IDENTITY_ENDS.has(stop) || (stop === 17 && digits.endsWith('X')));
    return fits && (hasBirthday(digits) || digits.endsWith('X'));
  }
  return digits.length === 15 && ends.every((stop) => OLD_IDENTITY_ENDS.has(stop)) && hasBirthday(digits);
}

/** Groups as a card prints them, first digit as cards issued in China have it. */
function isCard(digits: string, sizes: readonly number[]): boolean {
  if (!/^[34569]\d{15}/.test(digits) || digits.endsWith('X')) return false;
  return /^(?:4,4,4,4(?:,[1-3])?|4,4,4,[5-7]|4,4,8|8,8(?:,[1-3])?|6,1[0-3]|4,1[2-5]|6,6,[4-7]|6,4,4,[2-5])$/.test(
    sizes.join(),
  );
}

/** Begins with a card's four groups of four, something may be glued before the first or follow the last. */
function beginsWithCard(groups: readonly Group[]): boolean {
  const [first = '', second = '', third = '', fourth = ''] = groups.map((g) => g.digits);
  const fours = second.length === 4 && third.length === 4 && fourth.length >= 4;
  return fours && first.length >= 4 && first.length < 11 && /^[34569]/.test(first.slice(-4));
}

/** A day of birth at its place: `YYYYMMDD` of the new form, `YYMMDD` of the old one. */
function hasBirthday(digits: string): boolean {
  const birthday = digits.length === 18 ? digits.slice(6, 14) : `19${digits.slice(6, 12)}`;
  return /^(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(birthday);
}

/** Which of the two a number of 15 or more digits is. */
function kindOf(digits: string, said: 'identity' | 'card' | undefined): 'identity' | 'card' {
  if (digits.endsWith('X')) return 'identity';
  if ((digits.length === 18 || digits.length === 15) && hasBirthday(digits)) return 'identity';
  if (said !== undefined) return said;
  return digits.length === 18 || digits.length === 15 ? 'identity' : 'card';
}

/** What the words around call the number: the last one before it, else the first one after it. */
function saidKind({ before, after }: { before: string; after: string }): 'identity' | 'card' | undefined {
  const identity = [...before.matchAll(IDENTITY_WORD)].at(-1)?.index ?? -1;
  const card = [...before.matchAll(CARD_WORD)].at(-1)?.index ?? -1;
  if (identity >= 0 || card >= 0) return identity > card ? 'identity' : 'card';
  const identityAfter = after.search(IDENTITY_WORD);
  const cardAfter = after.search(CARD_WORD);
  if (identityAfter < 0 && cardAfter < 0) return undefined;
  return cardAfter < 0 || (identityAfter >= 0 && identityAfter < cardAfter) ? 'identity' : 'card';
}
