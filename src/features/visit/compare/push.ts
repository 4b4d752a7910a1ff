import { addDays, at, dayOf, MINUTE } from '../../../core/clock.ts';
import { visitKind } from '../../../records/visit.ts';
import type { Planned, PushJob } from '../../pushJob.ts';
import { isWorkday } from '../plan/eveList.ts';
import { openQuestions } from './rules.ts';
import { askAbout } from './text.ts';

/**
 * The evening comparison (D04): at 19:30 of a workday, whoever logged something that differs from the register is asked
 * about it in private, one household after the other. No difference, no message (J04). 改 and 不改 answer it.
 */
export const compare: PushJob = {
  name: 'compare',
  cron: '30 19 * * *',
  grace: 90 * MINUTE,
  async run({ slot, read }) {
    const { directory } = read;
    const day = dayOf(slot);
    const people = new Set<string>();
    for (const village of [...directory.villages()].filter((v) => isWorkday(v, day))) {
      const ids = await read.range(village.id, 'visits', { min: at(day), max: slot });
      for (const visit of await read.many(visitKind, ids, village.id)) if (visit.checks) people.add(visit.by);
    }
    const outbound: Planned[] = [];
    for (const to of people) {
      const person = directory.person(to);
      const questions = person ? await openQuestions(person, slot, read) : [];
      if (!questions.some((q) => q.visit.date === day)) continue;
      outbound.push({ to, kind: 'nudge', data: { day }, expires: at(addDays(day, 1), '12:00') });
    }
    return { changes: [], outbound, counts: { people: outbound.length } };
  },
  async render(_, { now, to, read }) {
    const person = read.directory.person(to);
    const questions = person ? await openQuestions(person, now, read) : [];
    return questions.length > 0 ? askAbout(questions, dayOf(now)) : null;
  },
};
