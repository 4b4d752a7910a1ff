import { CATEGORIES, CATEGORY_LABELS } from '../../core/category.ts';
import { addDays, type Day } from '../../core/clock.ts';
import type { WeekPicture } from '../../core/picture.ts';
import { formatDay } from '../../core/text/days.ts';
import { problemKind } from '../../records/problem.ts';
import type { Read } from '../../records/read.ts';
import { askWeek, inOne, mondaysUpTo, sumWeeks, type WeekFigures } from './figures.ts';
import type { Material } from './text.ts';

const WEEKS = 8;
/** More rows than these are not read on a phone. */
const ROWS = 12;

/** The picture that goes with a digest: eight weeks, and where the problems are that are not put right. */
export async function pictureOf(m: Material, read: Read): Promise<WeekPicture> {
  const ids = m.villages.map((f) => f.villageId);
  const weeks: WeekFigures[] = [];
  for (const monday of mondaysUpTo(m.monday, WEEKS))
    weeks.push(
      sumWeeks(await inOne(read, (b) => ids.map((id) => askWeek(id, monday, b, read.directory))), monday),
    );
  return {
    title: `${m.name}周报`,
    span: `${formatDay(m.monday, m.today)}—${formatDay(addDays(m.monday, 6), m.today)}`,
    weeks: weeks.map((w) => ({
      label: shortDay(w.monday),
      home: w.visits.home,
      phone: w.visits.phone,
      reached: w.reached,
    })),
    base: m.villages.reduce((n, f) => n + f.stand.base, 0),
    problems: ids.length > 1 ? byVillage(m, read) : await byCategory(ids[0] ?? '', m, read),
  };
}

const shortDay = (day: Day) => `${Number(day.slice(5, 7))}.${Number(day.slice(8))}`;

/** The villages in the order of the register; those without a problem are left out. */
function byVillage({ villages }: Material, { directory }: Read): WeekPicture['problems'] {
  return villages
    .filter((f) => f.stand.open > 0)
    .slice(0, ROWS)
    .map(({ villageId, stand }) => ({
      label: directory.village(villageId)?.name ?? villageId,
      open: stand.open,
      late: stand.late.length,
    }));
}

/** By what they are about. How many of a kind are late is read from the late ones themselves. */
async function byCategory(villageId: string, m: Material, read: Read): Promise<WeekPicture['problems']> {
  const ids = m.villages.flatMap((f) => f.stand.late);
  const [open, late] = await Promise.all([
    read.counters(villageId, 'problems:open:of'),
    read.many(problemKind, ids, villageId),
  ]);
  return CATEGORIES.filter((c) => open[c]).map((c) => ({
    label: CATEGORY_LABELS[c],
    open: open[c] ?? 0,
    late: late.filter((p) => p.category === c).length,
  }));
}
