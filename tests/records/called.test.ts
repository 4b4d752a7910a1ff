import { describe, expect, it } from 'vitest';
import { spelledOut } from '../../src/records/called.ts';
import type { Person } from '../../src/records/organisation.ts';
import type { Directory, HouseholdBrief } from '../../src/records/read.ts';

const households = [
  { head: '罗启明', helperId: 'U1', villageId: 'V1' },
  { head: '邓有福', helperId: 'U1', villageId: 'V1' },
  { head: '王建国', helperId: 'U1', villageId: 'V1' },
  { head: '彭志高', helperId: 'U2', villageId: 'V1' },
  { head: '彭志强', helperId: 'U2', villageId: 'V1' },
  { head: '吴春桃', helperId: 'U3', villageId: 'V2' },
] as unknown as HouseholdBrief[];
const people = [
  { id: 'U1', name: '冯立群', villageIds: ['V1'], status: 'active' },
  { id: 'U2', name: '尹正国', villageIds: ['V1'], status: 'active' },
  { id: 'U3', name: '陶文勇', villageIds: ['V2'], status: 'active' },
] as unknown as Person[];
const directory = {
  householdsOf: (id: string) => households.filter((h) => h.helperId === id),
  households: (id: string) => households.filter((h) => h.villageId === id),
  people: () => people,
} as unknown as Directory;
const said = (text: string, by = 0) => spelledOut(text, { person: people[by] } as never, directory);

describe('people who are called by less than their names', () => {
  it.each([
    ['下午在启明屋头坐了', '下午在罗启明屋头坐了'],
    ['有福当爷爷了', '邓有福当爷爷了'],
    ['老罗的药吃完了', '罗启明的药吃完了'],
    ['昨天去了邓家', '昨天去了邓有福家'],
    ['志强家的牛', '彭志强家的牛'],
    ['叫尹支书去看', '叫尹正国去看'],
    ['陶乡长明天来', '陶文勇明天来'],
  ])('%s → %s', (text, full) => {
    expect(said(text)).toBe(full);
  });

  it.each([
    // A whole name stands there already; a place, a feast, a word; two could be meant; of another village.
    '罗启明家的药',
    '邓家湾的路断了',
    '国庆建国多少年',
    '老彭家的牛',
    '春桃屋头的娃',
    '福气好得很',
  ])('%s stays', (text) => {
    expect(said(text)).toBe(text);
  });

  it('one’s own stand before the village’s, and whoever is not bound calls nobody', () => {
    expect(said('老彭屋头', 1)).toBe('老彭屋头');
    expect(spelledOut('启明屋头', {} as never, directory)).toBe('启明屋头');
  });
});
