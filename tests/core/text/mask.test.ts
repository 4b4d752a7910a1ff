import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskNumbers } from '../../../src/core/text/mask.ts';

const IDENTITY = '〔证件号〕';
const CARD = '〔卡号〕';

describe('identity and card numbers are blanked', () => {
  test.each([
    ['身份证000000190001010000 卡号6200000000000000', `身份证${IDENTITY} 卡号${CARD}`],
    ['432522198001010015', IDENTITY],
    ['证件号:43252219800101001X,本人', `证件号:${IDENTITY},本人`],
    ['43252219800101001x', IDENTITY],
    ['43252219800101001 X', IDENTITY],
    ['432522800101001', IDENTITY],
    ['432522 19800101 0015', IDENTITY],
    ['432522-1980-01-01-0015', IDENTITY],
    ['432522.19800101.001X', IDENTITY],
    ['6217 0000 1234 5678 901', CARD],
    ['6217-0000-1234-5678', CARD],
    ['6217.0000.1234.5678', CARD],
    ['62170000 12345678 901', CARD],
    ['6200\u200b0000\u200b0000\u200b0000', CARD],
    ['６２１７００００１２３４５６７８', CARD],
    ['六二一七〇〇零零一二三四五六七八', CARD],
    ['卡号陆贰壹柒零零零零壹贰叁肆伍陆柒捌', `卡号${CARD}`],
    ['四三二五二二一九八〇〇一〇一〇〇一五', IDENTITY],
    ['6 2 1 7 0 0 0 0 1 2 3 4 5 6 7 8', CARD],
    ['6️⃣2️⃣1️⃣7️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣', CARD],
    ['٦٢١٧٠٠٠٠١٢٣٤٥٦٧٨', CARD],
    ['432522198001010015 6217000012345678901', `${IDENTITY} ${CARD}`],
    // Which it is, the words say where the number does not.
    ['卡号 123456999999999999', `卡号 ${CARD}`],
    ['123456999999999999', IDENTITY],
    ['卡号12345699999999999X', `卡号${IDENTITY}`],
    ['身份证少了两位 4325221980010100', `身份证少了两位 ${IDENTITY}`],
    ['4325221980010100 是我的身份证', `${IDENTITY} 是我的身份证`],
    ['账号 103 6200 0012 3456 789', `账号 ${CARD}`],
    ['电话13612340001,卡6217000012345678', `电话13612340001,卡${CARD}`],
  ])('%j', (text, masked) => {
    expect(maskNumbers(text).text).toBe(masked);
  });

  test('says what it found, in order', () => {
    expect(maskNumbers('卡6217000012345678 身份证432522198001010015').found).toEqual(['card', 'identity']);
  });

  test('the rest stays byte for byte', () => {
    const { text } = maskNumbers('  頭\u200b疼，\u2005卡号６２１７００００１２３４５６７８！\r\n９月');
    expect(text).toBe(`  頭\u200b疼，\u2005卡号${CARD}！\r\n９月`);
  });
});

describe('other numbers stay', () => {
  test.each([
    '电话13612340001',
    '13612340001 13612340002',
    '电话 136 1234 0001 136 1234 0002',
    '身份证:13612340001 20170913',
    '20170913080000',
    '2017-09-13 2017-09-20',
    '卡号没带,2017-09-13 2017-09-20',
    '9.13 9.14 9.15 9.16 9.17 9.18',
    '1 2 3 4 5 6 7 8 9 10 11 12',
    'S12 H01 I-003 9.13',
    '收入12000元,支出3800元',
    '二〇一七年九月十三日',
    '一二三四五六七八九十',
    '2017 2018 2019 2020',
  ])('%j', (text) => {
    expect(maskNumbers(text)).toEqual({ text, found: [] });
  });
});

const digit = fc.oneof(
  fc.constantFrom(...'0123456789０１２３４５６７８９〇零一二三四五六七八九壹贰②٣'),
  fc.constantFrom('𝟐', '५'),
);
const between = fc.constantFrom(
  '',
  '',
  '',
  '\u200b',
  '\u2060',
  ' ',
  '-',
  '.',
  '卡号',
  '身份证',
  'X',
  'x',
  ',',
  '\n',
  '户',
);
const numbers = fc
  .array(fc.tuple(fc.array(digit, { maxLength: 20 }), between), { maxLength: 8 })
  .map((parts) => parts.map(([digits, mark]) => digits.join('') + mark).join(''));

const anyChar = fc.integer({ min: 0, max: 0x1ffff }).map((code) => String.fromCodePoint(code));

/** A digit of any script, and what cannot be seen. */
const LONG_RUN = /(?:[\p{Nd}〇零一二三四五六七八九壹贰②][\u200b\u2060]*){15}/u;

test('no fifteen digits in a row are left, in whatever script', () => {
  fc.assert(
    fc.property(numbers, (text) => {
      expect(maskNumbers(text).text).not.toMatch(LONG_RUN);
    }),
    { numRuns: 500 },
  );
});

test('masking again finds nothing', () => {
  fc.assert(
    fc.property(numbers, (text) => {
      const once = maskNumbers(text).text;
      expect(maskNumbers(once)).toEqual({ text: once, found: [] });
    }),
    { numRuns: 500 },
  );
});

test('a text with fewer than fifteen digits is not touched', () => {
  fc.assert(
    fc.property(
      fc.array(anyChar).map((chars) => chars.join('')),
      fc.array(fc.tuple(digit, fc.constantFrom('', ' ', 'a')), { maxLength: 14 }),
      (text, few) => {
        const plain = text.replace(/[\p{Nd}〇零一二三四五六七八九幺①-⑨⓪]/gu, '') + few.flat().join('');
        expect(maskNumbers(plain)).toEqual({ text: plain, found: [] });
      },
    ),
  );
});

test('a long message costs no more than its length', () => {
  const start = performance.now();
  maskNumbers('12 '.repeat(20_000));
  maskNumbers('9.13 6217 '.repeat(5_000));
  expect(performance.now() - start).toBeLessThan(3_000);
});

test.each([
  ['s-16200 0000 0000 0000确认', 's-〔卡号〕确认'],
  ['1. 6200 0000 0000 0000', '1. 〔卡号〕'],
  ['9月6200 0000 0000 0000', '9月〔卡号〕'],
  ['6200 0000 0000 00006200 0000 0000 0000', '〔卡号〕'],
  ['电话13612345678 13712345678', '电话13612345678 13712345678'],
])('a card number is found where something is glued to it: %s', (text, masked) => {
  expect(maskNumbers(text).text).toBe(masked);
});
