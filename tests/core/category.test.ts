import { describe, expect, it } from 'vitest';
import { categoryOf, dueOf, isTrouble, troubleIn } from '../../src/core/category.ts';

describe('what a problem is about (E25)', () => {
  it.each([
    ['屋顶漏雨那个角用油布盖起的,雨大了还是漏', 'housing'],
    ['墙裂缝', 'housing'],
    ['老彭家房子国庆前必须弄完,现在砖差2000匹', 'housing'],
    ['保洁员工资8月份的还没到张,问了几回了', 'payment'],
    ['查石长顺低保到了没', 'payment'],
    ['搬迁协议签了,安置房啥时候交钥匙不清楚', 'relocation'],
    ['路灯坏', 'power'],
    ['4组停水,7户都没水', 'water'],
    ['到安置点断头路1.1公里', 'road'],
    ['村口的路塌方了', 'road'],
    ['手机没信号', 'telecom'],
    ['户反映没见过现在的帮扶人', 'helper'],
    ['茶叶滞销', 'industry'],
    ['两家争地界', 'dispute'],
    ['资料缺件', 'data'],
    ['住房 要看看', 'housing'],
    ['天气不好', 'other'],
  ])('%s: %s', (text, category) => expect(categoryOf(text)).toBe(category));
});

it.each([
  ['4组停水', 'water', '2017-09-16'],
  ['水表要换', 'water', '2017-09-28'],
  ['工资没到账', 'payment', '2017-09-18'],
  ['档案缺页', 'data', '2017-09-16'],
  ['屋顶漏雨', 'housing', '2017-09-28'],
] as const)('%s is due by %s on %s', (text, category, due) => {
  expect(dueOf(category, text, '2017-09-13')).toBe(due);
});

it.each([
  ['屋顶漏雨', true],
  ['路灯坏', true],
  ['屋顶修好不漏了', false],
  ['修好了,雨大了还是漏', true],
  ['罗启明家的电线要换了', false],
  ['药还有半个月的量', false],
  ['大女儿助学贷款已办', false],
  ['咳嗽好些了', false],
])('%s tells of trouble: %s', (text, expected) => expect(isTrouble(text)).toBe(expected));

it('finds the sentence that tells of it', () => {
  expect(troubleIn('今天去他家了。屋顶漏雨,雨大了还是漏。老人精神好')).toBe('屋顶漏雨,雨大了还是漏');
});
