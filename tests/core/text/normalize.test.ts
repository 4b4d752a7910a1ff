import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { display, normalize } from '../../../src/core/text/normalize.ts';

describe('normalize', () => {
  test.each([
    // what was typed, what it is matched as
    ['９月１３日　入户', '9月13日 入户'],
    ['日期：2017.9.14；户主：邓有福，（在家）！？', '日期:2017.9.14;户主:邓有福,(在家)!?'],
    ['屋頂漏雨，頭髮沒乾', '屋顶漏雨,头发没干'],
    ['羅啟明', '罗启明'],
    ['後天去，瞭解一下', '后天去,了解一下'],
    // Used in simplified text too: alone they do not make it traditional.
    ['李乾坤 著名 狼藉', '李乾坤 著名 狼藉'],
    ['罗乾明在看著', '罗乾明在看著'],
    ['好的。知道、明白', '好的。知道、明白'],
    ['@栗坪小助手\u2005你好', '@栗坪小助手 你好'],
    ['罗\u200b启\u200d明\ufeff', '罗启明'],
    ['\u202a罗启明\u202c', '罗启明'],
    ['a\u00a0 \t b', 'a b'],
    ['  一行 \r\n 二行\u2028三行 ', '一行\n二行\n三行'],
    ['一\n\n二', '一\n\n二'],
    ['①修屋顶②200元', '1 修屋顶 2 200元'],
    ['1️⃣冯立群', '1 冯立群'],
    ['差砖2000②瓦', '差砖2000 2 瓦'],
    ['30㎡', '30m2'],
    ['30² 和 2½斤', '30² 和 2½斤'],
    ['時間∶３點', '时间:3点'],
    ['＠小助手 ＃走访 ｆｕ', '@小助手 #走访 fu'],
    ['半\ud800个', '半个'],
    ['\u0000好\u0007', '好'],
  ])('%j reads as %j', (typed, read) => {
    expect(normalize(typed)).toBe(read);
  });

  test.each(['👍', '👨‍👩‍👧', '❤', '🈚', '㊗', '™', '👍🏽', '🇨🇳'])('%s stays', (emoji) => {
    expect(normalize(`好${emoji}的`)).toBe(`好${emoji}的`);
  });

  test('a heart loses only its variation selector', () => {
    expect(normalize('❤️')).toBe('❤');
  });

  test('twice is as once, and no line is lost', () => {
    const typed = fc.integer({ min: 0, max: 0x2ffff }).map((code) => String.fromCodePoint(code));
    const chinese = fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x9fff }).map((c) => String.fromCharCode(c)),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(typed, chinese, fc.constant('\n'), fc.constant('，①'))), (parts) => {
        const once = normalize(parts.join(''));
        expect(normalize(once)).toBe(once);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom('去了', '屋頂', 'a'), { minLength: 1 }), (lines) => {
        expect(normalize(lines.join('\n')).split('\n')).toHaveLength(lines.length);
      }),
    );
  });
});

describe('display', () => {
  test.each([
    ['  屋頂漏雨，９月 ', '屋頂漏雨，９月'],
    ['罗\u200b启明\u0000', '罗启明'],
    ['❤️👨‍👩‍👧  好', '❤️👨‍👩‍👧  好'],
    ['一\r\n二', '一\n二'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(display(typed)).toBe(kept);
  });
});
