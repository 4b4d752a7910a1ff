import { expect, test } from 'vitest';
import { plainReason, recalledId, recoverCut } from '../../src/transport/quirks.ts';

test.each([
  ['走访', '李四:\n走访:\n王伯伯', '走访:\n王伯伯'],
  ['', '李四:\n:\n王伯伯', ':\n王伯伯'],
  ['a', '李四:\na:\nb:\nc', 'a:\nb:\nc'],
  ['走访 王伯伯', '李四:\n走访 王伯伯', '走访 王伯伯'],
  ['走访', '走访', '走访'],
  ['走访', '李四:\n别的:\n王伯伯', '走访'],
])('text %j of %j is %j', (text, content, whole) => {
  expect(recoverCut(text, { Content: content })).toBe(whole);
});

test('a raw payload of another shape changes nothing', () => {
  for (const raw of [undefined, null, 'x', 3, {}, { Content: 5 }, { text: '李四:\n走访:\n王' }]) {
    expect(recoverCut('走访', raw)).toBe('走访');
  }
});

test.each([
  ['m1', 'm1'],
  ['8123456789012345678', '8123456789012345678'],
  ['<sysmsg type="revokemsg"><revokemsg><msgid>11</msgid><newmsgid>22</newmsgid></revokemsg></sysmsg>', '22'],
  ['<revokemsg><msgid> 11 </msgid></revokemsg>', '11'],
  ['"李四" 撤回了一条消息', undefined],
  ['', undefined],
])('recall text %j names %j', (text, id) => {
  expect(recalledId(text)).toBe(id);
});

test('a reason for the log holds no text, no name and no identity number', () => {
  const reason = plainReason(new Error('no contact 罗启明 for 36042119600101123X, id @abc12'));
  expect(reason).toBe('Error: no contact … for #, id @abc12');
  expect(plainReason('x'.repeat(500))).toHaveLength(160);
});
