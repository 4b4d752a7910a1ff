import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, DAY, dayOf } from '../../src/core/clock.ts';
import { COMPARE_TIME, differences, openDays } from '../../src/features/visit/compare/rules.ts';
import { askAbout } from '../../src/features/visit/compare/text.ts';
import type { Household } from '../../src/records/household.ts';
import type { CheckState } from '../../src/records/visit.ts';
import { aVisit } from '../support/store.ts';

describe('what differs from the register (D04)', () => {
  it.each<[CheckState | undefined, string | undefined, boolean]>([
    ['ok', 'ok', false],
    ['problem', 'ok', true],
    ['ok', 'problem', true],
    ['problem', 'problem', false],
    ['unknown', 'ok', false],
    ['unknown', 'problem', false],
    [undefined, 'problem', false],
    ['ok', 'na', false],
    ['problem', 'na', true],
    ['ok', undefined, false],
    ['problem', undefined, true],
    ['problem', 'unknown', true],
  ])('said %s, register %s: %s', (said, kept, differs) => {
    const found = differences(said && { housing: said }, kept === undefined ? undefined : { housing: kept });
    expect(found).toEqual(differs ? [{ check: 'housing', register: kept, visit: said }] : []);
  });

  it('is asked in the words of the register', () => {
    const household = { head: '罗启明' } as Household;
    const visit = aVisit('S15');
    const one = { check: 'housing', register: 'ok', visit: 'problem' } as const;
    const question = { visit, household, differences: [one] };
    expect(askAbout([question], '2017-09-13')).toBe(
      '罗启明:档案里住房是“好”,您今天记的是“有问题”。要改档案吗?回“改”或“不改”。',
    );
    const two = { ...question, differences: [one, { ...one, check: 'water' as const, register: undefined }] };
    expect(askAbout([two, question], '2017-09-14')).toBe(
      '有2户和档案不一样,一户一户问您。\n罗启明:\n档案里住房是“好”,您9月13日记的是“有问题”\n' +
        '档案里饮水是“没填”,您9月13日记的是“有问题”\n要改档案吗?回“改”或“不改”。只改一样的,回“改 住房”。',
    );
  });

  it('takes an answer from 19:30 of the day until the end of the day after next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 * DAY }), (later) => {
        const now = Date.parse('2017-01-01T00:00:00+08:00') + later;
        const days = openDays(now);
        for (let back = 0; back < 5; back++) {
          const day = dayOf(now - back * DAY);
          expect(days.includes(day)).toBe(back <= 2 && at(day, COMPARE_TIME) <= now);
        }
      }),
    );
  });
});
