import { iso, MINUTE } from '../../core/clock.ts';
import { groupBy } from '../../core/group.ts';
import { covers } from '../../core/rights.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { dueIn } from '../../core/text/dueDay.ts';
import { findNames } from '../../core/text/names.ts';
import { type Change, change } from '../../records/change.ts';
import { isMourning } from '../../records/dictionary.ts';
import { localForm } from '../../records/exampleVillage.ts';
import { askerFor } from '../../records/find.ts';
import { type Household, householdKind } from '../../records/household.ts';
import { rulesIn } from '../../records/nudges.ts';
import { type Setting, settingKind, type Village } from '../../records/organisation.ts';
import {
  RELIEF_CHECKS,
  SEASONS,
  type Season,
  seasonIn,
  seasonNamed,
  seasonYear,
} from '../../records/season.ts';
import { isTaskOpen, newTask, type Task, taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, type Reply, say } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { askText } from './review.ts';
import { roundChanges, roundEnding, standingText } from './round.ts';

/** The days that were planned, by season and the year in which it began: the office is not asked again. */
export const PLANNED = 'seasons';
const CONFIRM_FOR = 10 * MINUTE;
const FORM = '期限 医保 12月20日 枫树湾(全乡就写“全乡”)';
const WORDS = SEASONS.map((s) => s.word).join('、');

interface State {
  season: string;
  due: string;
  villageIds: string[];
  until: number;
}

/** 期限: a household's own deadline by the season of a policy; the office sets the day, sees whom it concerns, confirms. */
export const planSeason = defineCommand<{ rest: string }>({
  name: '期限',
  aliases: ['缴费期限', '申请期限', '定期限'],
  summary: '扶贫办定缴医保、申请助学这些事的截止日,到期前提醒帮扶人和户里',
  usage: FORM,
  needs: 'planReview',
  where: ['private'],
  examples: ['期限 医保 12月20日 全乡', '期限 助学 9月30日 枫树湾'],
  exampleBy: 'office',
  read: ({ rest, explicit }) => (explicit || seasonIn(rest) ? { rest } : null),
  // 低保复核开始,11月30号前核完: told to the bot, with a day and no household.
  speech(text, context) {
    const { read, sender } = context;
    if (
      !isSpokenTo(context) ||
      text.length > 50 ||
      !seasonIn(text) ||
      !/^(?!.*([?]|吗|谁|哪|几|怎么))/.test(text)
    )
      return null;
    if (!/截止|开始|启动|安排|前[^,。]{0,4}(完|好|齐|交|缴|核|报|办)|前$/.test(text)) return null;
    if (dueIn(text, context.today).kind === 'none') return null;
    if (findNames(read.directory.householdNames(), text, askerFor(sender, read.directory)).length > 0)
      return null;
    const named = [...read.directory.villages()].some((v) => text.includes(v.name.replace(/村$/, '')));
    return { rest: named || /全[乡镇]|各村/.test(text) ? text : `${text} 全乡` };
  },
  run: async ({ rest }, context) => preview(rest, context),
  async answer(raw, text, context) {
    const state = raw as State;
    if (isNo(text)) return { ...say('好,没有安排。'), dialog: null };
    if (!isYes(text)) return null;
    if (context.now <= state.until) return plan(state, context);
    return { ...say('过了10分钟,没有安排。要安排请再发一遍。'), dialog: null };
  },
});

async function preview(rest: string, context: Context): Promise<Effect> {
  const { today, now } = context;
  const season = seasonIn(rest);
  if (!season) return say(`是哪一样的期限?可以写:${WORDS}。没有安排。这样发:${localForm(FORM, context)}`);
  const right = season.inside ? 'planReview' : 'planSeason';
  if (!covers(context.sender, right, {}))
    return say(`${season.what}的日子由乡扶贫办定,没有安排。您可以定低保复核的:期限 低保复核 10月31日 全乡`);
  const due = dueIn(rest.replace(season.also, ' '), today);
  if (due.kind === 'noSuchDay')
    return say(`没有“${due.said}”这一天,没有安排。这样发:${localForm(FORM, context)}`);
  if (due.kind === 'past')
    return say(
      `${formatDayLong(due.day, today)}已经过了,没有安排。请改好日子再发:${localForm(FORM, context)}`,
    );
  if (due.kind !== 'day')
    return say(`哪天截止?日子由县里定,没有安排。这样发:期限 ${season.word} 12月20日 全乡`);
  const villages = scope(due.rest, context);
  if (villages.length === 0)
    return say(`哪个村?没有安排。这样发:期限 ${season.word} ${formatDayLong(due.day, today)} 全乡`);
  const { households, resting, without } = await concerned(season, villages, context);
  if (households.length === 0)
    return say(
      `${villages.map((v) => v.name).join('、')}没有要${season.inside ? '做' : ''}${season.what}的户,没有安排。`,
    );
  const round = await roundEnding(season, due.day, idsOf(villages), households, context);
  const lines = villages.flatMap((v) => {
    const here = households.filter((h) => h.villageId === v.id).map((h) => h.head);
    if (here.length === 0) return [];
    return [`${v.name}${here.length}户:${here.slice(0, 6).join('、')}${here.length > 6 ? '等' : ''}`];
  });
  const state: State = {
    season: season.id,
    due: due.day,
    villageIds: idsOf(villages),
    until: now + CONFIRM_FOR,
  };
  return {
    ...say(
      [
        `${season.what},${formatDayLong(due.day, today)}截止,共${households.length}户:`,
        ...lines,
        ...standingText(round, formatDayLong(due.day, today), true),
        ...(resting > 0 ? [`另有${resting}户家里有白事,不提醒。`] : []),
        ...(without > 0 ? [`另有${without}户没有帮扶人,没人可提醒。`] : []),
        season.inside
          ? `到期前只提醒帮扶人,不告诉户里。上门看这几样:${RELIEF_CHECKS.join('、')},别的情况也写上。`
          : '到期前提醒帮扶人;会用微信的户自己也收到,一周最多2条。说一声“已缴”就停。',
        '对的话回“确认”就安排,不对回“取消”。',
      ].join('\n'),
    ),
    dialog: { state, expires: now + CONFIRM_FOR },
  };
}

const idsOf = (villages: readonly Village[]) => villages.map((v) => v.id);

function scope(text: string, { read }: Context): Village[] {
  const all = [...read.directory.villages()];
  if (/全[乡镇]|各村/.test(text)) return all;
  return all.filter((v) => text.includes(v.name.replace(/村$/, '')));
}

/** The households of a season, those in mourning and those without a helper aside. */
async function concerned(season: Season, villages: readonly Village[], { read, today }: Context) {
  const { directory } = read;
  const all: Household[] = [];
  for (const v of villages) {
    const ids = [...directory.households(v.id)].map((h) => h.id);
    all.push(...(await read.many(householdKind, ids, v.id)).filter((h) => season.concerns(h)));
  }
  const awake = all.filter((h) => !isMourning(h, today));
  const households = awake.filter((h) => directory.household(h.id)?.helperId);
  return { households, resting: all.length - awake.length, without: awake.length - households.length };
}

async function plan(state: State, context: Context): Promise<Effect> {
  const { read, now, sender, message, chat, today } = context;
  const { directory } = read;
  const season = seasonNamed(state.season);
  if (!season) return { ...say('没有这个期限,没有安排。'), dialog: null };
  const villages = [...directory.villages()].filter((v) => state.villageIds.includes(v.id));
  const { households } = await concerned(season, villages, context);
  const by = sender.person?.id ?? '';
  const round = await roundEnding(season, state.due, idsOf(villages), households, context);
  const changes = roundChanges(round, state.due, context);
  for (const h of round.fresh) {
    const after = newTask({
      id: await context.number('T'),
      by,
      now,
      source: { messageId: message.id, chat },
      villageId: h.villageId,
      householdId: h.id,
      title: `${h.head}家${season.what}`,
      assignees: [directory.household(h.id)?.helperId ?? by],
      due: state.due,
      season: season.id,
      rules: rulesIn(h.villageId, directory),
    });
    changes.push(change({ kind: taskKind, after, action: 'task.season', actor: by }));
  }
  const before = directory.setting(PLANNED);
  const fresh: Setting = {
    id: PLANNED,
    rev: 0,
    schema: 1,
    by,
    at: iso(now),
    status: 'active',
    source: { messageId: message.id, chat },
    values: {},
  };
  // A day that is still to come takes the place of another one: it was wrong, or was put off.
  const kept = Object.entries(before?.values ?? {}).filter(
    ([key, day]) => !(key.startsWith(`${season.id}|`) && day >= today),
  );
  const values = {
    ...Object.fromEntries(kept),
    [`${season.id}|${seasonYear(season, state.due)}`]: state.due,
  };
  const after = { ...(before ?? fresh), values };
  changes.push(change({ kind: settingKind, before, after, action: 'setting.season', actor: by }));
  const asked = season.inside ? askedOf(changes, state.due, context) : [];
  const day = formatDayLong(state.due, today);
  const form = season.inside
    ? `已办 户主姓名 ${season.word} 没有变化(或写看到的情况)`
    : `已缴 户主姓名 ${season.word}`;
  const lead =
    round.fresh.length === 0 && round.moved.length > 0
      ? `改好了:${season.what}`
      : `已安排${season.what}:${round.fresh.length}户`;
  const told = asked.length > 0 ? `。已告诉${asked.length}位帮扶人;做到哪了发:复核情况` : '';
  return {
    replies: [
      {
        text: `${lead},${day}截止。${standingText(round, day, false).join('')}办好一户发:${form}${told}`,
      },
      ...asked,
    ],
    changes,
    dialog: null,
  };
}

/** What goes out at once: a review takes weeks, and the first reminder comes three days before its end. */
function askedOf(changes: readonly Change[], due: string, { read, today, sender }: Context): Reply[] {
  const tasks = changes
    .filter((c) => c.kind.name === taskKind.name)
    .map((c) => c.after as Task)
    .filter(isTaskOpen);
  return [...groupBy(tasks, (t) => t.assignee ?? '')]
    .filter(([id]) => id !== sender.person?.id)
    .map(([id, mine]) => {
      const heads = mine.map((t) => read.directory.household(t.householdId ?? '')?.head ?? '');
      return { text: askText(heads, due, today, RELIEF_CHECKS), to: { id, kind: 'nudge' as const } };
    });
}
