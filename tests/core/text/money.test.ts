import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyIn } from '../../../src/core/text/money.ts';
import { GROUP_OF, GROUPS, INCOMES } from '../../../src/core/text/moneyWords.ts';

const told = (text: string) =>
  moneyIn(text).map(({ kind, category, amount, approx, period, yearsAgo }) =>
    [
      kind === 'income' ? '收入' : '支出',
      category,
      amount,
      approx ? '约' : '',
      period === '一次' ? '' : period,
      yearsAgo || '',
    ]
      .filter((x) => x !== '')
      .join(' '),
  );

describe('what words tell of money beyond doubt', () => {
  test.each([
    ['老伴头晕好些了,药还有半个月的量,鸡卖了12只收入960元', '收入 养殖 960'],
    ['卖了两头猪,得了4600', '收入 养殖 4600'],
    ['鸡卖了九百六', '收入 养殖 960'],
    ['大女儿打工每月寄回800块', '收入 务工 800 每月'],
    ['去年卖茶叶收入3千来块', '收入 种植 3000 约 1'],
    ['一年工资两三万', '收入 务工 20000 约 每年'],
    ['低保领了230元', '收入 低保 230'],
    ['土地流转租金200元', '收入 土地流转 200'],
    ['买化肥花了300块', '支出 生产经营 300'],
    ['儿子学费交了1.2万', '支出 教育 12000'],
  ])('%s', (text, expected) => expect(told(text)).toEqual([expected]));

  test('two amounts in one sentence are two', () => {
    expect(told('卖鸡得了960元,买药花了200元')).toEqual(['收入 养殖 960', '支出 医疗 200']);
  });

  test.each([
    '保洁员工资500元还没到',
    '想卖鸡,能卖960元',
    '鸡一只80元,卖了12只',
    '卖鸡和卖菜收入800元',
    '贷款5万',
    '全年收入2万元',
    '收入2万',
    '慰问金500元',
    '还差3000元',
    '隔壁卖猪得了5000元',
    '低保能领230元吗?',
    '卖了猪交学费5000元',
    '9.13 入户 正常',
    '要卖鸡960元',
  ])('nothing is guessed from “%s”', (text) => expect(moneyIn(text)).toEqual([]));
});

describe('for any words', () => {
  const words = fc
    .array(
      fc.constantFrom(
        '鸡',
        '卖了',
        '收入',
        '12只',
        '960元',
        '没到',
        ',',
        '。',
        '两三万',
        '每月',
        '药',
        '花了',
        '去年',
        '九百六',
        '一只',
        'x',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));

  test('each is a positive sum in yuan with a known category, and rough only where it was said so', () => {
    fc.assert(
      fc.property(words, (text) => {
        for (const m of moneyIn(text)) {
          expect(m.amount).toBeGreaterThan(0);
          if (m.max !== undefined) expect(m.max).toBeGreaterThan(m.amount);
          if (m.approx) expect(text).toMatch(/两三万/);
          if (m.kind === 'income') expect(INCOMES).toContain(m.category);
        }
      }),
    );
  });

  test('an exact sum is read as it stands, whatever its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), (n) => {
        expect(told(`鸡卖了收入${n}元`)).toEqual([`收入 养殖 ${n}`]);
      }),
    );
  });

  test('a word that it did not come leaves nothing', () => {
    const late = fc.constantFrom('没到账', '还没到', ',还没发', ',拖欠着', '没给');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), late, (n, words) => {
        expect(moneyIn(`保洁员工资${n}元${words}`)).toEqual([]);
      }),
    );
  });
});

test('every category has one of the groups of the account', () => {
  for (const c of INCOMES) expect(GROUPS).toContain(GROUP_OF[c]);
});
