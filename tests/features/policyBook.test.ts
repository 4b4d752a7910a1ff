import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBook } from '../../scripts/sample/book.ts';
import {
  changing,
  correction,
  details,
  forHousehold,
  offer,
  papers,
  shorter,
  whom,
} from '../../src/features/policy/answerText.ts';
import { parseEntry } from '../../src/features/policy/book.ts';
import { pushText } from '../../src/features/policy/push.ts';
import { FIGURES, LABELS, PROMISES } from '../support/plainWords.ts';

const book = readBook('2017-09-13T08:00:00+08:00');
const folder = new URL('../../src/features/policy/book/', import.meta.url);
const TODAY = '2017-09-13';

describe('the book of policies', () => {
  it('has forty entries, each with its number as its file name', () => {
    expect(book.map((p) => p.id)).toEqual(
      Array.from({ length: 40 }, (_, i) => `P${String(i + 1).padStart(2, '0')}`),
    );
    for (const file of readdirSync(folder))
      expect(parseEntry(readFileSync(new URL(file, folder), 'utf8')).id).toBe(file.replace('.md', ''));
  });

  it.each(book)('$id has what an answer needs (G04)', (p) => {
    expect(p.questions.length).toBeGreaterThan(5);
    expect(p.sources.length).toBeGreaterThan(0);
    expect(p.who.length).toBeGreaterThan(0);
    expect([...p.plain].length).toBeLessThanOrEqual(200);
  });

  it('refuses an entry without a source, a number, or words', () => {
    const good = readFileSync(new URL('P02.md', folder), 'utf8');
    expect(() => parseEntry(good.replace(/## 来源[\s\S]*?(?=\n## )/, ''))).toThrow(/sources/);
    expect(() => parseEntry(good.replace(/^id: .*$/m, 'id: 2'))).toThrow(/number/);
    expect(() => parseEntry(good.replace(/^version: .*$/m, 'version: one'))).toThrow(/version/);
    expect(() => parseEntry(good.replace(/## 正文\n.*\n/, '## 正文\n'))).toThrow(/plain/);
    expect(() => parseEntry('低保')).toThrow(/front matter/);
  });
});

describe('every text of an entry that a household can get', () => {
  const texts = book.flatMap((p) =>
    [
      forHousehold(p, '冯立群', TODAY),
      forHousehold(p, undefined, TODAY),
      details(p),
      papers(p),
      whom(p, '冯立群'),
      changing(p),
      correction(p),
      pushText(p),
      shorter(p),
      offer([p]),
      offer([p, ...book.slice(0, 2)]),
    ].map((text) => ({ id: p.id, text })),
  );
  it.each(texts)('$id is plain, promises nothing and names no figure: $text', ({ text }) => {
    expect(text).not.toMatch(LABELS);
    expect(text).not.toMatch(PROMISES);
    expect(text).not.toMatch(FIGURES);
    expect([...text].length).toBeLessThanOrEqual(400);
  });

  it('says a local value once it is filled in, and only that', () => {
    const [first] = book;
    if (!first) throw new Error('no book');
    const filled = { ...first, localValues: [{ what: '今年标准', value: '每人每月300元' }] };
    expect(forHousehold(filled, undefined, TODAY)).toContain('今年标准:每人每月300元');
    expect(forHousehold(filled, undefined, TODAY)).not.toContain('以乡里公布为准。\n去哪办');
  });
});

describe('what the bot says to households besides', () => {
  const folder = new URL('../../src/features/policy/', import.meta.url);
  // What only the office and cadres read may name the office's own labels.
  const forCadres = [
    'audience.ts',
    'push.ts',
    'campaign.ts',
    'edit.ts',
    'book.ts',
    'bookSheet.ts',
    'addAnswer.ts',
  ];
  const files = readdirSync(folder).filter((f) => f.endsWith('.ts') && !forCadres.includes(f));
  it.each(files)('%s holds no label and no promise', (name) => {
    const source = readFileSync(new URL(name, folder), 'utf8');
    const spoken = [
      ...source.matchAll(/'([^'\n]*[\u4e00-\u9fff][^'\n]*)'|`([^`]*[\u4e00-\u9fff][^`]*)`/g),
    ].map((m) => m[0]);
    expect(spoken.filter((text) => LABELS.test(text) || PROMISES.test(text))).toEqual([]);
  });
});
