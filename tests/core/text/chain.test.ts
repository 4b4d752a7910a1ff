import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseChain } from '../../../src/core/text/chain.ts';

const TODAY = '2017-09-13' as const;
const NAMES = ['罗启明', '覃秀英', '龙国栋', '蒋来发', '石长顺'];
const MARKS = ['. ', '、', ') ', ' ', ''];

it('finds each item of a list, however its numbers are written (M34)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...MARKS)), {
        minLength: 1,
        maxLength: 6,
      }),
      (rows) => {
        const typed = rows.map(([name, mark], i) => `${i + 1}${mark}${name}`).join('\n');
        const { items } = parseChain(`#接龙 培训报名\n${typed}`, TODAY);
        expect(items).toEqual(rows.map(([name], i) => ({ no: i + 1, typed: name })));
      },
    ),
  );
});

it('takes a day or a count below an item for no item', () => {
  const { items } = parseChain('#接龙 走访\n1. 罗启明\n2户都走了', TODAY);
  expect(items).toEqual([{ no: 1, typed: '罗启明 2户都走了' }]);
});
