import { at, DAY, dayOf } from '../../../core/clock.ts';
import { clip } from '../../../core/text/clean.ts';
import { formatDay } from '../../../core/text/days.ts';
import { requestKind } from '../../../records/request.ts';
import type { Context } from '../../define.ts';
import { isFor } from '../needs.ts';
import { readAll } from './count.ts';
import { notYet, type Villages } from './figures.ts';
import { periodIn, thisWeek } from './period.ts';

const SHOWN = 10;
const WORDS = 24;

/** 老百姓这周都反映了些啥: what households said in some days, answered or not; hidden ones and reports stay so (D14, E20). */
export async function requestsText(text: string, { ids, name }: Villages, context: Context): Promise<string> {
  const { read, today, sender } = context;
  const period = periodIn(text, today) ?? thisWeek(today);
  const late = notYet(period, today);
  if (late) return late;
  const me = sender.person?.id ?? '';
  const lists = await Promise.all(
    ids.map((id) => readAll(requestKind, 'requests', id, at(period.from), at(period.to) + DAY - 1, read)),
  );
  const all = lists.flatMap((list, i) =>
    (list ?? []).filter((request) =>
      isFor({ villageId: ids[i] ?? '', weight: 0, about: { request } }, me, read),
    ),
  );
  const span = `${formatDay(period.from, today)}—${formatDay(period.to, today)}`;
  if (all.length === 0) return `${name}${span}没有记下群众反映的事。别的时间:上个月群众反映了些什么`;
  const lines = all.slice(-SHOWN).map((r) => {
    const head =
      read.directory.household(r.householdId ?? '')?.head ?? read.directory.village(r.villageId)?.name;
    const state = r.answeredAt ? `${formatDay(dayOf(Date.parse(r.answeredAt)), today)}答复了` : '还没答复';
    return `${r.id} ${head}:${clip(r.text, WORDS)},${state}`;
  });
  const open = all.filter((r) => !r.answeredAt).length;
  const more = all.length > SHOWN ? `,后${SHOWN}件` : '';
  return [`${name}${span}群众反映${all.length}件,还没答复${open}件${more}:`, ...lines].join('\n');
}
