import { at, DAY, type Day } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { lastOfMonth, monthOf, yearOf } from '../../core/text/dayYear.ts';
import { livedIn } from '../../records/lived.ts';
import { isOpen, problemKind } from '../../records/problem.ts';
import type { Read } from '../../records/read.ts';
import { type Visit, visitKind } from '../../records/visit.ts';

const SHOWN = 6;

/** A helper's month in four parts, written from his records (F07): visits, measures, problems, difficulties. */
export async function draftOf(personId: string, today: Day, read: Read): Promise<string> {
  const { directory } = read;
  const own = directory.householdsOf(personId);
  const month = today.slice(0, 7);
  const min = at(`${month}-01`);
  const max = at(lastOfMonth({ year: yearOf(today), month: monthOf(today) })) + DAY - 1;
  const villages = [...new Set([...own.flatMap(livedIn), ...(directory.person(personId)?.villageIds ?? [])])];
  const visits: Visit[] = [];
  const problems = [];
  for (const v of villages) {
    const ids = await read.range(v, `helper:${personId}:visits`, { min, max });
    visits.push(...(await read.many(visitKind, ids, v)).filter((x) => x.status === 'active'));
    const mine = new Set(own.map((h) => h.id));
    const open = await read.many(problemKind, await read.range(v, 'problems:due'), v);
    problems.push(
      ...open.filter(
        (p) =>
          isOpen(p) &&
          !p.hiddenFrom?.includes(personId) &&
          (p.owner === personId || mine.has(p.householdId ?? '')),
      ),
    );
  }
  const times = (mode: Visit['mode']) => visits.filter((v) => v.mode === mode).length;
  const reached = new Set(visits.filter((v) => v.counted).map((v) => v.householdId));
  const left = own.filter((h) => !reached.has(h.id)).map((h) => h.head);
  const measures = visits.flatMap((v) =>
    (v.measures ?? []).map((m) => `${directory.household(v.householdId)?.head}:${clip(m, 24)}`),
  );
  const tried = times('absent') + times('noAnswer');
  const phone = times('phone') > 0 ? `、电话${times('phone')}次` : '';
  const service = times('service') > 0 ? `、服务${times('service')}次` : '';
  const some = (list: readonly string[], none: string) =>
    list.length === 0
      ? none
      : `${list.slice(0, SHOWN).join(';')}${list.length > SHOWN ? `等${list.length}件` : ''}`;
  return [
    `走访:入户${times('home')}次${phone}${service};帮的${own.length}户走到${own.length - left.length}户${left.length > 0 ? `,没走到:${left.join('、')}` : ''}`,
    `措施:${some(measures, '这个月没有记措施')}`,
    `问题:${some(
      problems.map((p) => `${p.id} ${clip(p.text, 20)}`),
      '没有没办好的',
    )}`,
    `困难:${tried > 0 ? `有${tried}次没见到人` : '没有'}(有别的请补上)`,
  ].join('\n');
}
