import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callNames } from '../../../src/core/text/nickname.ts';

it.each([
  ['东子', '杭晓东', ['东子']],
  ['小兰', '韦小兰', ['小兰']],
  ['扶贫办小宁', '宁晓波', ['小宁']],
  ['枫树湾谭书记', '谭振宇', ['谭书记']],
  ['老尚', '尚志平', ['老尚']],
  ['水利冯立群', '冯立群', []],
  ['田', '田敬尧', []],
  ['民政葛', '葛素芬', []],
  [undefined, '柳燕', []],
])('%s of %s is called %j', (remark, name, names) => expect(callNames(remark, name)).toEqual(names));

it('gives at most one name, and never one of a single character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (remark) => {
      const names = callNames(remark, '杭晓东');
      expect(names.length).toBeLessThanOrEqual(1);
      for (const name of names) expect([...name].length).toBeGreaterThanOrEqual(2);
    }),
  );
});
