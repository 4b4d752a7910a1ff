import { describe, expect, test } from 'vitest';
import { lastsIn, needNamed, needsIn } from '../../../src/core/text/needs.ts';

describe('what is lacking', () => {
  test.each([
    ['老彭家房子国庆前必须弄完,现在砖差2000匹,谁认识砖厂老板', '砖', 2000, '匹'],
    ['吴春桃家还缺两袋化肥', '化肥', 2, '袋'],
    ['缺水泥3吨', '水泥', 3, '吨'],
    ['水泥还差20包没到', '水泥', 20, '包'],
    ['还需要一台轮椅', '轮椅', 1, '台'],
  ])('%s', (text, item, quantity, unit) => expect(needsIn(text)).toEqual([{ item, quantity, unit }]));

  test.each([
    '他家不缺粮',
    '差50块钱',
    '少了2只鸡',
    '差3个人',
    '还差两户没走',
    '还差2000元',
    '没得吃的,缺粮',
    '少来3次',
    '缺两袋化肥吗?',
  ])('“%s” is none', (text) => expect(needsIn(text)).toEqual([]));
});

test.each([
  ['砖2000匹', { item: '砖', quantity: 2000, unit: '匹' }],
  ['2000匹砖', { item: '砖', quantity: 2000, unit: '匹' }],
  ['轮椅', { item: '轮椅' }],
  ['', null],
  ['12', null],
])('a command names “%s”', (text, told) => expect(needNamed(text)).toEqual(told));

test.each([
  ['药还有半个月的量', 15],
  ['药只够3天了', 3],
  ['米还能吃一个月', 30],
  ['药还有两周的', 14],
])('%s', (text, days) => expect(lastsIn(text)?.days).toBe(days));

test.each(['药吃了半个月', '药费花了', '没药了'])('“%s” says nothing of how long', (text) =>
  expect(lastsIn(text)).toBeNull(),
);
