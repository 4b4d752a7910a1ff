import { daysBetween } from '../../core/clock.ts';
import { readNumber } from '../../core/text/chineseNumber.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { homely } from '../../core/text/homely.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { rhythmKind } from '../../records/rhythm.ts';
import { MODE_LABELS } from '../../records/visit.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { reachOf } from '../reach.ts';
import { LONG, type LongAgo, longAgo } from './figures.ts';

const SHOWN = 15;

interface Input {
  words: string;
  days: number;
}

/** 9月 is a month, and 9个月 a long time. */
const SPAN = /(\d{1,3}|[一两二三四五六七八九十]{1,3}|半)\s*个?(半)?(天|周|星期|礼拜|(?<=[个半])月)/;
const UNITS: Readonly<Record<string, number>> = { 天: 1, 周: 7, 星期: 7, 礼拜: 7, 月: 30 };
const ASKED = /(没|未)有?(人|哪个|谁|干部)?(再|来|去|上)?(去|走|访|到|管|看|来|上门|入户|进门|登门|过问)/;

/** How many days words tell of: `超过2个星期` 14, `半个月` 15, `10天` 10; undefined where none. */
export function daysIn(text: string): number | undefined {
  const [, n = '', half, unit = ''] = SPAN.exec(text) ?? [];
  if (unit === '') return undefined;
  const count = n === '半' ? 0.5 : (readNumber(n.replace('两', '二')) ?? 0);
  return Math.round((count + (half ? 0.5 : 0)) * (UNITS[unit] ?? 1));
}

/** 超过两周没走的户: who has not been seen for more than so many days, longest first (M29). */
export const overdue = defineCommand<Input>({
  name: '超过两周没走的户',
  aliases: ['两周没走的户', '超过两周没走', '长期没走的户', '好久没走的户', '久未走访', '超期未走'],
  summary: '超过两周没人走到的户,也可以换天数:超过10天没走的户',
  usage: '超过两周没走的户',
  needs: 'seeProgress',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['超过两周没走的户', '两周没走的户'],
  read: ({ rest, explicit }, { message }) =>
    explicit || rest.length <= 10 ? { words: rest, days: daysIn(message.text) ?? LONG } : null,
  speech(said) {
    const text = homely(said);
    // 好久, 长期 is more than two weeks, as long as nobody says otherwise.
    const days = daysIn(text) ?? (/好久|很久|长时间|好长时间|长期|老长时间/.test(text) ? LONG : undefined);
    const asks = /户|家|谁|哪些/.test(text) && /超过|以上|多|哪|谁|几|有没有|[?]/.test(text);
    return days !== undefined &&
      days >= 3 &&
      text.length <= 30 &&
      asks &&
      ASKED.test(text) &&
      !/我(还|帮)|怎么办|会不会|取消|政策|反映/.test(text)
      ? { words: text, days }
      : null;
  },
  async run({ words, days }, context): Promise<Effect> {
    const reach = reachOf(words, 'seeProgress', '超过两周没走的户', context);
    if (reach.kind === 'refused') return say(reach.text);
    const { read, today } = context;
    const ids =
      reach.kind === 'villages' ? reach.ids : [...new Set(reach.households.map((h) => h.villageId))];
    const own = reach.kind === 'own' ? new Set(reach.households.map((h) => h.id)) : undefined;
    const all = await longAgo(ids, days, today, read);
    const found = all.filter((x) => !own || own.has(x.householdId)).sort((a, b) => b.days - a.days);
    if (found.length === 0) return say(`${reach.name}没有超过${days}天没走到的户。`);
    const lines = await Promise.all(found.slice(0, SHOWN).map((x, i) => line(x, i, context)));
    const more = found.length > SHOWN ? [`还有${found.length - SHOWN}户,加上村名或放长天数再查。`] : [];
    return say([`${reach.name}超过${days}天没走到的有${found.length}户:`, ...lines, ...more].join('\n'));
  },
});

async function line({ householdId }: LongAgo, i: number, context: Context): Promise<string> {
  const household = context.read.directory.household(householdId);
  return household ? `${i + 1}. ${await lastSeen(household, context)}` : '';
}

/** `马树根(上河口村2组)上次8月23日 入户,28天了`; who helps it and how often nobody was met only in private. */
async function lastSeen(household: HouseholdBrief, context: Context): Promise<string> {
  const { read, place, today } = context;
  const rhythm = await read.get(rhythmKind, household.id, household.villageId);
  const last = rhythm?.last
    ? `上次${formatDay(rhythm.last.date, today)} ${MODE_LABELS[rhythm.last.mode]},${daysBetween(rhythm.last.date, today)}天了`
    : '还没有走访记录';
  const tried = rhythm && rhythm.attempts > 0 ? `,后来${rhythm.attempts}次没见到人` : '';
  const helper = read.directory.person(household.helperId ?? '')?.name;
  const where = `${read.directory.village(household.villageId)?.name ?? ''}${clip(household.group, 12)}`;
  const more = place === 'private' ? `${tried}${helper ? `,帮扶人${helper}` : ''}` : '';
  return `${household.head}(${where})${last}${more}`;
}
