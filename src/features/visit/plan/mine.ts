import { addDays, at, DAY, type Day, mondayOf } from '../../../core/clock.ts';
import { findRange } from '../../../core/text/dayRange.ts';
import { formatDay, formatDayLong, pastDayIn } from '../../../core/text/days.ts';
import type { HouseholdBrief } from '../../../records/read.ts';
import { rhythmKind } from '../../../records/rhythm.ts';
import { ATTEMPTS, MODE_LABELS, MODES, type Mode, type Visit, visitKind } from '../../../records/visit.ts';
import { type Context, defineCommand, type Effect, say } from '../../define.ts';
import { villagesOf } from '../find.ts';
import { inOrder } from '../rhythm.ts';
import { place } from '../text.ts';
import { headOf } from '../void.ts';

/** The week that a day lies in, Monday to Sunday. */
const weekOfDay = (today: string) => ({ from: mondayOf(today), to: addDays(mondayOf(today), 6) });

const weekText = (today: string) => {
  const { from, to } = weekOfDay(today);
  return `本周(${formatDay(from, today)}—${formatDay(to, today)})`;
};

/** Active visits of these days that the sender made or typed. */
async function visitsIn({ from, to }: { from: Day; to: Day }, context: Context): Promise<Visit[]> {
  const id = context.sender.person?.id ?? '';
  const perVillage = await Promise.all(
    villagesOf(context).map(async (village) => {
      const span = { min: at(from), max: at(to) + DAY - 1 };
      return context.read.many(
        visitKind,
        await context.read.range(village, `helper:${id}:visits`, span),
        village,
      );
    }),
  );
  return inOrder(perVillage.flat().filter((v) => v.status === 'active'));
}

/** The days that somebody asks about, this week unless he says which, and what they are called. */
function spanIn(words: string, today: Day): { from: Day; to: Day; name: string } {
  const week = { ...weekOfDay(today), name: weekText(today) };
  const found = findRange(words, { today, prefer: 'past' });
  if (found && 'from' in found.range) {
    const { from, to } = found.range;
    return from === week.from
      ? week
      : { from, to, name: `${formatDay(from, today)}—${formatDay(to, today)}` };
  }
  const day = pastDayIn(words, today);
  return day ? { from: day, to: day, name: day === today ? '今天' : formatDayLong(day, today) } : week;
}

/** More are not listed one by one; the number is told. */
const SHOWN = 20;

/** 我的走访: what the sender did this week, or in the days that he names, with numbers. */
export const myVisits = defineCommand<string>({
  name: '我的走访',
  aliases: ['我走了哪些户', '我的记录'],
  alike: ['走访记录', '查走访'],
  summary: '本周您记了哪些走访,带编号;“我的走访 今天”“我的走访 9月”也行',
  usage: '我的走访 哪天或哪个月(不写就是本周)',
  needs: 'ownWork',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['我的走访', '我的走访 9月'],
  read: ({ rest, explicit }) => (rest === '' || explicit ? rest : null),
  async run(words, context): Promise<Effect> {
    const span = spanIn(words, context.today);
    const visits = await visitsIn(span, context);
    if (visits.length === 0) return say(`${span.name}您还没有记走访。记一条:走访 户主姓名 入户 看到的情况`);
    const shown = visits.slice(-SHOWN);
    const lines = shown.map(
      (v) => `${v.id} ${headOf(context, v)} ${formatDay(v.date, context.today)} ${MODE_LABELS[v.mode]}`,
    );
    const more = visits.length > SHOWN ? [`前面还有${visits.length - SHOWN}条。`] : [];
    const sum = `${span.name}您记了${visits.length}条:${byMode(visits)}`;
    return say([sum, ...more, ...lines].join('\n'));
  },
});

/** `入户2、电话1,没见到人1`: each way for itself, tries apart (D06–D08). */
function byMode(visits: readonly Visit[]): string {
  const count = (mode: Mode) => visits.filter((v) => v.mode === mode).length;
  const met = MODES.filter((m) => !ATTEMPTS.has(m) && count(m) > 0).map(
    (m) => `${MODE_LABELS[m]}${count(m)}`,
  );
  const tried = visits.filter((v) => ATTEMPTS.has(v.mode)).length;
  return [met.join('、'), tried > 0 ? `没见到人${tried}` : ''].filter(Boolean).join(',');
}

/** 未走访: which of the sender's own households nobody has seen this week (M11). */
export const unvisited = defineCommand<true>({
  name: '未走访',
  aliases: ['没走的户', '还没走的户', '未走的户'],
  summary: '本周您还有哪些户没走到',
  usage: '我还有哪些户没走',
  needs: 'ownWork',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['未走访', '我还有哪些户没走'],
  read: ({ rest, explicit }) => (/^[?。吗呢]*$/.test(rest) || explicit ? true : null),
  speech: (text) => (isAboutUnvisited(text) ? true : null),
  async run(_, context): Promise<Effect> {
    const { directory } = context.read;
    const own = directory.householdsOf(context.sender.person?.id ?? '');
    if (own.length === 0) return say('名册上还没有您帮的户。有出入请跟乡扶贫办说一声。');
    const left = await unseen(own, context);
    if (left.length === 0) return say(`${weekText(context.today)}您帮的${own.length}户都走到了。`);
    const lines = left.map(({ household, last }, i) => {
      const seen = last
        ? `上次${formatDay(last.date, context.today)} ${MODE_LABELS[last.mode]}`
        : '还没有走访记录';
      return `${i + 1}. ${household.head}(${place(directory, household)})${seen}`;
    });
    return say([`${weekText(context.today)}您还有${left.length}户没走到:`, ...lines].join('\n'));
  },
});

/** A question for one's own open households, and not for those of others or for a number of weeks. */
function isAboutUnvisited(text: string): boolean {
  if (/超过|以上|星期没|周没|天没|个月|们村|咱村|村里|全乡/.test(text) || text.length > 24) return false;
  const mine = /我|咱|俺/.test(text);
  return (
    /(我|咱|俺).{0,6}(还|剩|差).{0,6}(哪|几|多少|啥|谁).{0,4}户?.{0,4}(没|未)(走|去|访|到)/.test(text) ||
    (mine && /(还)?(差|剩|欠)(了)?(哪|几|多少)(些|几)?(户|家)(没走|没去)?[呢啊了?。]*$/.test(text)) ||
    (mine && /(走|去|访)(完|齐|到)(了)?(没有?|吗)[?。]*$/.test(text))
  );
}

async function unseen(own: readonly HouseholdBrief[], context: Context) {
  const { from } = weekOfDay(context.today);
  const all = await Promise.all(
    own.map(async (household) => ({
      household,
      last: (await context.read.get(rhythmKind, household.id, household.villageId))?.last,
    })),
  );
  return all.filter(({ last }) => !last || last.date < from);
}
