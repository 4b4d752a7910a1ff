import { describe, expect, it, test } from 'vitest';
import { controlOf, pickOf, readChoice } from '../../src/core/formWords.ts';
import { isChatter, isQuestion } from '../../src/core/text/chatter.ts';

describe('words to a form', () => {
  it.each([
    ['1', 1],
    ['1.', 1],
    ['(2)', 2],
    ['第一个', 1],
    ['第 3 项', 3],
    ['选2', 2],
    ['两', 2],
    ['十二', 12],
    ['1 入户', null],
    ['一户', 1],
    ['好', null],
  ])('pick of “%s” is %s', (text, n) => expect(pickOf(text)).toBe(n));

  it.each([
    ['上一步', 'back'],
    ['返回', 'back'],
    ['跳过吧', 'skip'],
    ['下一步', 'skip'],
    ['取消。', 'cancel'],
    ['算了', 'cancel'],
    ['等会再填', 'later'],
    ['没有了', 'none'],
    ['没', 'none'],
    ['继续', 'again'],
    ['没有水', null],
    ['取消低保了', null],
  ])('“%s” means %s', (text, control) => expect(controlOf(text)).toBe(control));

  test('a choice is known by its label, its words, or both', () => {
    const choices = [
      { value: 1, label: '入户' },
      { value: 2, label: '电话', words: ['打电话', '是'] },
    ];
    for (const text of ['电话', '打电话', '是电话', '2电话', '2. 电话', '电话的', '是的'])
      expect(readChoice(text, choices)?.value, text).toBe(2);
    for (const text of ['', '1 电话', '没接电话']) expect(readChoice(text, choices), text).toBeUndefined();
  });

  it.each([
    '收到',
    '好的,收到',
    '辛苦了',
    '谢谢领导',
    '[强]',
    '👍👍',
    '@谭振宇 在吗',
    'ok',
    '嗯嗯',
    '哈哈哈',
  ])('“%s” is chatter', (t) => expect(isChatter(t)).toBe(true));
  it.each(['老伴头晕好些了', '好多了', '路灯坏了', '在家', '收到低保了', '好像墙裂了'])('“%s” is none', (t) =>
    expect(isChatter(t)).toBe(false),
  );
  it.each([
    ['我还有哪些户没走', true],
    ['药够吗', true],
    ['低保怎么办', true],
    ['钱还没到呢', false],
    ['住房漏雨', false],
  ])('“%s” asks: %s', (t, asks) => expect(isQuestion(t)).toBe(asks));
});
