import { describe, expect, test } from 'vitest';
import { type Asker, buildNames, findNames, lookUp, type NameEntry } from '../../../src/core/text/names.ts';

const HOUSEHOLDS: NameEntry[] = [
  ['H01', '罗启明', 'V01'],
  ['H02', '覃秀英', 'V01', '覃婆婆'],
  ['H03', '龙国栋', 'V01', '老龙'],
  ['H04', '石长顺', 'V02'],
  ['H05', '吴春桃', 'V02'],
  ['H06', '马树根', 'V02'],
  ['H07', '邓有福', 'V03'],
  ['H08', '秦海生', 'V03'],
  ['H09', '蒋来发', 'V01'],
  ['H10', '何玉兰', 'V04'],
  ['H11', '莫建军', 'V03'],
  ['H12', '罗启民', 'V02'],
  ['H13', '彭志高', 'V04', '老彭'],
  ['H14', '谭芳', 'V04'],
  ['H15', '欧阳德贵', 'V04'],
].map(([id = '', name = '', villageId = '', ...aliases]) => ({ id, name, aliases, villageId }));

const INDEX = buildNames(HOUSEHOLDS);

const asker = (own: string[], villages: string[]): Asker => ({
  own: new Set(own),
  villages: new Set(villages),
});
const STRANGER = asker([], []);
const FENG = asker(['H01'], ['V01']);
const SHEN = asker(['H12', 'H13'], ['V02', 'V04']);

const met = (word: string, who = STRANGER) =>
  lookUp(INDEX, word, who).map(({ how, entry }) => `${entry.id} ${how}`);

describe('a word is looked up', () => {
  test.each([
    ['彭志高', ['H13 exact']],
    ['老彭', ['H13 alias']],
    ['覃婆婆', ['H02 alias']],
    ['彭誌高', ['H13 exact']],
    ['彭志高家', ['H13 exact']],
    ['彭志高家里', ['H13 exact']],
    ['彭志高屋里', ['H13 exact']],
    ['彭志高户', ['H13 exact']],
    ['彭志高他家', ['H13 exact']],
    ['覃秀英老人家', ['H02 exact']],
    [' 彭 志 高 ', ['H13 exact']],
    // The same sound.
    ['罗其名', ['H01 homophone', 'H12 homophone']],
    ['邓友富', ['H07 homophone']],
    ['莫见君', ['H11 homophone']],
    ['石常顺', ['H04 homophone']],
    ['石涨顺', ['H04 homophone']],
    ['谭秀英', ['H02 homophone']],
    ['秦秀英', ['H02 homophone']],
    ['谭方', ['H14 homophone']],
    // A southern ear.
    ['蒋来花', ['H09 homophone']],
    ['吴村桃', ['H05 homophone']],
    ['邓有胡', ['H07 homophone']],
    ['何玉南', ['H10 homophone']],
    ['蒋奶发', ['H09 homophone']],
    // One slip.
    ['马大根', ['H06 oneWrong']],
    ['马根树', ['H06 oneWrong']],
    ['马树根根', ['H06 oneWrong']],
    ['树根', ['H06 oneWrong']],
    ['欧阳贵', ['H15 oneWrong']],
    ['欧阳德发', ['H15 oneWrong']],
    // Pinyin among characters.
    ['罗启ming', ['H01 pinyin', 'H12 pinyin']],
    ['luoqiming', ['H01 pinyin', 'H12 pinyin']],
    ['luo qi min', ['H12 pinyin', 'H01 pinyin']],
    ['Peng志高', ['H13 pinyin']],
    ['shi chang shun', ['H04 pinyin']],
    ['sicangsun', ['H04 pinyin']],
  ])('%s: %j', (word, expected) => {
    expect(met(word)).toEqual(expected);
  });

  test.each([
    '张三',
    '李四光',
    '收到',
    '正常',
    '入户',
    '今天',
    '家里',
    '罗',
    '',
    '罗明',
    '谭红',
    '马',
    'abc',
    '老石',
    '👍',
    '何大庆',
  ])('%j means nobody', (word) => {
    expect(met(word)).toEqual([]);
  });

  test('an exact name keeps its homophones beside it, but no slips', () => {
    expect(met('罗启明')).toEqual(['H01 exact', 'H12 homophone']);
  });
});

describe('what is nearer to the asker comes first', () => {
  test.each([
    ['罗启ming', FENG, ['H01 pinyin', 'H12 pinyin']],
    ['罗启ming', SHEN, ['H12 pinyin', 'H01 pinyin']],
    ['罗其名', SHEN, ['H12 homophone', 'H01 homophone']],
    // Never before an exact name.
    ['罗启明', SHEN, ['H01 exact', 'H12 homophone']],
    // Little to go by: only among his own and his villages.
    ['罗明', FENG, ['H01 oneWrong']],
    ['罗明', STRANGER, []],
    ['罗其兵', FENG, ['H01 twoWrong']],
    ['罗其兵', STRANGER, []],
  ])('%s', (word, who, expected) => {
    expect(met(word, who)).toEqual(expected);
  });

  test('a slip for the own household stands before the same sound elsewhere, never before a name as it is written', () => {
    const near = buildNames([
      { id: 'H1', name: '罗启明', aliases: [], villageId: 'V01' },
      { id: 'H2', name: '罗启怀', aliases: [], villageId: 'V09' },
      { id: 'H3', name: '罗明启', aliases: [], villageId: 'V09' },
    ]);
    const who = asker(['H1'], ['V01']);
    expect(lookUp(near, '罗启槐', STRANGER)[0]?.entry.id).toBe('H2');
    expect(lookUp(near, '罗启槐', who)[0]?.entry.id).toBe('H1');
    expect(lookUp(near, '罗明启', who)[0]?.entry.id).toBe('H3');
  });

  test('at most five', () => {
    const many = buildNames(
      Array.from({ length: 9 }, (_, i) => ({ id: `H${i}`, name: '罗启明', aliases: [], villageId: 'V1' })),
    );
    expect(lookUp(many, '罗启明', asker(['H7'], [])).map(({ entry }) => entry.id)).toEqual([
      'H7',
      'H0',
      'H1',
      'H2',
      'H3',
    ]);
  });
});

describe('a form of address means the one of his own with that surname', () => {
  test.each(['老罗', '罗叔', '罗大爷', '罗婆婆', '罗书记', '老罗家', '小罗'])('%s', (word) => {
    expect(lookUp(INDEX, word, FENG)).toMatchObject([{ how: 'alias', weak: true, entry: { id: 'H01' } }]);
    expect(met(word)).toEqual([]);
  });
  test('not where two bear it', () => {
    expect(met('老罗', asker(['H01', 'H12'], []))).toEqual([]);
  });
  test('a surname of two characters', () => {
    expect(met('欧阳大爷', asker(['H15'], []))).toEqual(['H15 alias']);
  });
  test('a known alias is no guess', () => {
    expect(lookUp(INDEX, '老彭', SHEN)[0]).not.toHaveProperty('weak');
  });
});

describe('names in running text', () => {
  const names = (text: string, who = STRANGER) =>
    findNames(INDEX, text, who).map(({ entry, index, length, how }) => [
      entry.id,
      text.slice(index, index + length),
      how,
    ]);

  test.each([
    ['今天去石长顺家了他妈在屋', [['H04', '石长顺', 'exact']]],
    ['老彭家房子国庆前必须弄完', [['H13', '老彭', 'alias']]],
    [
      '罗启明覃秀英都走了',
      [
        ['H01', '罗启明', 'exact'],
        ['H02', '覃秀英', 'exact'],
      ],
    ],
    [
      '覃婆婆和老龙',
      [
        ['H02', '覃婆婆', 'alias'],
        ['H03', '老龙', 'alias'],
      ],
    ],
    ['罗启家的路灯', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test('the longer name wins', () => {
    const index = buildNames([
      { id: 'A', name: '龙国', aliases: [], villageId: 'V1' },
      { id: 'B', name: '龙国栋', aliases: [], villageId: 'V1' },
      { id: 'C', name: '栋梁才', aliases: [], villageId: 'V1' },
    ]);
    expect(findNames(index, '找龙国栋梁才', STRANGER).map(({ entry }) => entry.id)).toEqual(['B']);
  });

  test('of one name the nearer is taken, as near ones are told', () => {
    const index = buildNames(
      ['V1', 'V2', 'V2', 'V3'].map((villageId, i) => ({
        id: `H${i}`,
        name: '罗启明',
        aliases: [],
        villageId,
      })),
    );
    const of = (who: Asker) =>
      findNames(index, '罗启明', who).map(({ entry, others }) => [entry.id, others.map(({ id }) => id)]);
    expect(of(asker(['H3'], ['V2']))).toEqual([['H3', []]]);
    expect(of(asker([], ['V2']))).toEqual([['H1', ['H2']]]);
    expect(of(STRANGER)).toEqual([['H0', ['H1', 'H2', 'H3']]]);
  });
});

test('an empty index finds nobody', () => {
  const empty = buildNames([]);
  expect(lookUp(empty, '罗启明', FENG)).toEqual([]);
  expect(findNames(empty, '罗启明', FENG)).toEqual([]);
});
