import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createBelieve } from '../../../src/features/policy/guard/belief.ts';
import { createLibrary } from '../../../src/features/policy/library.ts';
import { buildSearch } from '../../../src/features/policy/search/search.ts';
import type { Policy } from '../../../src/records/policy.ts';
import type { Read } from '../../../src/records/read.ts';
import type { Figure } from '../../bench.ts';

const MANY = 5000;

/** The book many times over, each copy with words of its own, so that the index has 5,000 entries. */
export function atScale(book: readonly Policy[], texts: readonly string[]): Figure[] {
  const before = heap();
  const many: Policy[] = Array.from({ length: MANY }, (_, i) => {
    const p = book[i % book.length] as Policy;
    const mark = String.fromCodePoint(0x4e00 + Math.floor(i / book.length) * 37);
    return {
      ...p,
      id: `${p.id}-${i}`,
      title: `${mark}${p.title}`,
      questions: p.questions.map((q) => `${mark}${q}`),
    };
  });
  const entries = heap() - before;
  const library = createLibrary(createBelieve());
  const read = readerOf(many);
  const whole = times(`ask.${MANY}`, texts, (t) => [library.judge(t, read), library.find(t, read)]);
  const used = heap() - before;
  // Asked once more, so that nothing of it was let go of before it was weighed.
  library.find(texts[0] ?? '', read);
  const search = buildSearch(many);
  const mb = (name: string, bytes: number): Figure => ({
    name,
    value: Math.round(bytes / 1e5) / 10,
    unit: 'MB',
  });
  return [
    ...whole,
    ...times('ask.5000.words', texts, (t) => search.find(t, 3)),
    mb('ask.5000.heap', used),
    mb('ask.5000.heap.entries', entries),
  ];
}

/** A directory of nothing but entries: guard and look-up together, as a question takes them, need no more. */
function readerOf(many: readonly Policy[]): Read {
  const none: never[] = [];
  const byId = new Map(many.map((p) => [p.id, p]));
  const directory = { policies: () => many, policy: (id: string) => byId.get(id), synonyms: () => none };
  return { directory } as unknown as Read;
}

/** How often each call is measured; its fastest counts, so that what else the machine does is left out. */
const TIMES = 5;

/** The middle and the slowest hundredth of many calls, warmed up. */
export function times(name: string, texts: readonly string[], find: (text: string) => unknown): Figure[] {
  for (const text of texts) find(text);
  const took = texts.map(() => Number.POSITIVE_INFINITY);
  // Round after round, not text after text: what was just asked is remembered.
  for (let i = 0; i < TIMES; i++)
    for (const [at, text] of texts.entries()) {
      const from = performance.now();
      find(text);
      took[at] = Math.min(took[at] ?? 0, performance.now() - from);
    }
  took.sort((a, b) => a - b);
  const at = (share: number) => Math.round(1000 * (took[Math.floor(took.length * share)] ?? 0)) / 1000;
  return [
    { name: `${name}.p50`, value: at(0.5), unit: 'ms' },
    { name: `${name}.p99`, value: at(0.99), unit: 'ms' },
  ];
}

/** Bytes in use after collection, typed arrays included. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
