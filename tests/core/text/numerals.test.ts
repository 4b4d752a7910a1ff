import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber } from '../../../src/core/text/chineseNumber.ts';
import { findAmounts, parseAmount } from '../../../src/core/text/numerals.ts';

describe('readNumber', () => {
  test.each([
    ['十', 10],
    ['十二', 12],
    ['二十一', 21],
    ['一百一十五', 115],
    ['两百零五', 205],
    ['三百五', 350],
    ['三千', 3000],
    ['三千零五十', 3050],
    ['1万2', 12_000],
    ['1万零200', 10_200],
    ['1万200', 10_200],
    ['1万2000', 12_000],
    ['8千5', 8500],
    ['一万一', 11_000],
    ['3.8万', 38_000],
    ['1.1万', 11_000],
    ['1万2千5', 12_500],
    ['二十五万三千', 253_000],
    ['一百二十三万四千五百六十七', 1_234_567],
    ['一亿二', 120_000_000],
    ['三亿零五万', 300_050_000],
    ['1,200', 1200],
    ['二〇一七', 2017],
    ['零', 0],
    ['0.5', 0.5],
  ])('%s is %d', (said, value) => {
    expect(readNumber(said)).toBe(value);
  });

  test.each(['', '百', '万一', '两百零', '一两', '罗', '1.2.3', '十十', '三千四千', '1万2万', '零零一百'])(
    '%j is no number',
    (said) => {
      expect(readNumber(said)).toBeNull();
    },
  );

  test('reads back what is written out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (n) => {
        expect(readNumber(inChinese(n))).toBe(n);
      }),
      { numRuns: 500 },
    );
  });
});

/** A number below 100 million, written out with every 零. */
function inChinese(n: number): string {
  if (n >= 10_000) {
    const rest = n % 10_000;
    const gap = rest > 0 && rest < 1000 ? '零' : '';
    return `${inChinese(Math.floor(n / 10_000))}万${gap}${rest > 0 ? inChinese(rest) : ''}`;
  }
  const digits = String(n).padStart(4, '0');
  const written = [...digits].map((d, i) =>
    d === '0' ? '零' : '零一二三四五六七八九'.charAt(Number(d)) + ['千', '百', '十', ''][i],
  );
  return written
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '');
}

describe('parseAmount', () => {
  test.each([
    ['1万2', 12_000],
    ['1万零200', 10_200],
    ['8千5', 8500],
    ['一万一', 11_000],
    ['3.8万', 38_000],
    ['3.8万元', 38_000],
    ['960元', 960],
    ['¥960', 960],
    ['1,200元', 1200],
    ['三万两千块', 32_000],
    ['两千块钱', 2000],
    ['3块5', 3.5],
    ['12块5毛', 12.5],
    ['五毛', 0.5],
    ['一万元整', 10_000],
    ['960', 960],
  ])('%s is exactly %d', (said, amount) => {
    expect(parseAmount(said)).toEqual({ amount, approx: false });
  });

  test.each([
    ['两三万', 20_000, 30_000],
    ['十几万', 110_000, 190_000],
    ['二十几', 21, 29],
    ['几百块', 200, 900],
    ['好几千', 2000, 9000],
    ['三五百', 300, 500],
    ['七八千元', 7000, 8000],
    ['十七八', 17, 18],
    ['2-3万', 20_000, 30_000],
    ['两万到三万', 20_000, 30_000],
    ['2000-3000元', 2000, 3000],
    ['2000元到3000元', 2000, 3000],
    ['1万-1万2', 10_000, 12_000],
    ['2000到3万', 2000, 30_000],
  ])('%s is %d to %d, roughly', (said, amount, max) => {
    expect(parseAmount(said)).toEqual({ amount, max, approx: true });
  });

  test.each([
    ['3千5左右', 3500],
    ['大约3000', 3000],
    ['差不多两万', 20_000],
    ['两万多', 20_000],
    ['20多万', 200_000],
    ['三千来块', 3000],
    ['万把块', 10_000],
    ['近万元', 10_000],
    ['上万元', 10_000],
    ['不到2000元', 2000],
    ['3000出头', 3000],
  ])('%s is about %d', (said, amount) => {
    expect(parseAmount(said)).toEqual({ amount, approx: true });
  });

  test.each(['', '元', 'abc', '12只', '3000-2000元', '960元钱吧', '9月13日', '1.2.3'])(
    '%j is no amount',
    (said) => {
      expect(parseAmount(said)).toBeNull();
    },
  );
});

describe('findAmounts', () => {
  const found = (text: string) =>
    findAmounts(text).map((a) => [text.slice(a.index, a.index + a.length), a.amount]);

  test.each([
    ['鸡卖了12只收入960元', [['960元', 960]]],
    ['买鸡12,收入960元', [['960元', 960]]],
    [
      '低保每月230元,残补50元',
      [
        ['230元', 230],
        ['50元', 50],
      ],
    ],
    [
      '一共1万零200元,花了三千块钱',
      [
        ['1万零200元', 10_200],
        ['三千块钱', 3000],
      ],
    ],
    ['打工挣了两三万,还可以', [['两三万', 20_000]]],
    ['助学贷款8千5已办', [['8千5', 8500]]],
    ['一年3.8万左右', [['3.8万左右', 38_000]]],
    ['2千斤谷子卖了3千5', [['3千5', 3500]]],
    ['9.13入户1200元', [['1200元', 1200]]],
    ['谷子1.3元/斤', [['1.3元', 1.3]]],
    ['5块田,每块收了200块', [['200块', 200]]],
  ])('%s', (text, amounts) => {
    expect(found(text)).toEqual(amounts);
  });

  test.each([
    '砖差2000匹',
    '砖差2千匹',
    '3块地',
    '一块去看看',
    '13612340001',
    '9月13日',
    '全乡2万人',
    '通了3千米路',
    '2017年',
  ])('no money in %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
