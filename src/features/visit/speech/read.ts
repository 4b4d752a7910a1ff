import type { Day } from '../../../core/clock.ts';
import { isAsking } from '../../../core/text/asking.ts';
import { findDay, pastDayIn } from '../../../core/text/days.ts';
import { type Asker, lookUp } from '../../../core/text/names.ts';
import { display } from '../../../core/text/normalize.ts';
import { bearersOf, spelledOut } from '../../../records/called.ts';
import { askerFor } from '../../../records/find.ts';
import type { Context } from '../../define.ts';
import { fixIn } from '../correction.ts';
import { type Draft, householdIds, type Target } from '../draft.ts';
import { ofVisit } from '../find.ts';
import { likely } from '../line.ts';
import { findMode } from '../modes.ts';
import { nextVisitIn } from '../next.ts';
import { mayLog } from '../rights.ts';
import { type Clause, clausesOf, type Part, partsOf, tells } from './parts.ts';
import { checksIn, isDone, metIn, spokenMode } from './words.ts';

/** Longer is no report of a visit. */
const LONGEST = 400;

/** A form with its labels, the template's business. */
const LABELLED = /(户主|对象|方式|日期|时间|在家人员)[^:,。\s]{0,3}:/;

/** What became of a problem, not of a visit. */
const MENDED = /整改(好|完|到位|了)|问题[^,。]{0,4}(解决|处理|办)(好|完|了)/;

/** It puts right what was said before. */
function isCorrection(text: string, context: Context): boolean {
  const fix = fixIn(text, context);
  return fix !== null && (fix.about !== undefined || context.last.some((m) => ofVisit(m.kind)));
}

/**
 * Free speech that tells of visits: somebody known, somewhere gone or called, and done; a draft for each household, or for
 * several of which the same is said. Empty where there is any doubt: in a group a doubt means silence (contract, section
 * 5). What it gives is only inferred, so it waits for a 确认.
 */
export function readSpeech(typed: string, context: Context): Draft[] {
  const text = typed.replace(/走[仿坊防纺](?=\p{Script=Han})/gu, '走访');
  if (text.length > LONGEST || /^#?接龙/.test(text) || /[?]$|(吗|没有|不)[?。]?$/.test(text)) return [];
  if (isAsking(text) || LABELLED.test(text) || MENDED.test(text) || isCorrection(text, context)) return [];
  const clauses = clausesIn(text, context);
  const going = clauses.find(tells);
  return going && isDone(text) ? draftsOf(text, clauses, going, context) : [];
}

/** The same of words that are believed to tell of a visit, whatever they call it. */
export function readMeant(text: string, context: Context): Draft[] {
  if (text.length > LONGEST || LABELLED.test(text)) return [];
  const clauses = clausesIn(text, context);
  const going = clauses.find(tells) ?? clauses.find((c) => !c.plan);
  return going ? draftsOf(text, clauses, going, context) : [];
}

const clausesIn = (text: string, { read, sender }: Context): Clause[] =>
  clausesOf(text, read.directory.householdNames(), askerFor(sender, read.directory));

function draftsOf(text: string, clauses: Clause[], going: Clause, context: Context): Draft[] {
  const asker = askerFor(context.sender, context.read.directory);
  const parts = partsOf(clauses);
  const said = parts
    .flatMap((part) => draftOf(part, going, parts.length === 1, text, context))
    .flatMap(eachItsOwn);
  // In a room what concerns only others' households is not for this sender to be told of; said to the bot itself it is.
  if (said.some((d) => isOwn(d, context)) || (said.length > 0 && context.message.mention)) return said;
  if (said.length > 0 || clauses.some((c) => c.names.length > 0)) return [];
  const target = nearName(text, asker, context);
  const whole = { households: [], clauses };
  return target ? [draftWith([target], whole, going, true, text, context)] : [];
}

/** Right behind a word for a visit stands who was seen: 走访了莫健军. */
const VISITED = /(?:走访|家访|看望|拜访|探望)(?:了|过)?(?<word>\p{Script=Han}{2,4})(?=[\s,;。]|$)/u;

/** More are not chosen from in one message. */
const MOST_ASKED = 6;

/** A name that is not exact counts only as `…家`: the sender is asked which household he means. */
function nearName(text: string, asker: Asker, context: Context): Target | null {
  const names = context.read.directory.householdNames();
  const word =
    /(?:^|[\s,;。到去在])([\p{L}]{2,9}?)(?:家|屋里|屋头)/u
      .exec(text)?.[1]
      ?.replace(/^(今天|昨天|刚才|刚|我|去了?|到了?|在)+/, '') ?? VISITED.exec(text)?.groups?.word;
  if (!word || word.length < 2) return null;
  const bearers = bearersOf(word, context.sender, context.read.directory);
  if (bearers.length > 0) return bearers.length > MOST_ASKED ? null : { word, options: bearers };
  const options = likely(
    lookUp(names, word, asker).filter((m) => m.score >= 0.6),
    asker,
  );
  return options.length > 0 ? { word, options } : null;
}

/** A household of it is one that the sender may log. */
function isOwn(draft: Draft, { read, sender }: Context): boolean {
  return householdIds(draft).some((id) => {
    const household = read.directory.household(id);
    return household !== undefined && mayLog(sender, household);
  });
}

/** `老彭和罗启民都联系了,一个入户一个电话`: the ways in the order of the names. */
function eachItsOwn(draft: Draft): Draft[] {
  const ways = [...draft.note.matchAll(/一(?:个|户|家)(?:是|去)?(入户|上门|电话|打的?电话|视频|微信)/g)].map(
    (m) => findMode(m[1] ?? '')?.mode,
  );
  if (draft.targets.length < 2 || ways.length !== draft.targets.length) return [draft];
  return draft.targets.map((target, i) => ({ ...draft, targets: [target], mode: ways[i] ?? draft.mode }));
}

function draftOf(part: Part, going: Clause, alone: boolean, text: string, context: Context): Draft[] {
  const { directory } = context.read;
  const households = part.households.flatMap((id) => directory.household(id) ?? []);
  if (households.length === 0) return [];
  const targets = households.map((h) => ({ household: h.id }));
  return [draftWith(targets, part, going, alone, text, context)];
}

function draftWith(
  targets: Target[],
  { clauses }: Part,
  going: Clause,
  alone: boolean,
  text: string,
  context: Context,
): Draft {
  const own = alone ? text : clauses.map((c) => c.text).join(',');
  const told = clauses.filter((c) => !c.plan).map((c) => c.text);
  const words = told.join(',');
  const date = pastDayIn(words, context.today) ?? pastDayIn(going.text, context.today) ?? context.today;
  return {
    targets,
    mode: spokenMode(words) ?? spokenMode(going.text) ?? 'home',
    date,
    dateSaid: date !== context.today,
    note: own,
    text: display(context.message.text),
    by: visitorIn(text, targets, context),
    met: metIn(words),
    checks: checksIn(words),
    nextVisit: nextVisitIn(own, context.today) ?? comingIn(clauses, context.today),
    inferred: true,
    source: { messageId: context.message.id, chat: context.chat },
    saidAt: context.now,
  };
}

/** `下周二我再去一趟`: the day of the next visit. */
function comingIn(clauses: readonly Clause[], today: Day): Day | undefined {
  for (const { text, plan } of clauses) {
    if (!plan || !/(再|还|我)[^,。]{0,4}(去|来|走|跑|上门|看)/.test(text)) continue;
    const day = findDay(text, { today, prefer: 'future' });
    if (day && 'day' in day && day.day > today) return day.day;
  }
  return undefined;
}

/** The household's helper, where somebody else tells of his visit: `冯立群走访罗启明`, `帮苗青云补一个,他礼拜三去的`. */
function visitorIn(text: string, [target]: readonly Target[], context: Context): string | undefined {
  const { directory } = context.read;
  const household = target && 'household' in target ? directory.household(target.household) : undefined;
  const helper = household?.helperId ? directory.person(household.helperId) : undefined;
  if (!helper || helper.id === context.sender.person?.id) return undefined;
  // 代陶乡长记一下: whom titles mean is asked about with the rest.
  const said = spelledOut(text, context.sender, directory);
  const at = said.indexOf(helper.name);
  if (at < 0 || /[和跟同陪与][同着]?$/.test(text.slice(0, at))) return undefined;
  const [before, after] = [said.slice(0, at), said.slice(at + helper.name.length)];
  return before === '' || /[帮替代给]$/.test(before) || /^[^,。;]{0,8}(去|到|走|入户|上门|打)/.test(after)
    ? helper.id
    : undefined;
}
