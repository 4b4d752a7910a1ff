import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from '../../scripts/sample/load.ts';
import { readSample } from '../../scripts/sample/shape.ts';
import { parseChain, spanOf } from '../../src/core/text/chain.ts';
import type { Context } from '../../src/features/define.ts';
import { chain } from '../../src/features/visit/chain/command.ts';
import type { Change } from '../../src/records/change.ts';
import type { Kind, Stored } from '../../src/records/kind.ts';
import type { Directory, Read } from '../../src/records/read.ts';
import type { Rhythm } from '../../src/records/rhythm.ts';
import { type Visit, visitKind } from '../../src/records/visit.ts';
import { contextOf } from '../../src/runtime/identify.ts';
import type { Store } from '../../src/store/store.ts';
import { freshStore, NOW } from '../support/store.ts';

const TODAY = '2017-09-13';

describe('taking a 接龙 apart', () => {
  it.each<[string, string, [number, string][]]>([
    ['#接龙\n走访\n\n1. 罗启明 入户\n2. ', '走访', [[1, '罗启明 入户']]],
    [
      '接龙 走访\n1、罗启明\n2)覃秀英\n3 龙国栋\n(4)蒋来发',
      '走访',
      [
        [1, '罗启明'],
        [2, '覃秀英'],
        [3, '龙国栋'],
        [4, '蒋来发'],
      ],
    ],
    ['＃接龙\n１．罗启明 9.13\n９.１４ 药够', '', [[1, '罗启明 9.13 9.14 药够']]],
    [
      '#接龙\n1.9.13 罗启明\n2 9月13日 覃秀英',
      '',
      [
        [1, '9.13 罗启明'],
        [2, '9月13日 覃秀英'],
      ],
    ],
    [
      '#接龙\n走访\n例 张三 入户\n①罗启明\n②覃秀英',
      '走访',
      [
        [1, '罗启明'],
        [2, '覃秀英'],
      ],
    ],
    [
      '#接龙\n3. 罗启明\n3. 覃秀英\n1. 龙国栋',
      '',
      [
        [1, '罗启明'],
        [2, '覃秀英'],
        [3, '龙国栋'],
      ],
    ],
    [
      '#接龙\n5. 罗启明\n7. 覃秀英',
      '',
      [
        [5, '罗启明'],
        [7, '覃秀英'],
      ],
    ],
  ])('%j', (text, title, items) => {
    const read = parseChain(text, TODAY);
    expect(read.title).toBe(title);
    expect(read.items.map((i) => [i.no, i.typed.normalize('NFKC')])).toEqual(items);
  });

  it.each<[string, [string, string] | null]>([
    ['本周走访情况(9月11日-17日)', ['2017-09-11', '2017-09-17']],
    ['9.11-9.17走访', ['2017-09-11', '2017-09-17']],
    ['9月12日走访', ['2017-09-12', '2017-09-12']],
    ['昨天走访', ['2017-09-12', '2017-09-12']],
    ['上周走访', ['2017-09-04', '2017-09-10']],
    ['第37周走访', null],
    ['走访', null],
  ])('the days of %s', (title, days) => {
    expect(spanOf(title, TODAY)).toEqual(days && { from: days[0], to: days[1] });
  });
});

/** Records in memory: what a commit would make of changes, with its checks. */
function memory(directory: Directory) {
  const records = new Map<string, Stored>();
  const of = <T extends Stored>(kind: Kind<T>, id: string) =>
    records.get(`${kind.name}|${id}`) as T | undefined;
  const read = {
    directory,
    get: async (kind: Kind, id: string) => of(kind, id),
    many: async (kind: Kind, ids: readonly string[]) => ids.flatMap((id) => of(kind, id) ?? []),
    range: async (_: string, set: string, { min = -Infinity, max = Infinity } = {}) =>
      [...records.entries()].flatMap(([key, record]) => {
        const visit = record as unknown as { householdId: string; date: string };
        const score = Date.parse(`${visit.date}T00:00:00+08:00`);
        const here = key.startsWith('visit|') && set === `household:${visit.householdId}:visits`;
        return here && score >= min && score <= max ? [record.id] : [];
      }),
    both: async () => [],
  } as unknown as Read;
  return {
    read,
    records,
    apply(changes: readonly Change[]) {
      const keys = changes.map((c) => `${c.kind.name}|${c.after.id}`);
      expect(new Set(keys).size, 'one change a record').toBe(keys.length);
      for (const [i, { before, after }] of changes.entries()) {
        const key = keys[i] ?? '';
        expect(records.get(key), key).toBe(before);
        records.set(key, { ...after, rev: after.rev + 1 });
      }
    },
  };
}

describe('saving a list', () => {
  let store: Store;
  beforeAll(async () => {
    store = await freshStore();
    await loadSample(store, readSample(), (id) => `room-${id}`);
  });
  afterAll(() => store.close());

  async function post(
    lines: readonly string[],
    world: ReturnType<typeof memory>,
    at: number,
  ): Promise<string> {
    const text = ['#接龙', '走访', ...lines.map((l, i) => `${i + 1}. ${l}`)].join('\n');
    const message = { id: `m${at}`, kind: 'text' as const, from: 'U03', text, mention: false, sentAt: NOW };
    const number = async () => `S${1000 + n++}`;
    const context: Context = { ...contextOf(store, message), read: world.read, number };
    const input = chain.read({ rest: '', explicit: true, near: false }, context);
    if (input === null) return '';
    const { changes = [], replies = [] } = await chain.run(input, context);
    world.apply(changes);
    const [reply] = replies;
    expect([...(reply?.text ?? '')].length).toBeLessThanOrEqual(600);
    return reply?.text ?? '';
  }
  let n = 0;

  /** What stands in the records, without what differs by when it was typed. */
  function standing(world: ReturnType<typeof memory>): string[] {
    return [...world.records]
      .map(([key, record]) => {
        if (key.startsWith(visitKind.name)) {
          const { by, householdId, date, mode, summary, attemptNo, recordedBy } = record as Visit;
          return JSON.stringify({ by, householdId, date, mode, summary, attemptNo, recordedBy });
        }
        const { id, last, attempts } = record as Rhythm;
        return JSON.stringify({ id, date: last?.date, mode: last?.mode, by: last?.by, attempts });
      })
      .sort();
  }

  const line = fc
    .record({
      helper: fc.constantFrom('谭振宇 ', '冯立群 ', ''),
      head: fc.constantFrom('蒋来发', '龙国栋', '石长顺'),
      day: fc.constantFrom('9.11', '9.12', '9.13'),
      mode: fc.constantFrom('入户', '未遇', '电话没人接'),
      note: fc.constantFrom('', '都好', '药不够'),
    })
    .map(({ helper, head, day, mode, note }) => `${helper}${head} ${day} ${mode} ${note}`.trim());

  it('is the same as saving its lines one by one in the order of their days', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (drawn) => {
        const day = (l: string) => /9\.1\d/.exec(l)?.[0] ?? '';
        const lines = [...drawn].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0));
        const together = memory(store.read.directory);
        const apart = memory(store.read.directory);
        await post(lines, together, 0);
        for (const [i, one] of lines.entries()) await post([one], apart, i + 1);
        expect(standing(together)).toEqual(standing(apart));
      }),
      { numRuns: 100 },
    );
  });

  it('posted again changes nothing; grown by a line it adds that line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(line, { minLength: 2, maxLength: 8 }), async (lines) => {
        const world = memory(store.read.directory);
        await post(lines.slice(0, -1), world, 0);
        const before = [...world.records.values()];
        expect(await post(lines.slice(0, -1), world, 1)).toMatch(/^新增0条,重复\d+条/);
        expect([...world.records.values()]).toEqual(before);
        expect(await post(lines, world, 2)).toMatch(/^新增[01]条,重复\d+条/);
      }),
      { numRuns: 60 },
    );
  });

  it('answers whatever comes, shortly', async () => {
    const piece = fc.oneof(
      line,
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('王二麻 入户', '罗其名 电话', '罗启明 9.31 入户', '罗启明', '(', '9.13', ' 入户 '),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (lines) => {
        await post(lines, memory(store.read.directory), 0);
      }),
      { numRuns: 200 },
    );
  });
});
