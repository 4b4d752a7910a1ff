import type { Day } from '../core/clock.ts';
import type { Household } from './household.ts';
import type { Kind, Stored } from './kind.ts';
import type { Read } from './read.ts';

/** What tells where a household lives and has lived. */
type Placed = Pick<Household, 'id' | 'villageId' | 'former'>;

/** The villages in which a household lives and has lived, today's first: what is past stays where it was. */
export function livedIn({ villageId, former = [] }: Omit<Placed, 'id'>): string[] {
  return former.length === 0 ? [villageId] : [...new Set([villageId, ...former.map((f) => f.villageId)])];
}

/** Where a household lived on a day: a visit counts there. */
export function placeOn(
  household: Pick<Household, 'villageId' | 'group' | 'former'>,
  day: Day,
): { villageId: string; group: string } {
  return household.former?.find((f) => day < f.until) ?? household;
}

/** The group of a household as it was when it lived in a village: what is listed there shows that one. */
export function groupIn(household: Pick<Household, 'villageId' | 'group' | 'former'>, villageId: string) {
  if (household.villageId === villageId) return household.group;
  return household.former?.findLast((f) => f.villageId === villageId)?.group ?? household.group;
}

/** In a record's history: it went along with its household to another village, which nobody did anything about it by. */
export const MOVED_ALONG = 'village';

/** Nothing was done about a record since it was made. */
export const isUntouched = (history: readonly { action: string }[]) =>
  history.filter((h) => h.action !== MOVED_ALONG).length === 1;

interface Span {
  min?: number;
  max?: number;
  limit?: number;
  reverse?: boolean;
}

/**
 * A household's records of one kind (`set`: `visits`, `incomes`), wherever it lived when they were made; in the order of the
 * sorted set, over all its villages.
 */
export async function recordsOfHousehold<T extends Stored>(
  kind: Kind<T>,
  set: string,
  household: Placed,
  read: Read,
  span: Span = {},
): Promise<T[]> {
  const lists = await Promise.all(
    livedIn(household).map(async (villageId) => {
      const ids = await read.range(villageId, `household:${household.id}:${set}`, span);
      return read.many(kind, ids, villageId);
    }),
  );
  const [only = [], ...more] = lists;
  if (more.length === 0) return only;
  const all = lists.flat().sort((a, b) => before(a, b) * (span.reverse ? -1 : 1));
  return span.limit === undefined ? all : all.slice(0, span.limit);
}

/** By the day on which it was, where it has one, then by when it was said, then by number. */
function before(a: Stored, b: Stored): number {
  const [x, y] = [dayOf(a), dayOf(b)];
  if (x !== y) return x < y ? -1 : 1;
  return a.id.localeCompare(b.id, 'en', { numeric: true });
}

const dayOf = (r: Stored): string => ('date' in r && typeof r.date === 'string' ? r.date : r.at);
