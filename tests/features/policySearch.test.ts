import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBook } from '../../scripts/sample/book.ts';
import { normalize } from '../../src/core/text/normalize.ts';
import { isClear, OFFER } from '../../src/features/policy/library.ts';
import { canonical } from '../../src/features/policy/search/dialect.ts';
import { buildSearch } from '../../src/features/policy/search/search.ts';

interface Question {
  id: string;
  text: string;
  policy: string;
  also: string[];
  set: 'shown' | 'own' | 'fresh';
}
const { questions } = JSON.parse(
  readFileSync(new URL('./policy-questions.json', import.meta.url), 'utf8'),
) as { questions: Question[] };
const search = buildSearch(readBook('2017-09-13T08:00:00+08:00'));
const hits = (text: string) => search.find(normalize(text), 3);

describe('the search over the book', () => {
  it.each(questions.filter((q) => q.set === 'shown'))('finds $policy for $text', (q) => {
    const [first] = hits(q.text);
    expect([q.policy, ...q.also]).toContain(first?.id);
    expect(hits(q.text).map((h) => h.id)).toContain(q.policy);
    expect(first?.score).toBeGreaterThan(OFFER);
  });

  it('holds what was measured on questions that nothing was tuned on', () => {
    const fresh = questions.filter((q) => q.set === 'fresh');
    const within = fresh.filter((q) => hits(q.text).some((h) => h.id === q.policy));
    const wrong = fresh.filter((q) => {
      const [a, b] = hits(q.text);
      return a && isClear(a, b) && a.id !== q.policy && !q.also.includes(a.id);
    });
    expect(within.length / fresh.length).toBeGreaterThanOrEqual(0.95);
    expect(wrong.length).toBeLessThanOrEqual(2);
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
