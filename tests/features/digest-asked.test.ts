import { describe, expect, it } from 'vitest';
import { comparedIn } from '../../src/features/digest/asked/figures.ts';
import { before, periodIn, periodsIn } from '../../src/features/digest/asked/period.ts';
import { topicIn } from '../../src/features/digest/asked/topics.ts';
import { weekToldOn } from '../../src/features/digest/material.ts';
import { reportDay } from '../../src/features/monthly/days.ts';
import { reliefFlags } from '../../src/records/season.ts';

const TODAY = '2017-09-21';
const span = (p: { from: string; to: string } | undefined) => p && [p.from, p.to];

describe('the days that a question names', () => {
  it.each([
    ['上上周走了多少户', '2017-09-04', '2017-09-10'],
    ['这周三走了多少户', '2017-09-20', '2017-09-20'],
    ['九月走访多少次', '2017-09-01', '2017-09-30'],
    ['12月走访多少次', '2016-12-01', '2016-12-31'],
    ['第三季度走访多少户', '2017-07-01', '2017-09-30'],
    ['四季度走访多少户', '2016-10-01', '2016-12-31'],
    ['上个季度走访多少户', '2017-04-01', '2017-06-30'],
    ['上半年走访多少户', '2017-01-01', '2017-06-30'],
    ['下半年走访多少户', '2017-07-01', '2017-12-31'],
    ['到现在为止走访多少户次', '2017-01-01', '2017-09-21'],
    ['最近两周走访情况', '2017-09-08', '2017-09-21'],
    ['9月1号到10号走访多少次', '2017-09-01', '2017-09-10'],
  ])('%s', (text, from, to) => expect(span(periodIn(text, TODAY))).toEqual([from, to]));

  it('none is none', () => expect(periodIn('还有几户没走', TODAY)).toBeUndefined());

  it('two, in the order of the words', () =>
    expect(periodsIn('8月和9月比怎么样', TODAY).map(span)).toEqual([
      ['2017-08-01', '2017-08-31'],
      ['2017-09-01', '2017-09-30'],
    ]));

  it.each([
    ['上周和这周比怎么样', '2017-09-18', '2017-09-11'],
    ['比上个月多走了几户', '2017-09-01', '2017-08-01'],
    ['这个月比以前走访怎么样', '2017-09-01', '2017-08-01'],
    ['跟以前比走访多了多少户', '2017-09-18', '2017-09-11'],
  ])('compared: %s', (text, now, was) => {
    const found = comparedIn(text, TODAY);
    expect([found.now.from, found.was.from]).toEqual([now, was]);
  });

  it('the stretch before is as long, or the month before', () => {
    expect(span(before({ from: '2017-09-11', to: '2017-09-15', said: '' }))).toEqual([
      '2017-09-06',
      '2017-09-10',
    ]);
    expect(span(before({ from: '2017-03-01', to: '2017-03-31', said: '' }))).toEqual([
      '2017-02-01',
      '2017-02-28',
    ]);
  });
});

describe('what a question is about', () => {
  it.each([
    ['这个月解决了几个问题', 'problems'],
    ['哪个村走得最少', 'villages'],
    ['谁还没走完', 'helpers'],
    ['还有几户没帮扶人', 'unhelped'],
    ['有什么要我协调的', 'mine'],
    ['全乡有多少贫困户', 'register'],
    ['哪几户老碰不到人', 'tries'],
    ['这个月去世几个人', 'flow'],
    ['任务完成得怎么样', 'tasks'],
    ['谁请假了', 'away'],
  ])('%s: %s', (text, topic) => expect(topicIn(text)).toBe(topic));

  it.each([
    '低保怎么申请',
    '危房改造补助多少',
    'I2办到哪一步了',
    '收到',
    '下周任务重,各村抓紧',
    '罗启明家屋顶漏雨',
  ])('none of the figures: %s', (text) => expect(topicIn(text)).toBeNull());
});

describe('the six situations of the relief review (C37)', () => {
  it.each<[string, string[]]>([
    ['没有变化', []],
    ['没有变化,没有小车,也没开店', []],
    ['儿子买了小车,开了个店', ['有小车', '有固定经营收入']],
    ['老人去世了', ['有人去世']],
    ['老娘病故了', ['有人去世']],
    ['儿媳跟人走了', []],
    ['老娘走了', []],
    ['鸡死了', []],
    ['女儿户口迁走了', ['户口迁走']],
    ['有一台货车跑运输', ['有营运的车']],
    ['老头领了退休金', ['领了退休养老金']],
  ])('%s', (text, flags) => expect(reliefFlags(text)).toEqual(flags));
});

it('a digest tells of the last whole week, on a Sunday of the one that ends', () => {
  const told = ['2017-09-17', '2017-09-18', '2017-09-19', '2017-09-22'].map((d) => weekToldOn(d));
  expect(told).toEqual(['2017-09-11', '2017-09-11', '2017-09-11', '2017-09-11']);
});

it('reports are due on the month’s last Thursday (F06)', () =>
  expect(['2017-09-05', '2017-10-31', '2017-11-01', '2018-02-01'].map(reportDay)).toEqual([
    '2017-09-28',
    '2017-10-26',
    '2017-11-30',
    '2018-02-22',
  ]));
