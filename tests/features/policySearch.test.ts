import { describe, expect, it } from 'vitest';
import { outcome } from '../../scripts/bench/ask/quality.ts';
import { readSets } from '../../scripts/bench/ask/sets.ts';
import { readBook } from '../../scripts/sample/book.ts';
import { normalize } from '../../src/core/text/normalize.ts';
import { createLibrary } from '../../src/features/policy/library.ts';
import { canonical } from '../../src/features/policy/search/dialect.ts';
import { buildSearch } from '../../src/features/policy/search/search.ts';
import type { Policy } from '../../src/records/policy.ts';
import type { Read } from '../../src/records/read.ts';

const NONE: never[] = [];
const readOf = (policies: readonly Policy[]) =>
  ({
    directory: {
      policies: () => policies,
      policy: (id: string) => policies.find((p) => p.id === id),
      synonyms: () => NONE,
    },
  }) as unknown as Read;
const book = readBook('2017-09-13T08:00:00+08:00');
const read = readOf(book);
const library = createLibrary();
const search = buildSearch(book);
const hits = (text: string) => search.find(normalize(text), 3);
const sets = readSets();
const asked = (set: keyof typeof sets) => sets[set].filter((s) => s.entries.length > 0);

describe('the search over the book', () => {
  it.each(asked('shown'))('shows $entries for $text', (s) => {
    const { shown } = outcome(s, library, read);
    expect(s.entries.some((id) => shown.includes(id))).toBe(true);
    expect(s.entries).toContain(shown[0]);
  });

  // What `npm run bench -- ask` measured, with a little room.
  it.each([
    ['seen', 0.95, 2],
    ['unseen', 0.96, 3],
  ] as const)('holds what was measured on words that it never learned: %s', (set, reached, wrong) => {
    const seen = asked(set).map((s) => ({ s, ...outcome(s, library, read) }));
    const within = seen.filter(({ s, shown }) => shown.some((id) => s.entries.includes(id)));
    const misled = seen.filter(({ s, told, shown }) => told && !s.entries.includes(shown[0] ?? ''));
    expect(within.length / seen.length).toBeGreaterThanOrEqual(reached);
    expect(misled.length).toBeLessThanOrEqual(wrong);
  });

  it('tells nothing that must not be told', () => {
    const barred = [...sets.shown, ...sets.seen, ...sets.unseen].filter((s) => s.roads.length > 0);
    const told = barred.filter((s) => outcome(s, library, read).told);
    expect(told.length).toBeLessThanOrEqual(1);
  });

  it("finds an entry of the office's own, of which nothing was learned", () => {
    const [some] = book;
    if (!some) throw new Error('no book');
    const own: Policy = {
      ...some,
      id: 'P41',
      title: '老年优待证:坐车、进公园不要钱',
      plain: '满六十五岁可以办老年优待证,坐县里的公交车、进公园不要钱。',
      who: ['满六十五岁的老人'],
      keywords: ['老年证', '优待证', '老年证+坐车'],
      questions: ['老年证怎么办', '老人坐车要不要钱', '优待证去哪里办'],
    };
    const wider = readOf([...book, own]);
    const fresh = createLibrary();
    expect(fresh.find('老年证在哪里办', wider)).toMatchObject({ kind: 'clear', policy: { id: 'P41' } });
    expect(fresh.find('低保怎么申请', wider)).toMatchObject({ kind: 'clear', policy: { id: 'P02' } });
    // Under a number that the model knows, but about something else.
    const other = readOf([...book.filter((p) => p.id !== 'P32'), { ...own, id: 'P32' }]);
    expect(fresh.find('老年证在哪里办', other)).toMatchObject({ kind: 'clear', policy: { id: 'P32' } });
    expect(fresh.find('满六十了怎么领养老钱', other).kind).not.toBe('clear');
  });

  it.each([
    ['地保怎么申请', 'P02'],
    ['我想辦殘疾證', 'P05'],
    ['雨路计划的钱没到', 'P13'],
    ['屋頂漏雨了', 'P17'],
    [
      '我们家是2012年分家出来的,当时就两间土砖屋,后来娃儿出去了,前年落大雪把屋梁压弯了,去年找人看过说不要紧,今年开春到现在只要一落雨屋里到处漏,想问哈这个修房子国家有没有补助',
      'P17',
    ],
  ])('hears %s as %s (sound, traditional characters, a long story)', (text, id) => {
    expect(hits(text)[0]?.id).toBe(id);
  });

  it('finds nothing in nothing', () => {
    for (const text of ['', '。。。', '😀', 'a']) expect(hits(text)).toEqual([]);
  });
});

it('says the village words in the words of the book', () => {
  expect(canonical('我屋头要交好多钱嘛')).toBe('我家里要交多少钱');
  expect(canonical('哪阵发,咋个领')).toBe('什么时候发 怎么领');
});
