import { DAY, iso } from '../../core/clock.ts';
import { actorOf } from '../../core/roles.ts';
import { formatDay } from '../../core/text/days.ts';
import { change } from '../../records/change.ts';
import { mourningEnds } from '../../records/dictionary.ts';
import type { Household } from '../../records/household.ts';
import { recordsOfHousehold } from '../../records/lived.ts';
import { memberIn, sameRelation } from '../../records/member.ts';
import {
  headsOf,
  MEMBER_EVENT_LABELS,
  type MemberEvent,
  memberEventKind,
} from '../../records/memberEvent.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { type Context, type Effect, say } from '../define.ts';
import { stamp } from '../stamp.ts';
import type { Happened } from '../toldMember.ts';
import { edited, wholeOf } from './edit.ts';

const notThere = (heads: number) =>
  `档案里没有写这个人,${heads < 0 ? '人数先减了' : '去向没有写进档案'},请信息员核对。`;

type Member = Household['members'][number];

/** Who works elsewhere, and where; who is back works there no more (B47). */
const elsewhere = (member: Member, { event, place }: Happened): Member => ({
  ...member,
  workPlace: event === 'away' ? (place ?? member.workPlace) : null,
});

/** Writes it down once: the event, the household's members and size, and the peace that a bereaved household is left in. */
export async function record(what: Happened, brief: HouseholdBrief, context: Context): Promise<Effect> {
  const household = await wholeOf(brief, context);
  const alone = context.place === 'private';
  const heads = headsOf(what.event);
  const at = heads > 0 ? undefined : memberIn(household, what.member);
  if (at === 'several') {
    // In a group nothing is told of a household that its message did not say.
    const names = alone
      ? household.members.filter((m) => m.name && sameRelation(m.relation, what.member)).map((m) => m.name)
      : [];
    return say(
      `${household.head}家有几个${what.member},没有动。请写名字${names.length > 0 ? `:${names.join('、')}` : ''}。`,
    );
  }
  const died = what.event === 'died';
  const gone = at === undefined || at < 0 ? undefined : household.members[at];
  const members = gone
    ? household.members.flatMap((m) => (m !== gone ? m : heads < 0 ? [] : elsewhere(m, what)))
    : heads > 0
      ? [
          ...household.members,
          { relation: what.member, name: what.name ?? null, birth: what.birth, tags: [] },
        ]
      : household.members;
  const size = Math.max(household.size + heads, 0);
  const fields = {
    members,
    size,
    ...(died ? { bereavedSince: what.date ?? context.today, bereavedBy: undefined } : {}),
  };
  const told = await toldBefore(what, brief, context);
  const event = {
    ...(told ?? stamp(await context.number('M'), context)),
    // It counts in the month in which the register moves.
    at: iso(context.now),
    villageId: household.villageId,
    householdId: household.id,
    member: what.name ?? gone?.name ?? what.member,
    event: what.event,
    date: what.date ?? told?.date,
    confirmed: true,
    text: what.text,
  };
  const day = what.date ? `,${formatDay(what.date, context.today)}` : '';
  const left = alone && heads !== 0 ? `,现在${size}人` : '';
  const missing = gone || heads > 0 ? '' : notThere(heads);
  const head = gone?.relation === '户主' ? '户主换成谁,请告诉扶贫办。' : '';
  const text = died
    ? `记下了:${household.head}家的${what.member}去世${day}${left}。到${formatDay(mourningEnds(what.date ?? context.today), context.today)}以前不再给这家发任何推送(提前恢复由扶贫办发:恢复推送 ${household.head})。${missing}${head}`
    : `记下了:${household.head}家${MEMBER_EVENT_LABELS[what.event]} ${[what.member, what.name].filter(Boolean).join(' ')}${day}${left}。${missing}${head}`;
  return {
    ...say(text),
    changes: [
      change({
        kind: memberEventKind,
        before: told,
        after: event,
        action: `member.${what.event}`,
        actor: actorOf(context.sender),
      }),
      edited(household, fields, what.event, context),
    ],
  };
}

/** How long what a household told of its people waits for a word of the village, days. */
const WAITS = 120;

/** The same as the household itself told it, not confirmed yet: it is this very event (B41). */
async function toldBefore(
  what: Happened,
  household: HouseholdBrief,
  context: Context,
): Promise<MemberEvent | undefined> {
  const since = { min: context.now - WAITS * DAY };
  const all = await recordsOfHousehold(memberEventKind, 'memberEvents', household, context.read, since);
  return all.findLast((e) => e.event === what.event && e.status === 'active' && !e.confirmed);
}
