import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headsIn, readSets } from '../../scripts/bench/ask/sets.ts';
import { train } from '../../scripts/guard/train.ts';
import { readBook } from '../../scripts/sample/book.ts';
import { normalize } from '../../src/core/text/normalize.ts';
import EXAMPLES from '../../src/features/policy/guard/examples.json' with { type: 'json' };
import { createGuard } from '../../src/features/policy/guard/guard.ts';
import { readWeights, type Weights, writeWeights } from '../../src/features/policy/guard/model.ts';
import { buildSearch } from '../../src/features/policy/search/search.ts';
import { readFolder } from '../../src/policy-files.ts';

const built = readFolder(undefined, Date.parse('2017-09-13T08:00:00+08:00')).map(({ id, entry }) => ({
  id,
  ...entry,
}));
const book = readBook('2017-09-13T08:00:00+08:00');
const guard = createGuard();
const search = buildSearch(book);
const near = (text: string) => search.find(text, 1)[0]?.score ?? 0;
const road = (text: string) =>
  guard(normalize(text), { heads: headsIn(text), near: near(normalize(text)) }).road;
const sets = readSets();
const { outOfScope } = JSON.parse(
  readFileSync(new URL('./policy-questions.json', import.meta.url), 'utf8'),
) as { outOfScope: { text: string; guard: string | null; set: string }[] };

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
    const known = outOfScope.filter((q) => !['fresh', 'shown'].includes(q.set));
    const wrong = known.filter((q) => road(q.text) !== q.guard);
    expect(wrong.length).toBeLessThanOrEqual(0.01 * known.length);
  });

  it('has none of the words that are kept aside among its examples', () => {
    const learned = new Set(Object.values(EXAMPLES).flat().map(normalize));
    expect(
      [...sets.kept, ...sets.third, ...sets.fourth, ...sets.fresh, ...sets.shown].filter((s) =>
        learned.has(s.text),
      ),
    ).toEqual([]);
  });

  it('is the model that its examples make: otherwise run `npm run guard`', () => {
    const kept = readWeights();
    const fresh = readWeights(writeWeights(train(built)));
    const step = Array.from(fresh.values).reduce((most, v) => Math.max(most, Math.abs(v)), 0) / 127;
    const far = [...fresh.numbers].filter(([name, id]) => {
      const at = kept.numbers.get(name);
      const of = (w: Weights, row: number | undefined, c: number) =>
        row === undefined ? 0 : (w.values[row * w.classes + c] ?? 0);
      return Array.from({ length: fresh.classes }).some(
        (_, c) => Math.abs(of(fresh, id, c) - of(kept, at, c)) > 2 * step,
      );
    });
    expect(far.map(([name]) => name)).toEqual([]);
  });

  it('is ready in a moment: no answer waits for it', () => {
    const from = process.cpuUsage();
    createGuard();
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
    ['kept', sets.kept, 0.91, 0.95],
    ['third', sets.third, 0.88, 0.9],
    ['fresh', sets.fresh, 0.95, 0.95],
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
