import { addDays, type Day, mondayOf } from '../../core/clock.ts';
import type { Read } from '../../records/read.ts';
import { allFigures } from './figures.ts';
import { needsOf } from './needs.ts';
import { newsOf, unbalancedIn, unhelpedIn } from './news.ts';
import type { Material } from './text.ts';

/** Reads what a digest of these villages is written from. */
export async function materialOf(
  name: string,
  villageIds: readonly string[],
  monday: Day,
  today: Day,
  read: Read,
): Promise<Material> {
  const villages = await allFigures(villageIds, monday, today, read);
  const [needs, news, unbalanced] = await Promise.all([
    Promise.all(villages.map((f) => needsOf(f, today, read))),
    Promise.all(villageIds.map((id) => newsOf(id, monday, read))),
    Promise.all(villageIds.map((id) => unbalancedIn(id, today, read))),
  ]);
  const unhelped = villageIds.flatMap((id) => unhelpedIn(id, read));
  return {
    name,
    monday,
    today,
    villages,
    needs: needs.flat(),
    news: news.flat(),
    unhelped,
    unbalanced: unbalanced.flat(),
  };
}

/** The week that a digest of a day is about: the one that ended before it, on a Sunday the one that ends. */
export function weekToldOn(day: Day, sunday: boolean): Day {
  return sunday ? mondayOf(day) : addDays(mondayOf(day), -7);
}
