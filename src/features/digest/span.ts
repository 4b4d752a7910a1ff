import { at, DAY } from '../../core/clock.ts';
import { formatDay } from '../../core/text/days.ts';
import { livedIn } from '../../records/lived.ts';
import { COUNTED, MODES, type Mode, visitKind } from '../../records/visit.ts';
import type { Context } from '../define.ts';
import type { Reach } from '../reach.ts';
import type { Period } from './asked/period.ts';
import type { WeekFigures } from './figures.ts';

/** Visits that are read for an answer; more than these would keep other answers waiting. */
const MOST = 5000;
const SOME = 200;
const NAMES = 15;

/**
 * 走访率 of a month, a year or other days: counted from the visits themselves, for the counters are kept by weeks. The
 * households are today's register.
 */
export async function spanText(
  reach: Exclude<Reach, { kind: 'refused' }>,
  range: Period,
  context: Context,
): Promise<string> {
  const { read, today } = context;
  if (range.from > today) return `${formatDay(range.from, today)}还没到,没有记录。这样发:走访率 上个月`;
  const { directory } = read;
  const base = reach.kind === 'own' ? reach.households : reach.ids.flatMap((id) => directory.base(id).helped);
  const days = range.from === range.to ? '' : `—${formatDay(range.to, range.from)}`;
  const where = `${reach.name}(${range.from.slice(0, 4)}年${formatDay(range.from, range.from)}${days})`;
  if (base.length === 0) return nobodyHelped(where);
  const known = new Set(base.map((h) => h.id));
  const ways = new Map<Mode, Set<string>>();
  const times = Object.fromEntries(MODES.map((m) => [m, 0])) as Record<Mode, number>;
  let met = 0;
  let left = MOST;
  // Households are counted by where they live today, their visits by the village in which they were made.
  const counted = new Set(reach.kind === 'own' ? [] : reach.ids);
  for (const villageId of new Set([...counted, ...base.flatMap(livedIn)])) {
    const ids = await read.range(villageId, 'visits', { min: at(range.from), max: at(range.to) + DAY - 1 });
    left -= ids.length;
    if (left < 0)
      return `${where}走访太多,一次数不过来。请加上村名,或者导出台账:导出 走访 ${Number(range.from.slice(5, 7))}月`;
    for (let i = 0; i < ids.length; i += SOME)
      for (const v of await read.many(visitKind, ids.slice(i, i + SOME), villageId))
        if (v.status === 'active') {
          if (counted.has(villageId)) {
            times[v.mode] += 1;
            if (COUNTED.has(v.mode)) met += Math.max(1, v.met?.length ?? 0);
          }
          if (known.has(v.householdId)) ways.set(v.mode, (ways.get(v.mode) ?? new Set()).add(v.householdId));
        }
  }
  if (ways.size === 0 && Object.values(times).every((n) => n === 0))
    return `${where}没有走访记录。想看别的时间:走访率 上个月、上周进度`;
  const of = (mode: Mode) => ways.get(mode)?.size ?? 0;
  const reached = new Set([...ways].flatMap(([mode, ids]) => (COUNTED.has(mode) ? [...ids] : [])));
  const rest = base.filter((h) => !reached.has(h.id)).map((h) => h.head);
  const service = of('service') > 0 ? `、服务${of('service')}户` : '';
  return [
    `${where}:按现在的名册${base.length}户走到${reached.size}户,走访率${Math.round((reached.size / base.length) * 100)}%`,
    `入户${of('home')}户、电话${of('phone')}户${service}`,
    ...(reach.kind === 'villages' ? [timesLine({ visits: times, met })] : []),
    rest.length === 0
      ? '都走到了。'
      : `没走到${rest.length}户:${rest.slice(0, NAMES).join('、')}${rest.length > NAMES ? '…' : ''}`,
  ].join('\n');
}

/** No household of a village has a helper: there is nothing to count a rate from. */
export const nobodyHelped = (where: string): string =>
  `${where}:名册上还没有有帮扶人的户。有出入请跟乡扶贫办说一声。`;

/** 户次, 人次: how often, beside how many households (D24). */
export function timesLine({ visits: v, met }: Pick<WeekFigures, 'visits' | 'met'>): string {
  const service = v.service > 0 ? `、服务${v.service}次` : '';
  return `共入户${v.home}次、电话${v.phone}次${service},见到${met}人次`;
}
