import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween } from '../../../src/core/clock.ts';
import { findDay, formatDay, formatDayLong, parseDay } from '../../../src/core/text/days.ts';
import { lunarDay } from '../../../src/core/text/lunar.ts';
import { normalize } from '../../../src/core/text/normalize.ts';

const day = fc.integer({ min: 0, max: 36_500 }).map((n) => addDays('2000-01-01', n));
const prefer = fc.constantFrom('past' as const, 'future' as const, 'nearest' as const);

function isReal(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

test('every day reads back from its long forms', () => {
  fc.assert(
    fc.property(day, day, prefer, (date, today, way) => {
      const [year, month, d] = date.split('-').map(Number);
      for (const text of [
        date,
        `${year}.${month}.${d}`,
        `${year}年${month}月${d}日`,
        date.replaceAll('-', ''),
      ]) {
        expect(parseDay(text, { today, prefer: way })).toEqual({ day: date });
      }
    }),
  );
});

test('a day near today reads back from what is shown', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -180, max: 180 }), (today, away) => {
      const date = addDays(today, away);
      const context = { today, prefer: 'nearest' as const };
      expect(parseDay(formatDay(date, today), context)).toEqual({ day: date });
      expect(parseDay(formatDayLong(date, today), context)).toEqual({ day: date });
    }),
  );
});

const PARTS = [
  ...[
    '今',
    '明',
    '大',
    '前',
    '后',
    '天',
    '周',
    '下',
    '上',
    '这',
    '个',
    '月',
    '底',
    '初',
    '年',
    '日',
    '号',
    '点',
    '半',
    '内',
    '之',
  ],
  ...[
    '国庆',
    '中秋',
    '春节',
    '农历',
    '闰',
    '正',
    '腊',
    '廿',
    '十',
    '三',
    '两',
    '2',
    '9',
    '13',
    '31',
    '2017',
    '.',
    '-',
    '/',
    ':',
    ' ',
  ],
  ...['星期', '礼拜', '末', '除夕', '元旦', '清明', '工作日', '晚上', '下午'],
];

test('whatever is typed, no unreal day or time comes out, and the phrase stands where it is said to', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PARTS), { maxLength: 8 }), day, prefer, (parts, today, way) => {
      const text = normalize(parts.join(''));
      const found = findDay(text, { today, prefer: way });
      if (found === null) return;
      expect(found.index + found.length).toBeLessThanOrEqual(text.length);
      expect(found.length).toBeGreaterThan(0);
      if (!('day' in found)) return;
      expect(isReal(found.day)).toBe(true);
      if (found.time !== undefined) expect(found.time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
    }),
    { numRuns: 2_000 },
  );
});

test('a month and day lie on the side that is meant, give or take a slip', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      day,
      (month, date, today) => {
        const away = (way: 'past' | 'future' | 'nearest') => {
          const read = parseDay(`${month}月${date}日`, { today, prefer: way });
          return read !== null && 'day' in read ? daysBetween(today, read.day) : Number.NaN;
        };
        expect(Math.abs(away('nearest'))).toBeLessThanOrEqual(183);
        expect(away('past')).toBeLessThanOrEqual(60);
        expect(away('future')).toBeGreaterThanOrEqual(-60);
      },
    ),
  );
});

test('lunar days run on without a gap', () => {
  let expected = '2017-01-28';
  for (const [month, leap] of [...Array.from({ length: 12 }, (_, i) => [i + 1, false] as const)].flatMap(
    (m) => (m[0] === 6 ? [m, [6, true] as const] : [m]),
  )) {
    for (let d = 1; d <= 30; d++) {
      const found = lunarDay(2017, month, d, leap);
      if (found === null) {
        expect(d).toBe(30);
        continue;
      }
      expect(found).toBe(expected);
      expected = addDays(expected, 1);
    }
  }
  expect(expected).toBe('2018-02-16');
});
