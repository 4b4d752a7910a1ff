import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from '../../scripts/sample/load.ts';
import { readSample } from '../../scripts/sample/shape.ts';
import { addDays } from '../../src/core/clock.ts';
import { normalize } from '../../src/core/text/normalize.ts';
import type { Command } from '../../src/features/define.ts';
import { chain } from '../../src/features/visit/chain/command.ts';
import { logVisit } from '../../src/features/visit/log.ts';
import { template } from '../../src/features/visit/template/command.ts';
import type { Visit } from '../../src/records/visit.ts';
import { contextOf } from '../../src/runtime/identify.ts';
import type { Store } from '../../src/store/store.ts';
import { freshStore, NOW } from '../support/store.ts';

const TODAY = '2017-09-13';
let store: Store;

beforeAll(async () => {
  store = await freshStore();
  await loadSample(store, readSample(), (id) => `room-${id}`);
});
afterAll(() => store.close());

/** The visits that a message would store, without what differs by the way it was said. */
async function visitsOf(command: Command<never>, rest: string, text: string): Promise<Partial<Visit>[]> {
  const message = { id: 'm', kind: 'text' as const, from: 'U08', text, mention: false, sentAt: NOW };
  const context = contextOf(store, message);
  const input = command.read({ rest: normalize(rest), explicit: true, near: false }, context);
  expect(input, text).not.toBeNull();
  const { changes = [], replies = [] } = await command.run(input as never, context);
  for (const { text: said } of replies) expect([...said].length, said).toBeLessThanOrEqual(600);
  return changes
    .filter((c) => c.kind.name === 'visit')
    .map(({ after }) => {
      const { id: _, text: __, source: ___, recordedBy: ____, ...visit } = after as Visit;
      return JSON.parse(JSON.stringify(visit));
    });
}

const DAY_FORMS: ((day: string) => string)[] = [
  (d) => `${Number(d.slice(5, 7))}月${Number(d.slice(8))}日`,
  (d) => `${Number(d.slice(5, 7))}.${Number(d.slice(8))}`,
  (d) => `${Number(d.slice(5, 7))}/${Number(d.slice(8))}`,
  (d) => d,
  (d) => d.replaceAll('-', '.'),
];

const seed = fc.record({
  head: fc.constantFrom('龙国栋', '蒋来发', '罗启明', '覃婆婆'),
  mode: fc.constantFrom('入户', '上门', '电话', '未遇', '没遇到人', '服务', '入户走访', '电话没人接'),
  back: fc.integer({ min: 0, max: 20 }),
  dayForm: fc.constantFrom(...DAY_FORMS),
  note: fc.constantFrom(
    '',
    '老伴头晕好些了',
    '药还有半个月的量,鸡卖了12只',
    '都好',
    '家里没人',
    '大女儿助学贷款已办;儿子在广东务工',
  ),
  next: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  helper: fc.constantFrom(undefined, '谭振宇', '陶文勇'),
});
type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;

const nextOf = ({ next, dayForm }: Seed) => (next === undefined ? '' : dayForm(addDays(TODAY, next)));

/** Head, day and mode in the order of `order`, then the note. */
function lineOf(s: Seed, order: readonly number[]): string {
  const words = [s.head, s.dayForm(addDays(TODAY, -s.back)), s.mode];
  const next = nextOf(s) && `下次${nextOf(s)}`;
  const helper = s.helper ? [s.helper] : [];
  return [...order.flatMap((i) => words[i] ?? []), ...helper, s.note, next].filter(Boolean).join(' ');
}

const LABELS = [
  ['户主', '户主姓名', '贫困户', '走访对象'],
  ['日期', '时间', '走访日期', '走访时间'],
  ['走访方式', '方式'],
  ['备注', '情况', '其他情况'],
  ['下次走访', '下次', '下次走访时间'],
  ['走访人', '记录人', '帮扶人'],
  ['在家人员', '见到谁'],
  ['发现问题', '困难'],
];

function sheetOf(s: Seed, pick: number, order: readonly number[], colon: string, end: string): string {
  const values = [
    s.head,
    s.dayForm(addDays(TODAY, -s.back)),
    s.mode,
    s.note,
    nextOf(s),
    s.helper ?? '',
    '',
    '无',
  ];
  const lines = order.flatMap((i) => {
    const labels = LABELS[i] ?? [];
    return values[i] === '' && pick % 2 === 0 ? [] : [`${labels[pick % labels.length]}${colon}${values[i]}`];
  });
  return ['【走访日志】', ...lines].join(end);
}

describe('one visit, said in any way', () => {
  it('gives one and the same record', async () => {
    const order3 = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
    const order8 = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });
    const form = fc.record({
      pick: fc.nat(23),
      colon: fc.constantFrom(':', '：', ' : '),
      end: fc.constantFrom('\n', '\n\n', ';', '；'),
      mark: fc.constantFrom('1. ', '1、', '1)', '1 ', '(1)', '1:', '①'),
    });
    await fc.assert(
      fc.asyncProperty(seed, order3, order8, form, async (s, lineOrder, sheetOrder, f) => {
        const line = lineOf(s, lineOrder);
        const sheet = sheetOf(s, f.pick, sheetOrder, f.colon, f.end);
        const list = `#接龙\n本周走访情况(9月4日-17日)\n\n${f.mark}${line}\n2. `;
        const asLine = await visitsOf(logVisit, line, `走访 ${line}`);
        expect(asLine).toHaveLength(1);
        expect(await visitsOf(template, '', sheet), sheet).toEqual(asLine);
        expect(await visitsOf(chain, '', list), list).toEqual(asLine);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
