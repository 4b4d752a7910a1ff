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
 * another time. `visits`: those of the household as they are now; `before`: how many tries stood in a row until then, so
 * that a try told late counts too. The grid leader's own tries are known to him.
 */
export function thirdTime(visits: readonly Visit[], before: number, context: Context): Reply[] {
  const row = triesInRow(visits);
  const last = row.at(-1);
  if (!last || Math.floor(row.length / EVERY) <= Math.floor(before / EVERY)) return [];
  const { directory } = context.read;
  const household = directory.household(last.householdId);
  const leader = directory.village(last.villageId)?.gridLeaderId;
  if (!household || !leader || leader === last.by) return [];
  const today = dayOf(context.now);
  const lines = row.slice(-SHOWN).map((v) => {
    const name = directory.person(v.by)?.name ?? '';
    return `${formatDay(v.date, today)} ${MODE_LABELS[v.mode]} ${name}`.trim();
  });
  const head = `${household.head}(${place(directory, household)})连续${row.length}次没见到人:`;
  const text = [head, ...lines, '请帮忙问问他家情况,另约个时间。'].join('\n');
  return [{ text, to: { id: leader, kind: 'nudge' } }];
}

/** The tries in a row that stand at the end, oldest first. */
function triesInRow(visits: readonly Visit[]): Visit[] {
  const row: Visit[] = [];
  for (const v of inOrder(visits)) {
    if (v.status !== 'active') continue;
    if (ATTEMPTS.has(v.mode)) row.push(v);
    else row.length = 0;
  }
  return row;
}
