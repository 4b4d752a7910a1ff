import { addDays, type Day, mondayOf, weekdayOf } from '../../core/clock.ts';
import type { Read } from '../../records/read.ts';
import { allFigures } from './figures.ts';
import { type Need, needsOf } from './needs.ts';
import { type News, newsOf, type Unbalanced, unbalancedIn, unhelpedIn } from './news.ts';
import type { Material } from './text.ts';

/** Villages whose records are read together: a county's at once would keep every answer waiting meanwhile. */
const AT_A_TIME = 10;

/** Reads what a digest of these villages is written from. */
export async function materialOf(
  name: string,
  villageIds: readonly string[],
  monday: Day,
  today: Day,
  read: Read,
): Promise<Material> {
  const villages = await allFigures(villageIds, monday, today, read);
  const needs: Need[] = [];
  const news: News[] = [];
  const unbalanced: Unbalanced[] = [];
  for (let i = 0; i < villages.length; i += AT_A_TIME) {
    const some = villages.slice(i, i + AT_A_TIME);
    const [n, changes, books] = await Promise.all([
      Promise.all(some.map((f) => needsOf(f, today, read))),
      Promise.all(some.map((f) => newsOf(f.villageId, monday, read))),
      Promise.all(some.map((f) => unbalancedIn(f.villageId, today, read))),
    ]);
    needs.push(...n.flat());
    news.push(...changes.flat());
    unbalanced.push(...books.flat());
  }
  const unhelped = villageIds.flatMap((id) => unhelpedIn(id, read));
  return {
    name,
    monday,
    today,
    villages,
    needs,
    news,
    unhelped,
    unbalanced,
  };
}

/** The week that a digest of a day is about: the last whole one, on a Sunday the one that ends with it. */
export function weekToldOn(day: Day): Day {
  return weekdayOf(day) === 7 ? mondayOf(day) : addDays(mondayOf(day), -7);
}
