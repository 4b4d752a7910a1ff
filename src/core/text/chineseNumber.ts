const DIGITS: Readonly<Record<string, number>> = {
  ...{ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
  ...{ 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 },
};

const SMALL_UNITS: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
};
const LARGE_UNITS: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** Characters that a number may be written with (廿 and 卅 only in days). */
export const NUMBER_CHARS = '〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万亿';

/** Digits with thousands separators (`1,200`) or a fraction (`3.8`). */
const ARABIC = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/;

/**
 * A whole number phrase in digits, Chinese numerals or both: 十二, 两百零五, 二〇一七, 1万2, 1万零200, 8千5, 一万一, 3.8万,
 * 1,200. A last digit without a unit counts in tenths of the unit before it (1万2 = 12000). Null for anything else.
 */
export function readNumber(text: string): number | null {
  if (/^[〇零一二三四五六七八九]{2,}$/.test(text)) {
    return Number([...text].map((char) => DIGITS[char]).join(''));
  }
  const state: State = { total: 0, section: 0, digit: null, lastUnit: 0, zero: false };
  let rest = text;
  while (rest !== '') {
    const length = step(state, rest);
    if (length === 0) return null;
    rest = rest.slice(length);
  }
  if (state.digit === null)
    return text === '' || state.zero ? zeroOrNull(text) : rounded(state.total + state.section);
  return rounded(state.total + state.section + state.digit * tail(state));
}

interface State {
  /** What stands before 万 or 亿. */
  total: number;
  /** What stands behind it, up to thousands. */
  section: number;
  /** The digits that wait for a unit. */
  digit: number | null;
  lastUnit: number;
  /** A 零 since the last unit: what follows counts as it stands. */
  zero: boolean;
}

/** Reads one number, zero or unit; how long it was, 0 where nothing fits. */
function step(state: State, rest: string): number {
  const char = rest.charAt(0);
  const arabic = ARABIC.exec(rest)?.[0];
  if (arabic !== undefined || DIGITS[char] !== undefined) {
    const zero = arabic === undefined && DIGITS[char] === 0;
    if (state.digit !== null || (zero && state.zero)) return 0;
    if (zero) state.zero = true;
    else state.digit = arabic === undefined ? (DIGITS[char] ?? 0) : Number(arabic.replaceAll(',', ''));
    // 1万2000 and 1万200 count as they stand, like behind 零.
    if (arabic !== undefined && arabic.length > 1) state.zero = true;
    return arabic?.length ?? 1;
  }
  const small = SMALL_UNITS[char];
  const large = LARGE_UNITS[char];
  if (small !== undefined) {
    if (state.digit === null && small !== 10) return 0;
    if (state.lastUnit > 0 && state.lastUnit < 10_000 && small >= state.lastUnit) return 0;
    state.section += (state.digit ?? 1) * small;
  } else if (large !== undefined) {
    const before = state.section + (state.digit ?? 0);
    if (before === 0 || (state.total > 0 && state.lastUnit >= 10_000 && state.digit === null)) return 0;
    if (state.total >= large && state.total % (large * 10_000) !== 0) return 0;
    state.total =
      state.total > 0 && large > 10_000 ? (state.total + before) * large : state.total + before * large;
    state.section = 0;
  } else return 0;
  state.lastUnit = small ?? large ?? 0;
  state.digit = null;
  state.zero = false;
  return 1;
}

/** 1.1万 is 11000, not 11000.000000000002. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** 零 alone is a number, 两百零 is not. */
function zeroOrNull(text: string): number | null {
  return text === '零' || text === '〇' ? 0 : null;
}

/** What a last digit without a unit counts for: a tenth of the unit before it, but 1 behind 十 and behind 零. */
function tail(state: State): number {
  if (state.zero || state.lastUnit <= 10) return 1;
  return state.lastUnit / 10;
}
