import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from '../../scripts/sample/load.ts';
import { readSample } from '../../scripts/sample/shape.ts';
import { attemptsUpTo } from '../../src/features/visit/rhythm.ts';
import { thirdTime } from '../../src/features/visit/thirdTime.ts';
import type { Mode, Visit } from '../../src/records/visit.ts';
import { contextOf } from '../../src/runtime/identify.ts';
import type { Store } from '../../src/store/store.ts';
import { aVisit, freshStore, NOW } from '../support/store.ts';

let store: Store;
beforeAll(async () => {
  store = await freshStore();
  await loadSample(store, readSample(), (id) => `room-${id}`);
});
afterAll(() => store.close());

/** Visits on the days before today, in this order; `void` ones count for nothing. */
function row(modes: readonly (Mode | 'void')[]): Visit[] {
  const visits = modes.map((mode, i) =>
    aVisit(`S${20 + i}`, {
      date: `2017-09-${String(14 - modes.length + i).padStart(2, '0')}`,
      mode: mode === 'void' ? 'home' : mode,
      status: mode === 'void' ? 'void' : 'active',
    }),
  );
  return visits.map((v) => ({ ...v, attemptNo: attemptsUpTo(visits, v.id) || undefined }));
}

function told(visits: readonly Visit[], fields: Partial<Visit> = {}) {
  const message = { id: 'm', kind: 'text', from: 'U18', text: '', mention: false, sentAt: NOW } as const;
  const last = visits.at(-1);
  if (!last) throw new Error('a row has a last visit');
  const earlier = visits.slice(0, -1);
  const before = attemptsUpTo(earlier, earlier.at(-1)?.id ?? '');
  return thirdTime([...earlier, { ...last, ...fields }], before, contextOf(store, message));
}

describe('the third time in a row nobody was met (D07)', () => {
  it.each<[(Mode | 'void')[], boolean]>([
    [['absent'], false],
    [['absent', 'absent'], false],
    [['absent', 'noAnswer', 'absent'], true],
    [['absent', 'absent', 'home', 'absent'], false],
    [['absent', 'absent', 'void', 'absent'], true],
    [['absent', 'absent', 'absent', 'absent'], false],
    [['absent', 'absent', 'absent', 'noAnswer', 'noAnswer', 'absent'], true],
    [['absent', 'absent', 'phone'], false],
    [['absent', 'absent', 'accompanied', 'absent'], false],
  ])('%j: the grid leader is told %s', (modes, expected) => {
    expect(told(row(modes)).map((r) => r.to)).toEqual(expected ? [{ id: 'U04', kind: 'nudge' }] : []);
  });

  it('says what was tried, and is not told to the grid leader who tried himself', () => {
    const visits = row(['home', 'absent', 'noAnswer', 'absent']);
    expect(told(visits)[0]?.text).toBe(
      '罗启明(枫树湾村1组·老屋场)连续3次没见到人:\n9月11日 未遇 冯立群\n9月12日 电话未接 冯立群\n' +
        '9月13日 未遇 冯立群\n请帮忙问问他家情况,另约个时间。',
    );
    expect(told(visits, { by: 'U04' })).toEqual([]);
  });

  it('counts a try that is told late, and tells each three once', () => {
    const visits = row(['absent', 'absent', 'absent']);
    const message = { id: 'm', kind: 'text', from: 'U18', text: '', mention: false, sentAt: NOW } as const;
    const context = contextOf(store, message);
    expect(thirdTime(visits, 2, context)).toHaveLength(1);
    expect(thirdTime(visits, 3, context)).toEqual([]);
  });
});
