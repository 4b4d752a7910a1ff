import { expect, test } from 'vitest';
import { splitQuote } from '../../../src/core/text/quote.ts';

const LINE = '- - - - - - - - - - - - - - -';

test.each([
  [
    'the form of WeChat',
    `「李四：路灯坏了」\n${LINE}\n已修好`,
    { text: '已修好', quotedName: '李四', quoted: '路灯坏了' },
  ],
  [
    'an ASCII colon',
    `「李四:路灯坏了」\n${LINE}\n已修好`,
    { text: '已修好', quotedName: '李四', quoted: '路灯坏了' },
  ],
  ['fewer dashes', '「李四：a」\n- - - - -\nb', { text: 'b', quotedName: '李四', quoted: 'a' }],
  ['dashes without spaces', '「李四：a」\n———————————\nb', { text: 'b', quotedName: '李四', quoted: 'a' }],
  ['CRLF', `「李四：a」\r\n${LINE}\r\nb`, { text: 'b', quotedName: '李四', quoted: 'a' }],
  [
    'lines in the original',
    `「李四：一\n二」\n${LINE}\n好`,
    { text: '好', quotedName: '李四', quoted: '一\n二' },
  ],
  [
    'a bracket in the original',
    `「李四：回「好」就行」\n${LINE}\n好`,
    { text: '好', quotedName: '李四', quoted: '回「好」就行' },
  ],
  ['a stray bracket', `「李四：a」b」\n${LINE}\nc`, { text: 'c', quotedName: '李四', quoted: 'a」b' }],
  [
    'a quotation quoted',
    `「李四：「王五：a」\n${LINE}\nb」\n${LINE}\nc`,
    { text: 'c', quotedName: '李四', quoted: `「王五：a」\n${LINE}\nb` },
  ],
  [
    'a reply with a quotation in it',
    `「李四：a」\n${LINE}\nb 「王五：c」\n${LINE}\nd`,
    { text: `b 「王五：c」\n${LINE}\nd`, quotedName: '李四', quoted: 'a' },
  ],
  ['no name', `「路灯坏了」\n${LINE}\n好`, { text: '好', quoted: '路灯坏了' }],
  [
    'a reply of several lines',
    `「李四：a」\n${LINE}\n一\n二`,
    { text: '一\n二', quotedName: '李四', quoted: 'a' },
  ],
  ['nothing said to it', `「李四：a」\n${LINE}\n`, { text: '', quotedName: '李四', quoted: 'a' }],
])('%s', (_what, text, parts) => {
  expect(splitQuote(text)).toEqual(parts);
});

test.each(['去了罗启明家', '「李四：a」好', '「李四：a」\n- - -\n好', `好「李四：a」\n${LINE}\nb`, '', '「'])(
  'no quotation in %j',
  (text) => {
    expect(splitQuote(text)).toEqual({ text });
  },
);
