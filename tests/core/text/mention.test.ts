import { expect, test } from 'vitest';
import { stripMention } from '../../../src/core/text/mention.ts';

const BOT = '栗坪小助手';

test.each([
  ['@栗坪小助手\u2005提醒苗青云', '提醒苗青云'],
  ['@栗坪小助手 提醒苗青云', '提醒苗青云'],
  ['@栗坪小助手提醒苗青云', '提醒苗青云'],
  ['＠栗坪小助手 你好', '你好'],
  ['你好@栗坪小助手', '你好'],
  ['你好 @栗坪小助手\u2005', '你好'],
  ['帮我@栗坪小助手 查下', '帮我 查下'],
  ['帮我@栗坪小助手查下', '帮我查下'],
  ['帮我 @栗坪小助手\u2005查下', '帮我 查下'],
  ['@栗坪小助手', ''],
  ['@栗坪小助手\u2005\n走访 罗启明', '走访 罗启明'],
  ['走访 罗启明\n@栗坪小助手', '走访 罗启明'],
  ['@栗坪小助手\u2005@栗坪小助手\u2005在吗', '在吗'],
  ['@栗坪小助手\u2005提醒@李四\u2005下', '提醒@李四\u2005下'],
  ['@李四\u2005@栗坪小助手\u2005看下', '@李四\u2005看下'],
  ['@栗坪小助手帮我提醒@李四\u2005', '帮我提醒@李四'],
])('%j is for the bot: %j', (text, rest) => {
  expect(stripMention(text, BOT)).toEqual({ text: rest, mention: true });
});

test.each([
  '@所有人 开会',
  '@李四\u2005你好',
  '栗坪小助手在吗',
  '@栗坪小助手二号\u2005你好',
  '@栗坪',
  '',
  'a@b.cn',
  '@',
])('%j is not', (text) => {
  expect(stripMention(text, BOT)).toEqual({ text, mention: false });
});

test('a bot without a name is never meant', () => {
  expect(stripMention('@ 你好', '')).toEqual({ text: '@ 你好', mention: false });
});

test('a name with signs in it is a name', () => {
  expect(stripMention('@小(助)手+ 好', '小(助)手+')).toEqual({ text: '好', mention: true });
});
