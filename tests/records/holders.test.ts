import { expect, it } from 'vitest';
import { change } from '../../src/records/change.ts';
import { above } from '../../src/records/duty.ts';
import { officeIn, villageOwner } from '../../src/records/find.ts';
import { personKind } from '../../src/records/organisation.ts';
import { taskKind } from '../../src/records/task.ts';
import { createWorld } from '../support/world.ts';

it('hands nothing to who was struck off, whatever post still stands beside the name', async () => {
  const world = await createWorld();
  try {
    const { store } = world;
    for (const id of ['U03', 'U11']) {
      const before = await store.read.get(personKind, id);
      if (!before) throw new Error(`no ${id}`);
      const c = change({
        kind: personKind,
        before,
        after: { ...before, status: 'void' },
        action: 'test',
        actor: 'test',
      });
      await store.commit(store.slotOf(c), { mark: `test-${id}`, now: world.now(), changes: [c] });
    }
    const { directory } = store.read;
    const task = await store.read.find(taskKind, 'T1', ['V01', 'V02', 'V03', 'V04']);
    if (!task) throw new Error('no T1');
    const record = { ...task, createdBy: 'bot', assignee: 'U04', assignees: undefined, villageId: 'V01' };
    expect(officeIn(directory)).toEqual([]);
    expect(villageOwner('V01', directory)).not.toBe('U11');
    expect(above({ kind: 'task', record }, 'leader', directory)).toEqual([]);
    world.heard();
    await world.say('U08', '问题 覃秀英 屋顶漏雨');
    await world.say('U08', '上报 I5 村里没有钱');
    await world.until('2017-09-25T09:30:00+08:00');
    const told = world.heard().filter((s) => s.to === 'U03' && /上报了|本月问题清理/.test(s.text ?? ''));
    expect(told).toEqual([]);
  } finally {
    await world.close();
  }
});
