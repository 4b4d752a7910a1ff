import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../../src/core/text/fuzzy.ts';
import { buildNames, findNames, lookUp, type NameEntry, putName } from '../../../src/core/text/names.ts';

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏',
];
const GIVEN = [
  ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂志高国建华文玉春海金福生荣贵德成林云凤梅红燕玲',
];

/** Names made by counting, so that every run has the same ones. */
function generated(n: number): NameEntry[] {
  return Array.from({ length: n }, (_, i) => {
    const at = (list: string[], k: number) => list[k % list.length] ?? '';
    const name = at(SURNAMES, i * 7) + at(GIVEN, i * 13 + 5) + at(GIVEN, Math.floor(i / 31) * 17);
    return { id: `H${i}`, name, aliases: [], villageId: `V${i % 100}` };
  });
}

const ENTRIES = generated(10_000);
const INDEX = buildNames(ENTRIES);
const NOBODY = { own: new Set<string>(), villages: new Set<string>() };

/** The best of three runs, in milliseconds. */
function timeOf(run: () => void): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const start = performance.now();
      run();
      return performance.now() - start;
    }),
  );
}

test('a look-up does not go through all names: it takes a small part of the time that comparing each one does', () => {
  const words = ENTRIES.slice(0, 20).map(({ name }) => `${name.slice(0, 2)}槐`);
  const looked = timeOf(() => {
    for (const word of words) lookUp(INDEX, word, NOBODY);
  });
  const compared = timeOf(() => {
    for (const word of words) for (const { name } of ENTRIES) editDistance(word, name);
  });
  expect(looked / compared).toBeLessThan(0.2);
});

test('every name is found by itself, by its sound, with a character swapped', () => {
  const entry = fc.constantFrom(...ENTRIES.slice(0, 2_000));
  fc.assert(
    fc.property(entry, ({ id, name }) => {
      const own = { own: new Set([id]), villages: new Set<string>() };
      const [a = '', b = '', c = ''] = name;
      expect(lookUp(INDEX, name, own)[0]?.entry.id).toBe(id);
      const swapped = lookUp(INDEX, `${a}${c}${b}`, own);
      expect(swapped[0]?.how === 'exact' || swapped.some((match) => match.entry.id === id)).toBe(true);
      expect(findNames(INDEX, `去了${name}家`, own)).toMatchObject([{ entry: { id }, index: 2 }]);
    }),
  );
});

test('no match is unrelated: each shares a character or all its sound with the word', () => {
  const char = fc.constantFrom(...SURNAMES, ...GIVEN);
  fc.assert(
    fc.property(fc.tuple(char, char, char), (chars) => {
      const unrelated = lookUp(INDEX, chars.join(''), NOBODY).filter(({ entry, how }) => {
        const shared = chars.filter((c) => entry.name.includes(c)).length;
        return how !== 'homophone' && shared < (how === 'oneWrong' ? 2 : 1);
      });
      expect(unrelated).toEqual([]);
    }),
  );
});

test('an index that was moved on entry by entry finds what a new one finds', () => {
  const change = fc.record({
    at: fc.nat(199),
    name: fc.constantFrom(...ENTRIES.slice(300, 400).map((e) => e.name)),
    gone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const entries = new Map(ENTRIES.slice(0, 200).map((e) => [e.id, e]));
      const index = buildNames([...entries.values()]);
      for (const { at, name, gone } of changes) {
        const entry = { id: `H${at}`, name, aliases: [], villageId: 'V1' };
        putName(index, entry, gone);
        if (gone) entries.delete(entry.id);
        else entries.set(entry.id, entry);
      }
      const anew = buildNames([...entries.values()]);
      const words = [
        ...changes.map((c) => c.name),
        ...ENTRIES.slice(0, 20).map((e) => `${e.name.slice(0, 2)}槐`),
      ];
      for (const word of words) {
        const ids = (found: ReturnType<typeof lookUp>) =>
          found.map((m) => `${m.score} ${m.entry.id} ${m.entry.name}`);
        expect(ids(lookUp(index, word, NOBODY))).toEqual(ids(lookUp(anew, word, NOBODY)));
      }
    }),
    { numRuns: 50 },
  );
});
