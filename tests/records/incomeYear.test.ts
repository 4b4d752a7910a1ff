import { describe, expect, it } from 'vitest';
import { povertyLine } from '../../src/records/dictionary.ts';
import { incomeYearOf } from '../../src/records/household.ts';

describe('the incomes of the register', () => {
  it('are of the year that is written beside them, or of the one before the household was registered', () => {
    const at = '2019-03-02T09:00:00+08:00';
    expect(incomeYearOf({ at, incomeYear: 2016 })).toBe(2016);
    expect(incomeYearOf({ at })).toBe(2018);
  });

  it('stand beside a poverty line that the deployment has set, never beside an example', () => {
    const line = { year: 2016, amount: 3000, source: '县里的文件' };
    expect(povertyLine(2016)).toBeUndefined();
    expect(povertyLine(2016, [{ ...line, region: '示例' }])).toBeUndefined();
    expect(povertyLine(2016, [{ ...line, region: '南屏县' }])?.amount).toBe(3000);
    expect(povertyLine(2017, [{ ...line, region: '南屏县' }])).toBeUndefined();
  });
});
