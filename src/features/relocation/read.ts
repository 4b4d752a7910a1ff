import type { Day } from '../../core/clock.ts';
import { findDay } from '../../core/text/days.ts';
import { groupOf } from '../../records/groups.ts';
import type { Village } from '../../records/organisation.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { placeOf, whichHousehold } from '../../records/which.ts';
import type { Context } from '../define.ts';
import { shortName, villagesNamed } from '../reach.ts';

/** Which household goes where, and from which day it lives there; or what is not clear about it. */
export type Wanted =
  | { household: HouseholdBrief; village: Village; group: string; on: Day }
  | { unclear: string };

export const FORM = '迁村 户主姓名 → 村名 几组';

/** Reads `罗启明 → 上河口村 2组`, `H01 搬到上河口二组 9月10日`. */
export function readWanted(words: string, context: Context): Wanted {
  const { directory } = context.read;
  const which = whichHousehold(words, context.sender, directory);
  if (which.kind === 'none')
    return {
      unclear: `${which.word ? `没有叫“${which.word}”的户,没有动` : '迁哪一户?'}。这样发:${FORM}`,
    };
  if (which.kind === 'several') {
    const options = which.options.flatMap((id) => directory.household(id) ?? []);
    const list = options.map((h) => `${h.id} ${placeOf(h, directory)}`).join('、');
    return {
      unclear: `“${which.word}”没有认准是哪一户:${list}。没有动。请写编号:迁村 ${options[0]?.id ?? ''} → 村名 几组`,
    };
  }
  const { household, rest } = which;
  const named = villagesNamed(rest, directory);
  const others = named.filter((v) => v.id !== household.villageId);
  const [other, ...more] = others;
  const here = directory.village(household.villageId)?.name ?? '';
  if (!other && named.length > 0)
    return {
      unclear: `${household.head}家本来就在${here}${household.group},没有动。只是换组,改名册里的“组”再发给我。`,
    };
  if (!other || more.length > 0)
    return {
      unclear: `${household.head}家迁到哪个村?名册里的村:${[...directory.villages()].map((v) => v.name).join('、')}。没有动。这样发:${FORM}`,
    };
  const village = directory.village(other.id);
  if (!village) return { unclear: `没有${other.name},没有动。这样发:${FORM}` };
  const place = placeIn(rest, village, household, context);
  return 'unclear' in place ? place : { household, village, ...place };
}

function placeIn(
  rest: string,
  village: Village,
  household: HouseholdBrief,
  { today }: Context,
): { group: string; on: Day } | { unclear: string } {
  const short = shortName(village.name);
  let tail = rest.slice(rest.lastIndexOf(short) + short.length).replace(/^村?/, '');
  const day = findDay(tail, { today, prefer: 'past' });
  // 2组 is no day, and a group that is called by a number is not read for one.
  const said =
    day && 'day' in day && /[月日号天周]|昨|今/.test(tail.slice(day.index, day.index + day.length))
      ? day
      : null;
  if (said) tail = `${tail.slice(0, said.index)} ${tail.slice(said.index + said.length)}`;
  if (said && said.day > today) return { unclear: `${said.day.slice(5)}还没到。迁过去了再发,没有动。` };
  const word = tail.replace(/^[\s,、的→]+|[\s,。!了]+$/g, '').replace(/^(去|到)/, '');
  const group = groupOf(word, village);
  const on = said?.day ?? today;
  if (group !== undefined) return { group, on };
  const list = village.groups.join('、');
  const form = `迁村 ${household.head} → ${village.name} ${village.groups[0] ?? ''}`;
  return {
    unclear:
      word === ''
        ? `迁到${village.name}哪个组?有:${list}。没有动。这样发:${form}`
        : `${village.name}没有“${word.slice(0, 12)}”这个组。有:${list};安置点就写安置点的名字。没有动。这样发:${form}`,
  };
}
