import type { Day } from '../../core/clock.ts';
import { formatDay } from '../../core/text/days.ts';
import { type Change, change } from '../../records/change.ts';
import {
  type Publicity,
  publicitiesOf,
  publicityDays,
  publicityId,
  publicityKind,
} from '../../records/publicity.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { whichHousehold } from '../../records/which.ts';
import { type Context, type Effect, type Heard, say } from '../define.ts';
import { householdCommand } from '../householdCommand.ts';
import { stamp } from '../stamp.ts';
import { isApart, readPosting } from './read.ts';
import { voided } from './takeDown.ts';
import { postedText } from './text.ts';

/** Asked, or told of what somebody says against it: no word of when it was put up. */
const ELSE =
  /异议|意见|不服|反对|举报|投诉|不公平|质疑|[?]|吗|没|不|谁|怎么|咋|哪|几|多|什么|啥|满|到期|材料|准备|明天再|要是|如果/;

/** 公示: a household's name was put up; from that day it is reckoned when it may be handed on (C06, C08). */
export const post = householdCommand({
  name: '公示',
  aliases: ['登记公示', '低保公示', '识别公示', '识别初步公示', '初步公示', '二次公示'],
  summary: '记下一户的公示哪天贴的:哪天满7天、哪天起可以报乡里,到时候提醒村支书和包村干部',
  usage: '公示 户主姓名 9月11日贴的(今天贴的日子可不写)',
  needs: 'postNames',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['公示 罗启明 9月11日贴的', '公示 罗启明'],
  hears,
  run: posted,
});

/** Among colleagues only what is nothing else; in private whatever names somebody behind the word. */
function hears({ rest, explicit }: Heard, { sender, read, message, today }: Context): string | null {
  const which = whichHousehold(rest, sender, read.directory);
  if (ELSE.test('rest' in which ? which.rest : rest)) return null;
  if (which.kind === 'one')
    return explicit || readPosting(which.rest, message.text, today).left === '' ? rest : null;
  return explicit && (rest === '' || isApart(message.text)) ? rest : null;
}

async function posted(household: HouseholdBrief, rest: string, context: Context): Promise<Effect> {
  const { today, read, place } = context;
  const said = readPosting(rest, context.message.text, today);
  const { head } = household;
  const form = `公示 ${head} ${formatDay(today, today)}贴的`;
  if (said.left !== '') return say(`没看懂“${said.left}”,没有记。这样发:${form}`);
  if (said.noDay) return say(`没有“${said.noDay}”这一天,没有记。请改好日子再发:${form}`);
  const start = said.start ?? today;
  if (start > today)
    return say(`${formatDay(start, today)}还没到,没有记。贴出来了再发:${form}(贴出那天的日子)`);
  const standing = await publicitiesOf(household, read);
  const same = standing.find((p) => p.start === start);
  const more = { ...(said.place ? { place: said.place } : {}), ...(said.what ? { what: said.what } : {}) };
  if (same && Object.entries(more).every(([field, value]) => same[field as keyof Publicity] === value))
    return say(`${head}家这次公示已经记过了,没有动。${postedText(same, household, context)}`);
  const replaced = same ? [] : standing.filter((p) => isSame(p, start, today));
  const before =
    same ?? (await read.get(publicityKind, publicityId(household.id, start), household.villageId));
  const after: Publicity = {
    ...stamp(publicityId(household.id, start), context),
    rev: before?.rev ?? 0,
    villageId: household.villageId,
    householdId: household.id,
    ...publicityDays(start),
    // What was said of it once need not be said again where only its day was wrong.
    ...kept(same ?? replaced.at(-1)),
    ...more,
  };
  const changes: Change[] = [
    change({ kind: publicityKind, before, after, action: 'publicity.post', actor: after.by }),
    ...replaced.map((p) => voided(p, after.by)),
  ];
  const days = replaced.map((p) => formatDay(p.start, today)).join('、');
  // In a group nothing of what was on record before is told.
  const was = days === '' ? '' : place === 'private' ? `,原来记的${days}不算了` : ',原来记的不算了';
  return {
    changes,
    made: [{ kind: publicityKind.name, id: after.id, villageId: after.villageId, part: false }],
    ...say(`${was === '' ? '已记' : '已更正'} ${postedText(after, household, context, was)}`),
  };
}

const kept = (p?: Publicity) => ({ place: p?.place, what: p?.what });

/** One that is not full yet, or whose days overlap, was the same one with a wrong day; after that it is put up anew (C04). */
function isSame(p: Publicity, start: Day, today: Day): boolean {
  const { lastDay } = publicityDays(start);
  return p.lastDay >= today || (start <= p.lastDay && p.start <= lastDay);
}
