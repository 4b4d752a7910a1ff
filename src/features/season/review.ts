import { addDays, DAY, type Day, dayOf, HOUR } from '../../core/clock.ts';
import { covers, mayUse, scopeOf } from '../../core/rights.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { officeIn, recordsIn } from '../../records/find.ts';
import type { Read } from '../../records/read.ts';
import { isSameRound, reliefFlags, SEASONS } from '../../records/season.ts';
import { isTaskOpen, type Task, taskKind } from '../../records/task.ts';
import { defineCommand, type Effect, say } from '../define.ts';
import type { PushJob } from '../pushJob.ts';
import { namesPlacesAlone, reachOf } from '../reach.ts';

const SHOWN = 15;
/** A review that nobody planned anew within a year is over, days. */
const YEAR = 366;

/** The review's tasks of some villages, of the round that ends last: by its day, oldest household first. */
export async function roundOf(villageIds: readonly string[], read: Read, today: Day): Promise<Task[]> {
  const all: Task[] = [];
  for (const season of SEASONS.filter((s) => s.inside))
    for (const id of villageIds)
      all.push(...(await recordsIn(taskKind, `season:${season.id}:tasks`, read, id)));
  const since = addDays(today, -YEAR);
  const known = all.filter((t) => t.status !== 'cancelled' && (t.due ?? '') >= since);
  const last = known.reduce((most, t) => ((t.due ?? '') > most ? (t.due ?? '') : most), '');
  // One round is planned village by village, and put off beyond the year's end.
  return known.filter((t) => isSameRound(t.due?.slice(0, 10) ?? '', last.slice(0, 10)));
}

const seenIn = (t: Task) => t.replies.findLast((r) => r.text)?.text ?? '';

/** The list of a review: how many are done, what was seen that has to be decided on, who is left and with whom it lies. */
export function reviewText(name: string, tasks: readonly Task[], today: Day, read: Read): string {
  const { directory } = read;
  const left = tasks.filter(isTaskOpen);
  const done = tasks.filter((t) => !isTaskOpen(t));
  const head = (t: Task) => directory.household(t.householdId ?? '')?.head ?? t.title;
  const place = (t: Task) => directory.village(t.villageId)?.name ?? '';
  const flagged = done.flatMap((t) => {
    const flags = reliefFlags(seenIn(t));
    return flags.length > 0
      ? [`${head(t)}(${place(t)}):${flags.join('、')}。原话:${clip(seenIn(t), 24)}`]
      : [];
  });
  const due = (left[0] ?? tasks[0])?.due?.slice(0, 10);
  const until = due ? `${formatDay(due, today)}截止,` : '';
  const some = (list: readonly string[]) => [
    ...list.slice(0, SHOWN),
    ...(list.length > SHOWN ? [`还有${list.length - SHOWN}户`] : []),
  ];
  const waits = left.map((t) => `${head(t)}(${directory.person(t.assignee ?? '')?.name ?? '没人'})`);
  return [
    `${name}低保复核:${until}${tasks.length}户看过${done.length}户,还没看${left.length}户。`,
    ...(flagged.length > 0 ? [`看到有情况的${flagged.length}户,保不保由民政按程序定:`] : []),
    ...some(flagged),
    ...(flagged.length === 0 && done.length > 0 ? ['看过的没有报六种情形。'] : []),
    ...(left.length > 0 ? [`还没看的:${some(waits).join('、')}`] : ['都看完了。']),
    '要清单打印签字:导出 低保复核',
  ].join('\n');
}

/** 低保复核情况: the yearly review as a campaign: what is done, seen and left (C36, C37); in private, to those who lead. */
export const review = defineCommand<string>({
  name: '复核情况',
  aliases: ['低保复核情况', '低保复核进度', '低保复核名单', '低保复核结果', '复核进度', '复核名单'],
  summary: '低保年度复核看过几户、看到什么情况、还有谁没看',
  usage: '复核情况(可以加村名)',
  needs: 'seeProgress',
  where: ['private'],
  examples: ['复核情况'],
  exampleBy: 'office',
  read: ({ rest, explicit }, { read }) => (explicit || namesPlacesAlone(rest, read.directory) ? rest : null),
  speech: (text) =>
    text.length <= 24 &&
    /复核|复查/.test(text) &&
    /多少|几|哪|谁|没(做|看|办|完)|到哪|怎么?样|咋样|情况|结果|名单|进度|完了?没/.test(text) &&
    !/怎么(办|申请)|要求|条件|程序|政策/.test(text)
      ? text
      : null,
  async run(words, context): Promise<Effect> {
    const { read, today, sender } = context;
    const reach = reachOf(words, 'seeProgress', '复核情况', context);
    if (reach.kind === 'refused') return say(reach.text);
    const own = reach.kind === 'own' ? new Set(reach.households.map((h) => h.id)) : undefined;
    const ids = reach.kind === 'own' ? [...new Set(reach.households.map((h) => h.villageId))] : reach.ids;
    const all = await roundOf(ids, read, today);
    const tasks = all.filter((t) => !own || own.has(t.householdId ?? ''));
    if (tasks.length > 0) {
      const text = reviewText(reach.name, tasks, today, read);
      return say(mayUse(sender, 'exportLedger') ? text : text.replace(/\n要清单打印签字.*$/, ''));
    }
    const may = covers(sender, 'planReview', {});
    return say(
      `${reach.name}还没有安排低保复核。${may ? '要安排就发:期限 低保复核 10月31日 全乡' : '由扶贫办定日子安排。'}`,
    );
  },
});

/** The morning after a review's last day, and on that day's week before: to the office how it stands (C36). */
export const reviewEnds: PushJob = {
  name: 'reviewEnds',
  cron: '10 9 * * *',
  grace: 12 * HOUR,
  async run({ slot, read }) {
    const day = dayOf(slot);
    const { directory } = read;
    const planned = directory.setting('seasons')?.values ?? {};
    const days = SEASONS.filter((s) => s.inside).flatMap((s) =>
      Object.entries(planned).flatMap(([key, due]) => (key.startsWith(`${s.id}|`) ? [due] : [])),
    );
    const told = days.some((due) => day === addDays(due, 1) || day === addDays(due, -7));
    const office = officeIn(directory);
    const outbound = told
      ? office.map((p) => ({ to: p.id, kind: 'nudge' as const, data: { day }, expires: slot + 2 * DAY }))
      : [];
    return { changes: [], outbound, counts: { people: outbound.length } };
  },
  merge: (all) => all[0],
  async render(data, { read, to }) {
    const { day } = data as { day: Day };
    const person = read.directory.person(to);
    if (!person || scopeOf({ contact: '', person }, 'seeProgress') !== 'township') return null;
    const ids = [...read.directory.villages()].map((v) => v.id);
    const tasks = await roundOf(ids, read, day);
    return tasks.length > 0 ? reviewText('全乡', tasks, day, read) : null;
  },
};

/** What a helper is asked, at once and once: whom to look at, until when, for what, and how to answer (C37). */
export function askText(heads: readonly string[], due: Day, today: Day, checks: readonly string[]): string {
  return [
    `低保一年一次的复核,请您${formatDay(due, today)}前到户里看看:${heads.join('、')}`,
    `看这几样:${checks.join('、')}。别的情况也写上。`,
    `看完一户回一句:已办 ${heads[0]} 低保复核 没有变化(或写看到的情况)`,
    '不用跟户里说保还是不保,那由民政按程序定。',
  ].join('\n');
}
