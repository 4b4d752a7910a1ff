import { expect, it } from 'vitest';
import { isNo, isYes } from '../../../src/core/text/consent.ts';

it.each([
  '确认',
  '是',
  '是的',
  '对',
  '对的。',
  '好',
  '好的!',
  '嗯',
  '嗯嗯',
  '没错',
  '可以',
  '行',
  '1',
  'OK',
  ' 确认 ',
])('“%s” is a yes, and no no', (text) => expect([isYes(text), isNo(text)]).toEqual([true, false]));

it.each(['不', '不是', '不对', '算了', '算了吧', '取消', '不用了', '不要', '没有', '0', '否。'])(
  '“%s” is a no, and no yes',
  (text) => expect([isYes(text), isNo(text)]).toEqual([false, true]),
);

it.each(['不对,是昨天去的', '好像不是', '1 入户', '是谁', '没有走', '对面那家', '确认一下再说', ''])(
  '“%s” is neither',
  (text) => expect([isYes(text), isNo(text)]).toEqual([false, false]),
);

it('takes words that mean it for one question alone', () => {
  expect([isYes('发', '发'), isYes('发吧。', '发'), isYes('发'), isYes('发给谁', '发')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([isNo('不发了', '不发'), isNo('不发了')]).toEqual([true, false]);
});
