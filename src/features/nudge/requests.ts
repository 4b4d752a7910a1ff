import { daysBetween } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { owing } from '../../records/duty.ts';
import { recordsIn } from '../../records/find.ts';
import { requestKind } from '../../records/request.ts';
import { defineCommand, type Effect, sayPrivately } from '../define.ts';

const SHOWN = 10;

/** 待答复: what households asked and the sender has to answer, the most urgent first (E05). The answer is private. */
export const toAnswer = defineCommand<true>({
  name: '待答复',
  aliases: ['我的诉求', '待回话', '等我答复的'],
  summary: '乡亲问的、等您回话的事',
  usage: '待答复',
  needs: 'answerRequest',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['待答复'],
  read: ({ rest }) => (/^(有?哪些|清单|的)?[呢吗?。!]*$/.test(rest) ? true : null),
  async run(_, { read, sender, today }): Promise<Effect> {
    const { directory } = read;
    const all = await recordsIn(requestKind, `owner:${sender.person?.id ?? ''}:requests`, read);
    const open = all.filter((record) => owing({ kind: 'request', record }).length > 0);
    const [first] = open.sort((a, b) => (a.due < b.due ? -1 : 1));
    if (!first) return sayPrivately('现在没有等您回话的事。');
    const lines = open.slice(0, SHOWN).map((r) => {
      const head = r.householdId ? directory.household(r.householdId)?.head : undefined;
      const left = daysBetween(today, r.due);
      const late = left < 0 ? `,过了${-left}天` : '';
      return `${r.id} ${head ?? '乡亲'}:${clip(r.text, 30)}(${formatDay(r.due, today)}前回话${late})`;
    });
    const more = open.length > SHOWN ? [`还有${open.length - SHOWN}件。`] : [];
    return sayPrivately(
      [`等您回话的${open.length}件:`, ...lines, ...more, `回话发:答复 ${first.id} 您要说的话`].join('\n'),
    );
  },
});
