import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, isOnlyEmoji, splitLong } from '../../../src/core/text/clean.ts';

describe('isOnlyEmoji', () => {
  test.each(['👍', '👍👍 ❤️', '👨‍👩‍👧', '🇨🇳', '[微笑][强]', '1️⃣', '👍🏽', '㊗️'])('%s', (text) => {
    expect(isOnlyEmoji(text)).toBe(true);
  });
  test.each(['', ' ', '1', '好👍', '[图片][图片]', '[语音]', '收到', '#', '[强]好'])('not %j', (text) => {
    expect(isOnlyEmoji(text)).toBe(false);
  });
});

test.each([
  ['屋顶漏雨', 4, '屋顶漏雨'],
  ['屋顶漏雨了', 4, '屋顶漏…'],
  ['👍👍👍', 2, '👍…'],
  ['a', 0, '…'],
])('clip %j to %i: %j', (text, n, clipped) => {
  expect(clip(text, n)).toBe(clipped);
});

describe('splitLong', () => {
  test.each([
    ['short', 'short', 10, ['short']],
    ['empty', '', 10, ['']],
    ['at a line end', '一二三\n四五六\n七', 6, ['一二三\n', '四五六\n七']],
    ['at a sentence end', '一二三。四五六七', 6, ['一二三。', '四五六七']],
    ['wherever it is full', '一二三四五', 3, ['一二三', '四五']],
    ['not inside a pair', 'ab👍cd', 3, ['ab', '👍c', 'd']],
    ['just full', '一二三四', 4, ['一二三四']],
  ])('%s', (_what, text, max, pieces) => {
    expect(splitLong(text, max)).toEqual(pieces);
  });

  test('the pieces are the text, none too long, no pair torn', () => {
    const unit = fc.oneof(
      fc.constantFrom('\n', '。', '👍', '字', 'a'),
      fc
        .integer({ min: 0x20, max: 0x1ffff })
        .filter((c) => c < 0xd800 || c > 0xdfff)
        .map((c) => String.fromCodePoint(c)),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 80 }), fc.integer({ min: 2, max: 20 }), (units, max) => {
        const text = units.join('');
        const pieces = splitLong(text, max);
        expect(pieces.join('')).toBe(text);
        const right = pieces.every((piece) => piece.length <= max && !/\p{Surrogate}/u.test(piece));
        expect(right).toBe(true);
      }),
    );
  });

  test('is 1800 unless said otherwise, and refuses what cannot hold a pair', () => {
    expect(splitLong('字'.repeat(3601)).map((piece) => piece.length)).toEqual([1800, 1800, 1]);
    expect(() => splitLong('字字', 1)).toThrow(RangeError);
  });
});
