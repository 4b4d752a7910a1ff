import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearest, soundOf } from '../../../src/core/text/fuzzy.ts';

describe('soundOf', () => {
  test.each([
    ['走坊', '走访'],
    ['帮住', '帮助'],
    ['罗其名', '罗启明'],
    ['罗启ming', '罗启明'],
    ['luoqiming', '罗启民'],
    ['是四', '四是'],
    ['刘奶奶', '牛来来'],
    ['回复', '回户'],
  ])('%s sounds like %s', (a, b) => {
    expect(soundOf(a)).toBe(soundOf(b));
  });
  test.each([
    ['走访', '走路'],
    ['罗启明', '罗启发'],
    ['撤回', '车会来'],
  ])('%s does not sound like %s', (a, b) => {
    expect(soundOf(a)).not.toBe(soundOf(b));
  });
});

describe('editDistance', () => {
  test.each([
    ['走访', '走访', 0],
    ['罗启明', '罗其明', 1],
    ['罗启明', '罗明', 1],
    ['罗启明', '启罗明', 1],
    ['罗启明', '彭志高', 3],
    ['', 'abc', 3],
    ['👍a', 'a', 1],
  ])('%j and %j: %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });
  test('is the same both ways and at most the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcd'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

describe('nearest', () => {
  const COMMANDS = ['走访', '撤回', '更正', '帮助', '问题', '一口清', '批量走访'];
  test.each([
    ['走访', ['走访']],
    ['走坊', ['走访']],
    ['撒回', ['撤回']],
    ['帮住', ['帮助']],
    ['访走', ['走访']],
    ['一口青', ['一口清']],
    ['一口', []],
    ['批量走仿', ['批量走访']],
    ['走路', []],
    ['更新', []],
    ['收到', []],
    ['回复', []],
  ])('%s: %j', (word, found) => {
    expect(nearest(word, COMMANDS)).toEqual(found);
  });
  test('the likelier comes first', () => {
    expect(nearest('一口青', ['一口情况', '一口清'])[0]).toBe('一口清');
  });
});
