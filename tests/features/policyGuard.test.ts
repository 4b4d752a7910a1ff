import { describe, expect, it } from 'vitest';
import { headsIn, readSets } from '../../scripts/bench/ask/sets.ts';
import { readExamples } from '../../scripts/guard/examples.ts';
import { train } from '../../scripts/guard/train.ts';
import { readBook } from '../../scripts/sample/book.ts';
import { readWeights, writeWeights } from '../../src/core/learned.ts';
import { normalize } from '../../src/core/text/normalize.ts';
import { createBelieve, readLearned } from '../../src/features/policy/guard/belief.ts';
import { type GuardFacts, judge } from '../../src/features/policy/guard/guard.ts';
import { buildSearch } from '../../src/features/policy/search/search.ts';
import { readFolder } from '../../src/policy-files.ts';
import { farApart } from '../support/learned.ts';

const built = readFolder(undefined, Date.parse('2017-09-13T08:00:00+08:00')).map(({ id, entry }) => ({
  id,
  ...entry,
}));
const book = readBook('2017-09-13T08:00:00+08:00');
const believe = createBelieve();
const guard = (text: string, facts: GuardFacts) => judge(believe(text, facts), text, facts);
const search = buildSearch(book);
const near = (text: string) => search.find(text, 1)[0]?.score ?? 0;
const road = (text: string) =>
  guard(normalize(text), { heads: headsIn(text), near: near(normalize(text)) }).road;
const sets = readSets();

describe('the guard before the look-up', () => {
  it.each(sets.shown.filter((s) => s.roads.length > 0))('$text → $roads', (s) => {
    expect(s.roads).toContain(road(s.text));
  });

  it('lets the questions of the brief and of the book through', () => {
    const asked = [
      ...sets.shown.filter((s) => s.roads.length === 0).map((s) => s.text),
      ...book.flatMap((p) => p.questions),
    ];
    expect(asked.filter((text) => road(text) !== null)).toEqual([]);
  });

  it('has learned what it was shown', () => {
    const known = readExamples().filter((e) => e.labels[0] !== 'ordinary' && !/^P/.test(e.labels[0] ?? ''));
    const wrong = known.filter((e) => !e.labels.includes(road(e.text) ?? ''));
    expect(wrong.length).toBeLessThanOrEqual(0.02 * known.length);
  });

  it('has none of the words that are kept aside among its examples', () => {
    const learned = new Set([
      ...readExamples().map((e) => e.text),
      ...book.flatMap((p) => p.questions).map((q) => normalize(q)),
    ]);
    expect(Object.values(sets).flatMap((set) => set.filter((s) => learned.has(s.text)))).toEqual([]);
  });

  it('is the model that its examples make: otherwise run `npm run guard`', { timeout: 180_000 }, () => {
    const kept = readLearned();
    const fresh = readWeights(writeWeights(train(built)));
    expect(fresh.names).toEqual(kept.names);
    expect(farApart(fresh, kept)).toEqual([]);
  });

  it('is ready in a moment: no answer waits for it', () => {
    const from = process.cpuUsage();
    createBelieve();
    expect(process.cpuUsage(from).user / 1000).toBeLessThan(300);
  });

  it('lets a question pass that the office gave an entry, where no rule speaks against it', () => {
    const given = '哪里可以给老花镜盖个戳';
    expect(guard(given, { heads: [], example: true }).road).toBeNull();
    expect(guard('我家今年能评上不', { heads: [], example: true }).road).toBe('verdict');
    expect(guard('我妈吐血了叫不醒', { heads: [], example: true }).road).toBe('emergency');
  });

  // What `npm run bench -- ask` measured, with a little room: no example was made for what these get wrong.
  it.each([
    ['seen', sets.seen, 0.9, 0.96],
    ['unseen', sets.unseen, 0.93, 0.96],
  ] as const)('keeps what it reaches on words that it never saw: %s', (_, said, right, through) => {
    const barred = said.filter((s) => s.roads.length > 0);
    const asked = said.filter((s) => s.roads.length === 0);
    const taken = barred.filter((s) => s.roads.includes(road(s.text) ?? ''));
    expect(taken.length / barred.length).toBeGreaterThanOrEqual(right);
    expect(asked.filter((s) => road(s.text) === null).length / asked.length).toBeGreaterThanOrEqual(through);
  });

  it.each([
    ['我妈吐血了叫不醒,救护车的钱能不能报', 'emergency'],
    ['喝农药抢救过来的 农合报不报', null],
    ['村里通知把银行卡号报上去发补贴', null],
    ['银行喊我去激活社保卡', null],
    ['娃溺水走了以后 家里没了劳力 低保要不要改', null],
    ['地租给别个种 补贴归哪个', null],
    ['孩子爸爸坐牢 有没有补助', null],
  ])('time, person and act decide, not the word: %s → %s', (text, wanted) => {
    expect(road(text)).toBe(wanted);
  });
});
