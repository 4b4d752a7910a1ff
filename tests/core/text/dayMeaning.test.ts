import { describe, expect, test } from 'vitest';
import { findDay, formatDay, formatDayLong, type Prefer, parseDay } from '../../../src/core/text/days.ts';

/** A Wednesday. */
const TODAY = '2017-09-13';

/** A reading in short: `09-20 18:00 until`; the year only where it is not 2017. */
function read(text: string, prefer: Prefer = 'nearest', today = TODAY): string {
  const found = parseDay(text, { today, prefer });
  if (found === null) return '-';
  if ('invalid' in found) return found.invalid;
  if ('unknownYear' in found) return 'unknownYear';
  return [found.day.replace('2017-', ''), found.time, found.until && 'until'].filter(Boolean).join(' ');
}

test.each([
  ['周五下午3点', '09-15 15:00'],
  ['明天上午9点', '09-14 09:00'],
  ['9月20日 18:00', '09-20 18:00'],
  ['9月20日18:00:00', '09-20 18:00'],
  ['9.14 9:30', '09-14 09:30'],
  ['晚上8点半', '09-13 20:30'],
  ['今晚8点', '09-13 20:00'],
  ['明早7点半', '09-14 07:30'],
  ['明天中午12点', '09-14 12:00'],
  ['今晚12点', '09-13 23:59'],
  ['后天下午三点一刻', '09-15 15:15'],
  ['下周三十点', '09-20 10:00'],
  ['周四3点', '09-14 15:00'],
  ['周四3:00', '09-14 03:00'],
  ['凌晨2点', '09-13 02:00'],
  ['9月20日上午9点前', '09-20 09:00 until'],
  ['昨天下午', '09-12'],
  ['9月20日晚上', '09-20'],
])('%s is %s, with a time', (phrase, day) => {
  expect(read(phrase)).toBe(day);
});

describe('which way an incomplete day is meant', () => {
  test.each<[string, string, string, string]>([
    // phrase, nearest, past, future
    ['周一', '09-11', '09-11', '09-18'],
    ['周三', '09-13', '09-13', '09-13'],
    ['周五', '09-15', '09-08', '09-15'],
    ['周末', '09-17', '09-10', '09-17'],
    ['上周五', '09-08', '09-08', '09-08'],
    ['20号', '09-20', '08-20', '09-20'],
    ['5号', '09-05', '09-05', '10-05'],
    ['31号', '08-31', '08-31', '10-31'],
    ['月底', '09-30', '08-31', '09-30'],
    ['月初', '09-01', '09-01', '10-01'],
    ['年底', '12-31', '2016-12-31', '12-31'],
    ['国庆', '10-01', '2016-10-01', '10-01'],
    ['五一', '05-01', '05-01', '2018-05-01'],
    ['除夕', '2018-02-15', '01-27', '2018-02-15'],
    ['12月20日', '12-20', '2016-12-20', '12-20'],
    ['4月1日', '04-01', '04-01', '2018-04-01'],
    // A slip of days keeps its year, so that it can be told.
    ['9月20日', '09-20', '09-20', '09-20'],
    ['9月10日', '09-10', '09-10', '09-10'],
  ])('%s: %s, past %s, future %s', (phrase, nearest, past, future) => {
    expect([read(phrase), read(phrase, 'past'), read(phrase, 'future')]).toEqual([nearest, past, future]);
  });

  test('礼拜六 on a Sunday is yesterday, 周四 before Thursday is to come', () => {
    expect(read('礼拜六', 'nearest', '2017-09-17')).toBe('09-16');
    expect(read('周四', 'nearest', '2017-09-13')).toBe('09-14');
    expect(read('下周三', 'nearest', '2017-09-17')).toBe('09-20');
  });

  test('the turn of the year', () => {
    expect(read('12月25日', 'past', '2018-01-03')).toBe('12-25');
    expect(read('1月5日', 'future', '2017-12-28')).toBe('2018-01-05');
    expect(read('元旦', 'nearest', '2017-12-28')).toBe('2018-01-01');
    expect(read('年前', 'nearest', '2018-01-10')).toBe('2018-02-15 until');
    expect(read('下月底', 'nearest', '2017-12-31')).toBe('2018-01-31');
    // Of two as near the coming one.
    expect(read('1号', 'nearest', '2018-02-15')).toBe('2018-03-01');
    expect(read('一个月后', 'nearest', '2018-01-31')).toBe('2018-02-28');
  });
});

describe('holidays that are not published yet are not guessed', () => {
  test.each(['国庆后', '年后', '5个工作日内'])('%s in 2040', (phrase) => {
    expect(read(phrase, 'nearest', '2040-09-13')).toBe('unknownYear');
  });
  test('what does not hang on them is read', () => {
    expect(read('国庆前', 'nearest', '2040-09-13')).toBe('2040-09-30 until');
    expect(read('中秋', 'nearest', '2040-09-13')).toBe('2040-09-20');
  });
  test('lunar years end with the table', () => {
    expect(read('腊月二十', 'nearest', '2101-06-01')).toBe('unknownYear');
    expect(read('中秋', 'nearest', '2150-06-01')).toBe('unknownYear');
  });
});

describe('a day in running text', () => {
  const found = (text: string, prefer: Prefer = 'nearest') => {
    const day = findDay(text, { today: TODAY, prefer });
    return day === null
      ? null
      : [text.slice(day.index, day.index + day.length), 'day' in day ? day.day : 'noSuchDay'];
  };

  test.each<[string, string, string]>([
    ['#走访 罗启明 入户 9月13日 老伴头晕好些了', '9月13日', '2017-09-13'],
    ['今天去石长顺家了 他妈在屋', '今天', '2017-09-13'],
    ['1. 冯立群 罗启明 9.13 入户 正常', '9.13', '2017-09-13'],
    ['罗启明9.13入户', '9.13', '2017-09-13'],
    ['提醒苗青云月底前把残疾证复印件交到民政所', '月底前', '2017-09-30'],
    ['老彭家房子国庆前必须弄完,现在砖差2000匹', '国庆前', '2017-09-30'],
    ['月嫂培训报名(9月25日,乡文化站)', '9月25日', '2017-09-25'],
    ['下次走访:下周三', '下周三', '2017-09-20'],
    ['晚上8点半开会', '晚上8点半', '2017-09-13'],
    ['前天天晴', '前天', '2017-09-11'],
    ['今天3点意见没回', '今天', '2017-09-13'],
    ['国庆节放假', '国庆节', '2017-10-01'],
    ['9.31 入户', '9.31', 'noSuchDay'],
    ['9月31日走了罗启明', '9月31日', 'noSuchDay'],
    ['9月20日前往县里', '9月20日', '2017-09-20'],
    ['30日内办结', '30日内', '2017-10-13'],
  ])('%s: %s', (text, phrase, day) => {
    expect(found(text)).toEqual([phrase, day]);
  });

  test.each([
    ...[
      '哪些户超过2个星期没人去了',
      '收入9.13元',
      'v1.9.13',
      '长3.5米',
      '亩产3.5-4.5斤',
      '电话0731-12345',
      '9-11户',
      '1-2组',
    ],
    ...[
      '8月份的工资还没到账',
      '以后天天去',
      '目前天气好',
      '安置房5号楼',
      '2号意见箱',
      '3点意见',
      '每周一汇总',
      '这周走访率多少',
    ],
    ...[
      '药还有半个月的量',
      '十一户没走',
      '五一村',
      '初一学生',
      '九年义务教育',
      '2014年建档',
      '第二天',
      '三天两头',
      '去了3次',
    ],
  ])('none in %s', (text) => {
    expect(found(text)).toBeNull();
  });
});

test.each([
  ['2017-09-13', '9月13日', '9月13日(周三)'],
  ['2017-10-01', '10月1日', '10月1日(周日)'],
  ['2018-01-05', '2018年1月5日', '2018年1月5日(周五)'],
])('%s is written %s', (day, short, long) => {
  expect(formatDay(day, TODAY)).toBe(short);
  expect(formatDayLong(day, TODAY)).toBe(long);
});
