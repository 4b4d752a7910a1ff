import { isNo, isYes } from '../../core/text/consent.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { deathBelieved } from '../../core/text/death.ts';
import { findNames } from '../../core/text/names.ts';
import { askerFor } from '../../records/find.ts';
import { MEMBER_EVENT_LABELS, movesNobody } from '../../records/memberEvent.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { type Context, type Effect, say } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { type Happened, happened } from '../toldMember.ts';
import { record } from './happened.ts';

const LONGEST = 80;
const VISITED = /走访|入户|家访|上门|去了?[^,。]{1,8}家|到了?[^,。]{1,8}家|看望|电话|聊|坐了/;
const UNSURE = /[?]$|吗$|要是|如果|准备|打算|快要|想|听说|下个?月|明年|没(?!动)|怎么|咋|新(房|家|屋)|安置/;

/** `邓有福儿媳妇昨天生了,是个男孩`: something that happened to one household's members, told to the bot itself. */
export function toldIn(text: string, context: Context): string | null {
  if (!isSpokenTo(context) || text.length > LONGEST || UNSURE.test(text)) return null;
  const { directory } = context.read;
  const [name] = findNames(directory.householdNames(), text, askerFor(context.sender, directory));
  const line = name && name.index <= 6 ? toldOf(text, context) : null;
  const what = line && happened(line, context.today);
  // Where one works is told in many a visit, too.
  return what && movesNobody(what.event) && VISITED.test(text) ? null : line;
}

/** The same of words that are believed to tell of it, wherever the household's name stands. */
export function toldOf(text: string, context: Context): string | null {
  const line = deathBelieved(text) ? null : toldAbout(text, context);
  return line && happened(line, context.today) ? line : null;
}

/** The words behind the household that they name; null where they name none. */
export function toldAbout(text: string, { read, sender }: Context): string | null {
  const { directory } = read;
  const [name] = findNames(directory.householdNames(), text, askerFor(sender, directory));
  if (!name) return null;
  const [before, after] = [text.slice(0, name.index), text.slice(name.index + name.length)];
  return `${name.entry.name} ${after.replace(/^[\s,]+/, '')}${before.trim() === '' ? '' : `,${before.trim()}`}`;
}

export function question(what: Happened, household: HouseholdBrief, today: string): string {
  const day = what.date ? `,${formatDayLong(what.date, today)}` : '';
  return `要记${household.head}家${MEMBER_EVENT_LABELS[what.event]}:${what.member}${day}吗?对的话回“确认”,不对回“取消”。`;
}

export async function answerTold(
  what: Happened,
  household: HouseholdBrief,
  text: string,
  context: Context,
): Promise<Effect | null> {
  if (isNo(text)) return say('好,没有记,档案没动。');
  return isYes(text) ? record(what, household, context) : null;
}
