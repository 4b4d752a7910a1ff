import { type Day, dayOf, HOUR } from '../../core/clock.ts';
import { officeIn } from '../../records/find.ts';
import { SEASONS, type Season, seasonNamed, seasonYear } from '../../records/season.ts';
import type { PushJob } from '../pushJob.ts';
import { PLANNED } from './plan.ts';

/**
 * On the first of a month the office is asked for the days of the seasons that begin in it: no day is guessed, each place
 * announces its own.
 */
export const seasonAsk: PushJob = {
  name: 'season',
  cron: '0 9 1 * *',
  grace: 10 * 24 * HOUR,
  async run({ slot, read }) {
    const { directory } = read;
    const day = dayOf(slot);
    const planned = directory.setting(PLANNED)?.values ?? {};
    const open = SEASONS.filter((s) => s.month === Number(day.slice(5, 7)) && !isPlanned(s, day, planned));
    const office = officeIn(directory);
    const outbound =
      open.length === 0
        ? []
        : office.map((p) => ({ to: p.id, kind: 'nudge' as const, data: open.map((s) => s.id) }));
    return { changes: [], outbound, counts: { seasons: open.length, people: outbound.length } };
  },
  merge: (all) => [...new Set((all as string[][]).flat())],
  async render(data, { now, read }) {
    const planned = read.directory.setting(PLANNED)?.values ?? {};
    const names = (data as string[])
      .flatMap((id) => seasonNamed(id) ?? [])
      .filter((s) => !isPlanned(s, dayOf(now), planned));
    const [first] = names;
    if (!first) return null;
    const what = names.map((s) => `${s.what}(${s.policyId})`).join('、');
    return `这段时间该办的:${what}。县里的截止日定了就发:期限 ${first.word} 几月几日 全乡。发了先给您看涉及哪些户,再提醒帮扶人${names.every((s) => s.inside) ? '' : '和户里'}。`;
  },
};

/** A last day is known of the season that begins in this year. */
function isPlanned(season: Season, today: Day, planned: Readonly<Record<string, string>>): boolean {
  return Object.entries(planned).some(
    ([key, due]) => key.startsWith(`${season.id}|`) && seasonYear(season, due) === Number(today.slice(0, 4)),
  );
}
