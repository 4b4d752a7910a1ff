import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Inbound } from '../../src/core/message.ts';
import type { Visit } from '../../src/records/visit.ts';
import { withStage } from '../support/transcript.ts';

/** In CI a few thousand; `scripts/test --long` makes it 200,000. */
const MESSAGES = process.env.BANGFU_LONG ? 200_000 : 3_000;
const PEOPLE = ['U18', 'U19', 'U08', 'U11', 'U15', 'U03', 'U26', 'U22', 'H03', 'X9'];
const ROOMS = [undefined, 'G1', 'G2', 'G3', 'G6', 'G7', 'G9'];

const WORDS = [
  '走访',
  '走坊',
  '#',
  '＃',
  '撤回',
  '更正',
  '接龙',
  '#接龙',
  '【走访日志】',
  '模板',
  '草稿',
  '帮助',
  '我的走访',
  '未走访',
  '确认',
  '取消',
  '跳过',
  '上一步',
  '全好',
  '罗启明',
  '罗启ming',
  '羅啟明',
  '罗其名',
  '老罗',
  '石长顺',
  '覃婆婆',
  '蒋来发',
  '冯立群',
  '张三',
  '入户',
  '电话',
  '未遇',
  '打不通',
  '服务',
  '9月13日',
  '9.13',
  '9月31日',
  '2017.13.45',
  '昨天',
  '下周三',
  '月底',
  '下次9月20日',
  '正常',
  '漏雨',
  '好',
  '有问题',
  '户主:',
  '户主：',
  '走访方式:',
  '日期:',
  '两不愁:',
  '三保障:',
  '住房',
  '教育',
  '发现问题:',
  '1',
  '2',
  '1.',
  '2、',
  '①',
  'S12',
  's-1',
  'S99999999999',
  ',',
  '，',
  ';',
  ':',
  '\n',
  ' ',
  '\u2005',
  '\u200b',
  '\u0000',
  '\u202e',
  '😀',
  '👨‍👩‍👧',
  '(',
  ')',
  '「',
  '」',
  '「李四：走访 罗启明 入户」\n- - - - - - - - - - - - - - -\n',
  '000000190001010000',
  '6200 0000 0000 0000',
  '@栗坪小助手',
  '@所有人',
  '<script>',
  'null',
  '{}',
  '家今天去了',
  '没人在家',
];

const text = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 14 }).map((w) => w.join('')),
  },
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 14 }).map((w) => w.join(' ')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.constantFrom(...WORDS).map((w) => w.repeat(400)) },
);
const said = fc.record({
  from: fc.constantFrom(...PEOPLE),
  room: fc.constantFrom(...ROOMS),
  text,
  mention: fc.boolean(),
});

/** What the contract's section 5 lets the bot answer in a group: everything else wants silence. */
const CHATTER = [
  '收到',
  '好的',
  '谢谢',
  '辛苦了',
  '👍',
  '明天开会',
  '走访的时候注意安全',
  '哈哈',
  '今天下雨了',
  '请大家看一下通知',
];

it(`survives ${MESSAGES} made-up messages: no throw, no half record, no answer over 600 characters`, {
  timeout: 3_600_000,
}, async () => {
  await withStage(async (stage, sent) => {
    await stage.play({ kind: 'at', at: Date.parse('2017-09-13T09:30:00+08:00') });
    const list = fc.sample(said, { numRuns: MESSAGES, seed: 20170913 });
    for (const [i, one] of list.entries()) {
      sent.length = 0;
      const before = JSON.stringify(one);
      await stage.play({ kind: 'say', ...one, id: `f${i}` } as never);
      for (const { text: answer = '' } of sent) {
        expect(answer, before).not.toContain('我没处理好');
        expect([...answer].length, `${before} → ${answer}`).toBeLessThanOrEqual(600);
        expect(answer, before).not.toMatch(/undefined|NaN|\[object|190001010000|6200 ?0000/);
      }
      if (i % 500 === 499)
        await stage.play({ kind: 'at', at: Date.parse('2017-09-13T09:30:00+08:00') + i * 1000 });
    }
    const { visits } = (await stage.dump()) as { visits: (Visit & Inbound)[] };
    for (const v of visits) {
      expect(v.householdId).toMatch(/^H\d+$/);
      expect(v.date <= '2017-09-20', v.id).toBe(true);
      expect(v.counted).toBe(['home', 'phone', 'service'].includes(v.mode));
    }
  });
});

it('chatter in a group is never answered, also while questions are open there', async () => {
  await withStage(async (stage, sent) => {
    await stage.play({ kind: 'at', at: Date.parse('2017-09-13T09:30:00+08:00') });
    await stage.play({ kind: 'say', from: 'U18', room: 'G2', text: '走访 罗启明' });
    for (const chatter of CHATTER) {
      for (const [from, room] of [
        ['U18', 'G2'],
        ['U15', 'G2'],
        ['U03', 'G1'],
        ['U02', 'G7'],
        ['H03', 'G6'],
      ] as const) {
        sent.length = 0;
        await stage.play({ kind: 'say', from, room, text: chatter });
        expect(sent, `${from} in ${room}: ${chatter}`).toEqual([]);
      }
    }
  });
});
