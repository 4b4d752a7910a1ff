import { DAY, dayOf } from '../../core/clock.ts';
import { isListed } from '../../records/dictionary.ts';
import type { Read } from '../../records/read.ts';
import type { PushJob } from '../define.ts';

const SHOWN = 20;

const unhelped = (read: Read) =>
  [...read.directory.households()].filter((h) => !h.helperId && isListed(h.category));

/** Monday morning: households of the register that nobody helps, to the office (A09). */
export const weeklyUnhelped: PushJob = {
  name: 'unhelped',
  cron: '30 8 * * 1',
  grace: DAY,
  async run({ slot, read }) {
    const none = unhelped(read).length === 0;
    const office = [...read.directory.people()].filter(
      (p) => p.roles.includes('office') && p.status === 'active',
    );
    const expires = slot + 5 * DAY;
    return {
      changes: [],
      outbound: none
        ? []
        : office.map((p) => ({ to: p.id, kind: 'nudge' as const, data: { day: dayOf(slot) }, expires })),
      counts: { households: unhelped(read).length },
    };
  },
  async render(_, { read }) {
    const list = unhelped(read);
    if (list.length === 0) return null;
    const { directory } = read;
    const lines = list
      .slice(0, SHOWN)
      .map((h, i) => `${i + 1}. ${h.id} ${h.head}(${directory.village(h.villageId)?.name ?? ''}${h.group})`);
    const more = list.length > SHOWN ? [`还有${list.length - SHOWN}户。`] : [];
    return [`有${list.length}户还没有帮扶人:`, ...lines, ...more, `定人发:交接 ${list[0]?.id} → 姓名`].join(
      '\n',
    );
  },
};
