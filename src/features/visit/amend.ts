import { iso } from '../../core/clock.ts';
import { formatDay, formatDayLong } from '../../core/text/days.ts';
import { normalize } from '../../core/text/normalize.ts';
import { change } from '../../records/change.ts';
import { factsOfVisit } from '../../records/factsOf.ts';
import { placeOn } from '../../records/lived.ts';
import { recordsGoneWith, recordsOfVisit } from '../../records/problemsIn.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { COUNTED, type Visit, visitKind } from '../../records/visit.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { type Amendment, readAmendment, readSpoken } from './amendment.ts';
import { withSum } from './correction.ts';
import { findVisit, lastOf, lastRecord } from './find.ts';
import { type LineReading, readLine } from './line.ts';
import { attemptsUpTo } from './rhythm.ts';
import { mayLog, whoMayLog } from './rights.ts';
import { known, rhythmChange } from './saveAll.ts';
import { ownNote } from './saveMerge.ts';
import { candidate, echoOne, formOf, headline } from './text.ts';
import { headOf, mayChange, tellAuthor, voidChanges, whoMayChange } from './void.ts';

/** 更正: puts another mode, day, household or note in a visit's place; the old stays in its trail (C44). */
export const amend = defineCommand<Amendment>({
  name: '更正',
  aliases: ['改正', '更改', '修改'],
  alike: ['纠正', '改一下', '写错了'],
  summary: '改一条走访:方式、日期、户主、情况都行',
  usage: '更正 S12 正确的内容(不写编号就是您刚记的那条)',
  needs: 'changeVisit',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  examples: ['更正 S12 电话', '更正 S12 9月12日', '更正 不是入户是电话', '更正 S12 药还有一个月的量'],
  read: readAmendment,
  speech: readSpoken,
  async run({ id, words, soon, about, sum }, context) {
    const found = id
      ? { visit: await findVisit(id, context) }
      : about
        ? { visit: await lastOf(about, context) }
        : await lastRecord(context);
    // In plain words it was not certain that this was meant at all.
    if ('unclear' in found) return soon === undefined || isSpokenTo(context) ? say(found.unclear) : {};
    const { visit } = found;
    if (about && !visit) return context.message.mention ? say(unsaid(about, context)) : {};
    if (soon !== undefined && !(visit && context.now - Date.parse(visit.at) <= soon)) return {};
    if (!visit)
      return say(id ? `没有 ${id} 这条走访。发“我的走访”看看编号。` : '您还没有记过走访,没有可更正的。');
    if (visit.status === 'void') return say(`${visit.id} 已经作废了,不能再改。要记请重新发走访。`);
    if (!mayChange(context, visit)) return say(`${whoMayChange(context, visit)}没有动。`);
    if (sum && words === '') return applySum(visit, sum, context);
    if (words === '')
      return say(
        `${visit.id} 记的是 ${line(visit, context)}。请写上改成什么,比如:\n更正 ${visit.id} 电话\n更正 ${visit.id} 9月12日\n整条不要了:撤回 ${visit.id}`,
      );
    return apply(visit, readLine(words, context), context);
  },
});

/** The sum in the visit's own words is put right, and what was booked follows. */
async function applySum(visit: Visit, sum: string, context: Context): Promise<Effect> {
  const summary = withSum(normalize(visit.summary), sum);
  // In a room a number may be about anything: where the visit tells of no sum it was not meant.
  if (summary === undefined)
    return isSpokenTo(context)
      ? say(`${visit.id} 里没有一笔能改的钱数。请写全:更正 ${visit.id} 正确的内容`)
      : {};
  const by = context.sender.person?.id ?? '';
  const history = [
    ...visit.history,
    { at: iso(context.now), by, action: 'amend', was: { summary: visit.summary } },
  ];
  return keep(visit, { ...visit, summary, history }, context);
}

/** The household that it is moved to is not known for sure: nothing is changed before it is. */
function whichOf(
  visit: Visit,
  { word, options }: { word: string; options: string[] },
  context: Context,
): string {
  const { directory } = context.read;
  const shown = options.slice(0, 3).flatMap((id) => directory.household(id) ?? []);
  const forms = shown.map((h) => `更正 ${visit.id} ${h.id}:${candidate(directory, h)}`);
  return `“${word}”没认准是哪一户,没有改。是要改户主的话,发前面这句:\n${forms.join('\n')}`;
}

const unsaid = (householdId: string, { read }: Context) =>
  `您没有记过${read.directory.household(householdId)?.head ?? ''}家的走访,没有可更正的。`;

async function apply(visit: Visit, reading: LineReading, context: Context): Promise<Effect> {
  const { draft } = reading;
  const { directory } = context.read;
  if (reading.kind === 'noSuchDay')
    return say(`没有“${reading.said}”这一天,没有改。请改好日期再发:更正 ${visit.id} 9月12日`);
  if (reading.kind === 'future') {
    return say(`${formatDayLong(reading.day, context.today)}还没到,走访日期不能改成以后的,没有改。`);
  }
  const target = draft.targets.find((t) => 'household' in t);
  const household = target && 'household' in target ? directory.household(target.household) : undefined;
  const word = draft.targets.flatMap((t) => ('word' in t ? [t.word] : []))[0];
  const [unclear] = draft.targets.flatMap((t) => ('word' in t && t.options.length > 0 ? [t] : []));
  if (unclear) return say(whichOf(visit, unclear, context));
  const note = [household ? undefined : word, ownNote(draft)].filter(Boolean).join(' ');
  const after: Visit = {
    ...visit,
    householdId: household?.id ?? visit.householdId,
    date: draft.dateSaid ? draft.date : visit.date,
    mode: draft.mode ?? visit.mode,
    counted: COUNTED.has(draft.mode ?? visit.mode),
    summary: note === '' ? visit.summary : note,
    nextVisit: draft.nextVisit ?? visit.nextVisit,
  };
  const changed = (['householdId', 'date', 'mode', 'summary', 'nextVisit'] as const).filter(
    (f) => after[f] !== visit[f],
  );
  if (changed.length === 0) return say(`${visit.id} 本来就是这样,没有要改的:${line(visit, context)}`);
  if (household && !mayLog(context.sender, household)) {
    return say(`${household.head}家不是您帮的户,没有改。可以请${whoMayLog(directory, household)}来记。`);
  }
  const whose = household ?? directory.household(visit.householdId);
  const elsewhere = after.date !== visit.date || after.householdId !== visit.householdId;
  if (whose && elsewhere && placeOn(whose, after.date).villageId !== visit.villageId)
    return otherVillage(visit, after, whose, context);
  const history = [
    ...visit.history,
    {
      at: iso(context.now),
      by: context.sender.person?.id ?? '',
      action: 'amend',
      was: Object.fromEntries(changed.map((f) => [f, visit[f]])),
    },
  ];
  return keep(visit, { ...after, history }, context);
}

/** Writes the amended visit and lets the rhythm of its household (both, where it moved) follow. */
async function keep(visit: Visit, amended: Visit, context: Context): Promise<Effect> {
  const { directory } = context.read;
  const actor = context.sender.person?.id ?? '';
  const here = directory.household(amended.householdId);
  if (!here) return say(`${headOf(context, amended)}家已经不在册,没有改。`);
  const k = await known(context.read, here, amended.date, context.now);
  const twin = k.visits.find((v) => v.id !== visit.id && v.status === 'active' && isSame(v, amended));
  if (twin) {
    return say(`改完就和 ${twin.id} 一样了(${line(twin, context)}),没有改。不要的那条请发:撤回 ${visit.id}`);
  }
  const others = k.visits.filter((v) => v.id !== visit.id);
  const after = { ...amended, attemptNo: attemptsUpTo([...others, amended], amended.id) || undefined };
  const changes = [
    change({ kind: visitKind, before: visit, after, action: 'visit.amend', actor }),
    rhythmChange(k, [...others, after], actor),
  ];
  const facts = await factsOfVisit(after, { ...context, actor });
  changes.push(...facts.changes);
  const there = visit.householdId === after.householdId ? undefined : directory.household(visit.householdId);
  const made = there ? await recordsOfVisit(after, { ...context, actor }) : undefined;
  if (there) {
    // What was wrong there is wrong here: its problem goes along, as long as nobody has touched it.
    changes.push(...(await recordsGoneWith(visit, { ...context, actor })), ...(made?.changes ?? []));
    const left = await known(context.read, there, visit.date, context.now);
    changes.push(
      rhythmChange(
        left,
        left.visits.filter((v) => v.id !== visit.id),
        actor,
      ),
    );
  }
  const echo = `已更正 ${echoOne(after, here.head, context.today).replace(/^已记 /, '')}`;
  const text = [echo, ...facts.lines, ...(made?.lines ?? [])].join('\n');
  return { changes, replies: [{ text }, ...tellAuthor(visit, context, '更正')] };
}

function isSame(a: Visit, b: Visit): boolean {
  return a.householdId === b.householdId && a.date === b.date && a.by === b.by && a.mode === b.mode;
}

/**
 * A visit counts in the village where its household lived on that day and cannot move to another one's records: it is taken
 * back, and the line to send is given.
 */
async function otherVillage(
  visit: Visit,
  { date, mode, summary }: Visit,
  whose: HouseholdBrief,
  context: Context,
): Promise<Effect> {
  const { head, former = [] } = whose;
  const form = formOf({ head, mode, date, dateSaid: true, note: summary }, context.today);
  const moved = former.at(-1)?.until;
  const why =
    whose.id === visit.householdId && moved
      ? `${head}家${formatDay(moved, context.today)}迁的村,${formatDay(date, context.today)}的走访要算另一个村的`
      : `${head}是另一个村的户`;
  return {
    changes: await voidChanges([visit], context),
    replies: [{ text: `${why},${visit.id} 已作废。请把这条再发一遍就记上了:\n${form}` }],
  };
}

function line(visit: Visit, context: Context): string {
  return `${headline(headOf(context, visit), visit.date, visit.mode, context.today)}`;
}
