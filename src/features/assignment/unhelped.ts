import { DAY, dayOf } from '../../core/clock.ts';
import { officeIn, unhelpedBeside, unhelpedIn } from '../../records/find.ts';
import type { Read } from '../../records/read.ts';
import { defineCommand, say } from '../define.ts';
import type { PushJob } from '../pushJob.ts';

const SHOWN = 20;

/** Monday morning: households of the register that nobody helps, to the office (A09). */
export const weeklyUnhelped: PushJob = {
  name: 'unhelped',
  cron: '30 8 * * 1',
  grace: DAY,
  async run({ slot, read }) {
    const households = unhelpedIn(read.directory).length;
    const office = officeIn(read.directory);
    const expires = slot + 5 * DAY;
    return {
      changes: [],
      outbound:
        households === 0
          ? []
          : office.map((p) => ({ to: p.id, kind: 'nudge' as const, data: { day: dayOf(slot) }, expires })),
      counts: { households },
    };
  },
  render: async (_, { read }) => listOf(read),
};

/** The list as it stands now; null where everybody is helped. */
function listOf(read: Read): string | null {
  const list = unhelpedIn(read.directory);
  if (list.length === 0) return null;
  const { directory } = read;
  const lines = list
    .slice(0, SHOWN)
    .map((h, i) => `${i + 1}. ${h.id} ${h.head}(${directory.village(h.villageId)?.name ?? ''}${h.group})`);
  const more = list.length > SHOWN ? [`还有${list.length - SHOWN}户。`] : [];
  return [`有${list.length}户还没有帮扶人:`, ...lines, ...more, `定人发:交接 ${list[0]?.id} → 姓名`].join(
    '\n',
  );
}

/** Besides the register: who has applied or stands at its edge; told where it is asked, not every Monday. */
function besideOf(read: Read): string[] {
  const { directory } = read;
  const list = unhelpedBeside(directory);
  if (list.length === 0) return [];
  const names = list
    .slice(0, SHOWN)
    .map((h) => `${h.id} ${h.head}(${directory.village(h.villageId)?.name ?? ''}${h.group},${h.category})`);
  return [
    `不在册的还有${list.length}户没有:${names.join('、')}${list.length > SHOWN ? '等' : ''}。`,
    `定人发:交接 ${list[0]?.id} → 姓名`,
  ];
}

const ASKED =
  /^.{0,8}(没|无|缺|差)(有|得)?((人|哪个|谁)(帮|包|管|结对)扶?|(安排|定|明确|落实)?(帮扶|包户)(责任)?(人|干部))(的(户|人家|贫困户)?.{0,4})?$/;
const MANY = /户|哪|几|多少/;

/** 没人帮的户: the same list, whenever the office asks. */
export const unhelpedNow = defineCommand<true>({
  name: '没人帮的户',
  aliases: ['没有帮扶人的户', '无帮扶人的户', '没有帮扶人'],
  summary: '在册还没有帮扶人的户(每周一早上也会发给扶贫办)',
  usage: '没人帮的户',
  needs: 'assignHelper',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['没人帮的户'],
  exampleBy: 'office',
  read: ({ rest }) => (/^(有?哪些|是哪些|名单)?[呢吗?。!]*$/.test(rest) ? true : null),
  speech: (text) => (MANY.test(text) && ASKED.test(text.replace(/[呢吗啊?。!]+$/, '')) ? true : null),
  async run(_, { read }) {
    const listed = listOf(read);
    const beside = besideOf(read);
    if (listed) return say([listed, ...beside.slice(0, 1)].join('\n'));
    return say(['在册的户都有帮扶人。', ...beside].join('\n'));
  },
});
