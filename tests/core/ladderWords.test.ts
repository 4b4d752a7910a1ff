import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLadder } from '../../src/core/ladder.ts';
import { ladderWords, readLadderWords } from '../../src/core/ladderWords.ts';
import { DEFAULT_LADDERS } from '../../src/records/nudges.ts';

const read = (text: string) => {
  const found = readLadderWords(text);
  return 'ladder' in found ? found.ladder : `? ${found.wrong}`;
};

describe('a ladder in people’s words', () => {
  it.each([
    ['提前3天、1天,当天,过期1天副网格长,3天网格长', 'T-3, T-1, T0, T+1 cc deputy, T+3 cc leader'],
    ['提前三天,当天下午3点', 'T-3, T0 15:00'],
    ['提前1小时', 'T-1h'],
    ['登记后3天,7天上一级', 'A+3, A+7 cc up'],
    ['3天前提醒 当天提醒', 'T-3, T0'],
    ['逾期2天抄网格长', 'T+2 cc leader'],
    ['提前三', '? 提前三'],
    ['3天', '? 3天'],
    ['提前3天局长', '? 提前3天局长'],
    ['', '? '],
  ])('%s', (said, ladder) => expect(read(said)).toBe(ladder));

  it('is said so that it is read again as it was', () => {
    for (const ladder of Object.values(DEFAULT_LADDERS)) {
      if (ladder === 'T') continue; // 到点 is said, never set
      expect(parseLadder(read(ladderWords(ladder)))).toEqual(parseLadder(ladder));
    }
    const rung = fc.tuple(
      fc.constantFrom('T-', 'T+', 'A+'),
      fc.integer({ min: 1, max: 99 }),
      fc.constantFrom('', ' 07:45', ' 15:00'),
      fc.constantFrom('', ' cc deputy', ' cc leader', ' cc up'),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(rung, { minLength: 1, maxLength: 6, selector: (r) => r.join('') }),
        (rungs) => {
          const ladder = rungs.map((r) => r.join('')).join(', ');
          expect(parseLadder(read(ladderWords(ladder)))).toEqual(parseLadder(ladder));
        },
      ),
    );
  });
});
