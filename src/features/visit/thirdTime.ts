import { dayOf } from '../../core/clock.ts';
import { formatDay } from '../../core/text/days.ts';
import { ATTEMPTS, MODE_LABELS, type Visit } from '../../records/visit.ts';
import type { Context, Reply } from '../define.ts';
import { inOrder } from './rhythm.ts';
import { place } from './text.ts';

/** Every third time in a row (D07). */
const EVERY = 3;
/** No more tries than these are told one by one. */
const SHOWN = 6;

/**
 * The third (sixth, …) time in a row nobody was met tells the grid leader what was tried (D07), so that he can arrange
 * another time. `visits`: those of the household, the new one among them. The grid leader's own tries are known to him.
 */
export function thirdTime(visit: Visit, visits: readonly Visit[], context: Context): Reply[] {
  const count = visit.attemptNo ?? 0;
  if (!ATTEMPTS.has(visit.mode) || count === 0 || count % EVERY !== 0) return [];
  const { directory } = context.read;
  const household = directory.household(visit.householdId);
  const leader = directory.village(visit.villageId)?.gridLeaderId;
  if (!household || !leader || leader === visit.by) return [];
  const today = dayOf(context.now);
  const tries = triesUpTo(visit, visits).slice(-SHOWN);
  const lines = tries.map((v) => {
    const name = directory.person(v.by)?.name ?? '';
    return `${formatDay(v.date, today)} ${MODE_LABELS[v.mode]} ${name}`.trim();
  });
  const head = `${household.head}(${place(directory, household)})连续${count}次没见到人:`;
  const text = [head, ...lines, '请帮忙问问他家情况,另约个时间。'].join('\n');
  return [{ text, to: { id: leader, kind: 'nudge' } }];
}

/** The tries in a row that end with this visit, oldest first. */
function triesUpTo(visit: Visit, visits: readonly Visit[]): Visit[] {
  const row: Visit[] = [];
  for (const v of inOrder(visits)) {
    if (v.status !== 'active') continue;
    if (ATTEMPTS.has(v.mode)) row.push(v);
    else row.length = 0;
    if (v.id === visit.id) break;
  }
  return row;
}
