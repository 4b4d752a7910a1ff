import { daysBetween } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { owing } from '../../records/duty.ts';
import { recordsIn } from '../../records/find.ts';
import { isOpen, problemKind } from '../../records/problem.ts';
import { requestKind } from '../../records/request.ts';
import { rhythmKind } from '../../records/rhythm.ts';
import { taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect } from '../define.ts';

const SHOWN = 12;
const WORDS = 20;

/** 我的逾期: what of one's own is past its day: tasks, problems, answers, and households not gone to for longer than their cycle. */
export const myLate = defineCommand<true>({
  name: '我的逾期',
  aliases: ['我的过期', '我的超期', '过期没办的'],
  summary: '您名下过了日子的:任务、问题、回话、该走没走的户',
  usage: '我的逾期',
  needs: 'ownWork',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['我的逾期'],
  read: ({ rest, explicit }) => (rest === '' || explicit ? true : null),
  async run(_, context): Promise<Effect> {
    const lines = [...(await duties(context)), ...(await households(context))];
    const more = lines.length > SHOWN ? [`还有${lines.length - SHOWN}件。`] : [];
    const text =
      lines.length === 0
        ? '您名下没有过期的事,也没有过了日子没走的户。'
        : [`您名下过了日子的${lines.length}件:`, ...lines.slice(0, SHOWN), ...more].join('\n');
    return { replies: [{ text, to: 'private' }] };
  },
});

async function duties({ read, sender, today }: Context): Promise<string[]> {
  const me = sender.person?.id ?? '';
  const head = (id?: string | null) => read.directory.household(id ?? '')?.head ?? '';
  const [tasks, problems, requests] = await Promise.all([
    recordsIn(taskKind, `todo:${me}:tasks`, read),
    recordsIn(problemKind, `owner:${me}:problems`, read),
    recordsIn(requestKind, `owner:${me}:requests`, read),
  ]);
  const late = (due: string | null) => due !== null && due.slice(0, 10) < today;
  const past = (due: string) =>
    `${formatDay(due.slice(0, 10), today)}到期,过了${daysBetween(due.slice(0, 10), today)}天`;
  return [
    ...tasks.flatMap((t) =>
      late(t.due) ? [`任务 ${t.id} ${clip(t.title, WORDS)}(${past(t.due ?? '')})`] : [],
    ),
    ...problems.flatMap((p) =>
      isOpen(p) && late(p.due)
        ? [`问题 ${p.id} ${head(p.householdId)} ${clip(p.text, WORDS)}(${past(p.due)})`]
        : [],
    ),
    ...requests.flatMap((r) =>
      owing({ kind: 'request', record: r }).length > 0 && late(r.due)
        ? [`回话 ${r.id} ${head(r.householdId)} ${clip(r.text, WORDS)}(${past(r.due)})`]
        : [],
    ),
  ];
}

/** Households that were not gone to for longer than their cycle. */
async function households({ read, sender, today }: Context): Promise<string[]> {
  const own = read.directory.householdsOf(sender.person?.id ?? '');
  const all = await Promise.all(
    own.map(async (h) => {
      const rhythm = await read.get(rhythmKind, h.id, h.villageId);
      const seen = rhythm?.last?.date ?? rhythm?.since;
      const over = seen ? daysBetween(seen, today) - h.visitCycleDays : 0;
      return over > 0 ? [`该走 ${h.head}(过了${over}天)`] : [];
    }),
  );
  return all.flat();
}
