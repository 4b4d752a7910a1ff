import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize } from '../../src/core/text/normalize.ts';
import { readChecks } from '../../src/features/visit/template/checks.ts';
import { isEmpty, readSheets } from '../../src/features/visit/template/fields.ts';
import { readItems } from '../../src/features/visit/template/items.ts';
import { LABELS } from '../../src/features/visit/template/labels.ts';
import { readMet } from '../../src/features/visit/template/people.ts';
import { BLANK, echoDetails } from '../../src/features/visit/template/text.ts';
import type { Check, CheckState } from '../../src/records/visit.ts';
import { aVisit } from '../support/store.ts';

const BASICS: Check[] = ['food', 'clothing'];
const GUARANTEES: Check[] = ['education', 'medical', 'housing'];
const STATES: Record<string, CheckState> = { o: 'ok', x: 'problem', u: 'unknown' };

describe('what a line says of the checks', () => {
  it.each<[string, Check[], string, string[]]>([
    ['好', BASICS, 'oo', []],
    ['全好', GUARANTEES, 'ooo', []],
    ['都没问题', GUARANTEES, 'ooo', []],
    ['均已落实', GUARANTEES, 'ooo', []],
    ['✓', BASICS, 'oo', []],
    ['吃不愁穿不愁', BASICS, 'oo', []],
    ['不愁吃、不愁穿', BASICS, 'oo', []],
    ['吃、穿都好', BASICS, 'oo', []],
    ['吃 好 穿 差(冬衣不够)', BASICS, 'ox', ['冬衣不够']],
    ['住房 有问题(墙裂缝) 教育 好 医疗 好', GUARANTEES, 'oox', ['墙裂缝']],
    ['住房有保障,教育有保障,医疗有保障', GUARANTEES, 'ooo', []],
    ['义务教育不涉及 基本医疗有保障 住房安全有保障', GUARANTEES, 'uoo', []],
    ['教育:没有学生;医疗:不清楚;住房:漏雨', GUARANTEES, 'uux', ['住房漏雨']],
    ['教育、医疗好,住房漏雨', GUARANTEES, 'oox', ['住房漏雨']],
    ['好,住房漏雨', GUARANTEES, 'oox', ['住房漏雨']],
    ['住房√教育√医疗×', GUARANTEES, 'oxo', ['医疗×']],
    ['住房 不好,吃水管破了', GUARANTEES, '--x', ['吃水管破了']],
    ['有问题', ['water'], 'x', ['饮水有问题']],
    ['没水', ['water'], 'x', ['饮水没水']],
    ['无', ['education'], 'u', []],
    ['没有上学的娃', ['education'], 'u', []],
    ['', GUARANTEES, '---', []],
  ])('%s', (value, about, states, problems) => {
    const wanted = about.flatMap((check, i) => {
      const state = STATES[states[i] ?? ''];
      return state ? [[check, state]] : [];
    });
    const read = readChecks(normalize(value), about);
    expect(read.checks).toEqual(Object.fromEntries(wanted));
    expect(read.problems).toEqual(problems);
  });

  it('keeps words that are no verdict', () => {
    expect(readChecks('教育 儿子读高三 医疗 好', GUARANTEES)).toEqual({
      checks: { medical: 'ok' },
      problems: [],
      notes: ['教育:儿子读高三'],
    });
  });
});

describe('what a line lists', () => {
  it.each<[string, string[]]>([
    ['无', []],
    ['没有', []],
    ['暂无问题。', []],
    ['没发现什么问题', []],
    ['墙裂缝', ['墙裂缝']],
    ['墙裂缝;药不够', ['墙裂缝', '药不够']],
    ['墙裂缝\n药不够', ['墙裂缝', '药不够']],
    ['1、墙裂缝 2、药不够 3、无', ['墙裂缝', '药不够']],
    ['1.墙裂缝;2.药不够', ['墙裂缝', '药不够']],
    ['①墙裂缝②药不够', ['墙裂缝', '药不够']],
    ['1.5万元没到账', ['1.5万元没到账']],
    ['协议签了,钥匙没给', ['协议签了,钥匙没给']],
    ['没有人管水', ['没有人管水']],
  ])('%s', (value, items) => expect(readItems(normalize(value))).toEqual(items));

  it.each<[string, string[] | undefined, boolean]>([
    ['邓有福、儿媳', ['户主', '儿媳'], false],
    ['户主邓有福和他老伴在家', ['户主', '他老伴'], false],
    ['本人', ['户主'], false],
    ['老邓(户主),孙子', ['户主', '孙子'], false],
    ['张和平', ['张和平'], false],
    ['无', undefined, false],
    ['没人', undefined, true],
    ['门锁着', undefined, true],
  ])('在家人员:%s', (value, met, nobody) => {
    expect(readMet(value, ['邓有福', '老邓'])).toEqual({ met, nobody });
  });
});

describe('the lines of a sheet', () => {
  it('are known by every name that they are given, in any dress', () => {
    const label = fc.constantFrom(
      ...Object.entries(LABELS).flatMap(([field, names]) => names.map((name) => ({ field, name }))),
    );
    const dress = fc.constantFrom(
      '%:某',
      '%：某',
      '% : 某',
      '1.%:某',
      '(2) %：某',
      '- %=某',
      '📝%：某',
      '%(必填):某',
    );
    fc.assert(
      fc.property(label, dress, fc.constantFrom('\n', ';', '；', '\n\n'), ({ field, name }, form, end) => {
        const text = normalize(['【走访日志】', form.replace('%', name), '户主:邓有福'].join(end));
        const [sheet] = readSheets(text).sheets;
        const value = sheet?.fields[field as keyof typeof LABELS];
        expect(value).toBe(field === 'household' ? '某\n邓有福' : '某');
      }),
    );
  });

  it('keep what has no name of its own with the line above', () => {
    const [sheet] = readSheets('【走访日志】\n发现问题:墙裂缝\n老伴说:药不够\n户主:邓有福').sheets;
    expect(sheet?.fields).toEqual({ problems: '墙裂缝\n老伴说:药不够', household: '邓有福' });
  });

  it.each(['', '____', '……', '( )', '(入户/电话)'])('are empty with %j', (value) => {
    const filled = normalize(BLANK.replaceAll(':', `:${value}`));
    const { titled, sheets } = readSheets(filled);
    expect(titled && sheets.length === 1 && sheets.every(isEmpty)).toBe(true);
  });

  it('are read from anything without a throw, in time', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(...BLANK.split('\n'), '(', '【', ';', '1、', '好', '无'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const sheet of readSheets(normalize(pieces.join(''))).sheets)
          for (const value of Object.values(sheet.fields)) {
            readChecks(value, GUARANTEES);
            readItems(value);
            readMet(value, []);
          }
      }),
    );
    const long = normalize(`【走访日志】\n${'户主 :( 走访 '.repeat(3000)}`);
    const start = performance.now();
    readSheets(long);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

it('echoes the problems once, apart from the note', () => {
  const visit = aVisit('S15', { summary: '精神好;墙裂缝', problems: ['墙裂缝'], nextVisit: '2017-09-20' });
  expect(echoDetails(visit, '罗启明', '2017-09-13')).toBe(
    '已记 S15:罗启明 9月13日(周三) 入户\n记为问题:墙裂缝\n精神好\n下次走访 9月20日(周三)\n记错了:撤回 S15,或 更正 S15 正确的内容',
  );
});
