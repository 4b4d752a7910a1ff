import { dayOf, HOUR } from '../../core/clock.ts';
import { officeIn } from '../../records/find.ts';
import { SEASONS, seasonNamed } from '../../records/season.ts';
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
    const open = SEASONS.filter(
      (s) => s.month === Number(day.slice(5, 7)) && planned[`${s.id}|${day.slice(0, 4)}`] === undefined,
    );
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
    const open = (data as string[]).filter((id) => planned[`${id}|${dayOf(now).slice(0, 4)}`] === undefined);
    const names = open.flatMap((id) => seasonNamed(id) ?? []);
    const [first] = names;
    if (!first) return null;
    const what = names.map((s) => `${s.what}(${s.policyId})`).join('、');
    return `这段时间该办的:${what}。县里的截止日定了就发:期限 ${first.word} 几月几日 全乡。发了先给您看涉及哪些户,再提醒帮扶人${names.every((s) => s.inside) ? '' : '和户里'}。`;
  },
};
