import { describe, expect, it } from 'vitest';
import { exampleVillage, localForm } from '../../src/records/exampleVillage.ts';
import type { Directory } from '../../src/records/read.ts';

const NAMES: Record<string, string> = { V01: '白沙村', V02: '张村', V03: '河街社区' };
const directory = {
  village: (id: string) => (NAMES[id] ? { id, name: NAMES[id] } : undefined),
  villages: () => Object.entries(NAMES).map(([id, name]) => ({ id, name })),
  household: (id: string) => (id === 'H01' ? { id, villageId: 'V03' } : undefined),
} as unknown as Directory;
const cadreOf = (...villageIds: string[]) => ({
  sender: { contact: 'c', person: { id: 'U01', name: '甲', roles: ['helper' as const], villageIds } },
  read: { directory },
});

describe('a form that is shown', () => {
  it.each([
    ['his own village', cadreOf('V02', 'V01'), '农忙 张村 9月20日'],
    ['the first of the township', cadreOf(), '农忙 白沙 9月20日'],
    [
      'the village of a household',
      { sender: { contact: 'c', householdId: 'H01' }, read: { directory } },
      '农忙 河街社区 9月20日',
    ],
    [
      'no village where there is none',
      { sender: { contact: 'c' }, read: { directory: { ...directory, villages: () => [] } } },
      '农忙 村名 9月20日',
    ],
  ])('names %s', (_, asked, form) => {
    expect(localForm('农忙 枫树湾 9月20日', asked)).toBe(form);
    expect(form).toContain(exampleVillage(asked));
  });
});
