import { expect, test } from 'vitest';
import { findDay, type Prefer, parseDay } from '../../../src/core/text/days.ts';

/** A Wednesday. */
const TODAY = '2017-09-13';

/** A deadline in short: `09-20 18:00 until`; the year only where it is not 2017. */
function read(text: string, prefer: Prefer = 'future'): string {
  const found = parseDay(text, { today: TODAY, prefer });
  if (found === null) return '-';
  if ('invalid' in found) return found.invalid;
  if ('unknownYear' in found) return 'unknownYear';
  return [found.day.replace('2017-', ''), found.time, found.until && 'until'].filter(Boolean).join(' ');
}

const table = (rows: string) =>
  rows
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/ *= */) as [string, string]);

test.each(
  table(`
    后天上午 = 09-15
    后天上午十点 = 09-15 10:00
    大后天一早 = 09-16
    明儿下午 = 09-14
    明儿个 = 09-14
    今儿个 = 09-13
    昨儿个 = 09-12
    后儿 = 09-15
    前儿 = 09-11
    明日 = 09-14
    後天 = 09-15
    這週五 = 09-15
    下週三 = 09-20
    下禮拜一 = 09-18
    禮拜三 = 09-13
    星期天 = 09-17
    這個禮拜天 = 09-17
    下个礼拜二 = 09-19
    下下周一 = 09-25
    下下个礼拜一 = 09-25
    上周五 = 09-08
    上个礼拜五 = 09-08
    週五之前 = 09-15 until
    礼拜五之前 = 09-15 until
    周五下班前 = 09-15 until
    今天下班前 = 09-13 until
    今天之内 = 09-13 until
    明天之前 = 09-14 until
    25号之前 = 09-25 until
    二十五号之前 = 09-25 until
    廿五号 = 09-25
    25日前 = 09-25 until
    本月25日前 = 09-25 until
    下月10号前 = 10-10 until
    下个月十号 = 10-10
    九月底 = 09-30
    九月底以前 = 09-30 until
    9月底前 = 09-30 until
    月底之前 = 09-30 until
    这个月内 = 09-30 until
    下个月内 = 10-31 until
    月中 = 09-15
    下月中旬 = 10-20
    9月下旬 = 09-30
    九月中旬 = 09-20
    10月上旬 = 10-10
    本月下旬 = 09-30
    中秋节之前 = 10-04 until
    八月十五前 = 10-04 until
    八月十五 = 10-04
    國慶前 = 09-30 until
    十一以前 = 09-30 until
    十一后 = 10-09
    国庆节后 = 10-09
    国庆假期后 = 10-09
    国庆收假后 = 10-09
    臘月廿三 = 2018-02-08
    腊月二十三 = 2018-02-08
    小年 = 2018-02-08
    小年前 = 2018-02-08 until
    正月初八 = 2018-02-23
    过年前 = 2018-02-15 until
    过年 = 2018-02-16
    过完年 = 2018-02-22
    过了年 = 2018-02-22
    春节前三天 = 2018-02-13
    三天之内 = 09-16 until
    3日内 = 09-16 until
    三日之内 = 09-16 until
    七日内 = 09-20 until
    十天之内 = 09-23 until
    十天半月内 = 09-28 until
    半个月内 = 09-28 until
    半月内 = 09-28 until
    一个礼拜内 = 09-20 until
    两个礼拜后 = 09-27
    一星期之内 = 09-20 until
    过两天 = 09-15
    过三天 = 09-16
    再过一周 = 09-20
    过一个星期 = 09-20
    俩月后 = 11-13
    两个月内 = 11-13 until
    年终 = 12-31
    下半年 = 12-31
    上半年 = 06-30
    明年上半年 = 2018-06-30
    下半年内 = 12-31 until
    三季度 = 09-30
    第四季度 = 12-31
    季度末 = 09-30
    本季度内 = 09-30 until
    清明前 = 2018-04-05 until
    明年清明前 = 2018-04-05 until
    重阳节前 = 10-28 until
    重阳 = 10-28
    端午前 = 2018-06-18 until
    霜降前 = 10-23 until
    立冬前 = 11-07 until
    冬至 = 12-22
    9月20前 = 09-20 until
    9.20前 = 09-20 until
    9-20之前 = 09-20 until
    九月二十之前 = 09-20 until
    2017年9月底 = 09-30
    这周内 = 09-17 until
    本周之内 = 09-17 until
    下周内 = 09-24 until
    下周之内 = 09-24 until
    这周末 = 09-17
    周末前 = 09-17 until
    星期六上午9点 = 09-16 09:00
    周六早上八点半 = 09-16 08:30
    下午三点半 = 09-13 15:30
    今晚七点 = 09-13 19:00
    明早8点 = 09-14 08:00
    明天晌午 = 09-14
    后天擦黑 = 09-15
    10月1号 = 10-01
    十月一日前 = 10-01 until
    十月初一 = 11-18
    农历十月初一 = 11-18
    阴历八月十五 = 10-04
    9月卅日 = 09-30
    12月5号以前 = 12-05 until
    五月初五 = 2018-06-18
    七月半 = 2018-08-25
    月头 = 10-01
    月尾 = 09-30
    年尾 = 12-31
    年三十 = 2018-02-15
    大年三十前 = 2018-02-15 until
    下个月头 = 10-01
    月底以前 = 09-30 until
    这月底 = 09-30
    月底上午 = 09-30
    这个星期五前 = 09-15 until
    下个星期五以前 = 09-22 until
    星期五以前 = 09-15 until
    礼拜日 = 09-17
    15号下午两点 = 09-15 14:00
    15号14:30 = 09-15 14:30
    明天14点 = 09-14 14:00
    九月十五号下午2点半 = 09-15 14:30
    48小时内 = 09-15 until
    两日内 = 09-15 until
    一个月之内 = 10-13 until
    两个星期之后 = 09-27
    三个工作日内 = 09-18 until
    10个工作日内 = 09-27 until
    十月上旬前 = 10-10 until
    明年3月底 = 2018-03-31
    今年十月底前 = 10-31 until
    再过半个月 = 09-28
    谷雨前 = 2018-04-20 until
    立秋 = 2018-08-07
    第一季度 = 03-31`),
)('as people say a deadline, %s = %s', (phrase, day) => {
  expect(read(phrase)).toBe(day);
});

test.each(['9月31号前', '二月三十号', '2月30日'])('there is no %s', (phrase) => {
  expect(read(phrase)).toBe('noSuchDay');
});

test.each([
  '天黑前',
  '开春后',
  '秋收后',
  '这两天',
  '近几天',
  '晚黑',
  '放假前',
  '年头',
  '五四',
  '过完年后',
  '冬至后',
])('%s is no day', (phrase) => {
  expect(read(phrase)).toBe('-');
});

test.each([
  ['立秋后天凉了,老人咳嗽', null],
  ['上半年收入3000元', null],
  ['过两天他儿子回来', null],
  ['过年没回来', null],
])('of what was, a stretch of time tells no day: %s', (text, phrase) => {
  expect(findDay(text, { today: TODAY, prefer: 'past' })).toBe(phrase);
});

test.each([
  '超过三天没人去',
  '经过两周培训',
  '来过三个月',
  '过年货没备',
  '第二十一前面',
  '年终总结没交',
  '过年后辈都回来',
  '八月十五号楼',
])('in running text none stands in %s', (text) => {
  const found = findDay(text, { today: TODAY, prefer: 'future' });
  expect(found && text.slice(found.index, found.index + found.length)).toBeNull();
});
