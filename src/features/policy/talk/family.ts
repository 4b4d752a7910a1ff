import { pastDayIn } from '../../../core/text/days.ts';
import { deathBelieved } from '../../../core/text/death.ts';
import { type Change, change } from '../../../records/change.ts';
import { householdKind } from '../../../records/household.ts';
import { recordsOfHousehold } from '../../../records/lived.ts';
import { type MemberEvent, memberEventKind } from '../../../records/memberEvent.ts';
import type { HouseholdBrief } from '../../../records/read.ts';
import type { Request } from '../../../records/request.ts';
import type { Context, Effect } from '../../define.ts';
import { stamp } from '../../stamp.ts';
import { type Happened, happened } from '../../toldMember.ts';
import { carry, type Heard, handOn, personFor } from './handOn.ts';

/** 走了 may mean died or left: it is asked, never said as if it were known (B41). */
const UNSURE = /走了|不在了|没了|没有了|老了/;
const LOOKED = 20;
const SURE = /过世|去世|病故|过身|殁|亡|离世|断气|死|白事|丧|出殡|上山|下葬/;

/**
 * Somebody died: condolence, and from now on nothing planned is sent to this house. Who it was is written down by the helper
 * once he has asked (B41); the office ends the rest before its time with 恢复推送.
 */
export async function death(heard: Heard): Promise<Effect> {
  const { asker, context, text } = heard;
  const { household } = asker;
  const owner = personFor(heard);
  const unsure = UNSURE.test(text) && !SURE.test(text);
  const sorry = unsure
    ? '您是说家里老人过世了吗?要是这样,请节哀,家里多保重。这阵子我先不给您家发别的消息。'
    : '请节哀,家里多保重。这阵子我不给您家发别的消息。';
  const passed = await handOn(
    heard,
    owner,
    {
      lead: `家里可能有人过世,请先打个电话问候。问清楚了发:去世 ${household?.head ?? '户主姓名'} 关系\n`,
    },
    (name) => `${sorry}我告诉${name}了,要人帮忙就跟我说。`,
  );
  const before = household && (await context.read.get(householdKind, household.id, household.villageId));
  if (!before || before.bereavedSince) return noted(kindly(passed), heard);
  const after = { ...before, bereavedSince: context.today, bereavedBy: context.message.id };
  const rest = change({
    kind: householdKind,
    before,
    after,
    action: 'household.bereaved',
    actor: asker.actor,
  });
  return noted(kindly({ ...passed, changes: [...(passed.changes ?? []), rest] }), heard);
}

/** No number and no day to one who mourns. */
function kindly(effect: Effect): Effect {
  const [own, ...others] = effect.replies ?? [];
  if (!own) return effect;
  return { ...effect, replies: [{ ...own, text: own.text.replace(/编号.*$/, '') }, ...others] };
}

export const birth = (heard: Heard): Promise<Effect> =>
  handOn(
    heard,
    personFor(heard),
    { lead: `家里添人了。核实后发:添人 ${heard.asker.household?.head ?? '户主姓名'} 关系 名字\n` },
    (name) => `恭喜恭喜!我告诉${name}了,请他把家里人口改过来。上户口、参合作医疗不晓得咋弄,就问我。`,
  )
    .then(kindly)
    .then((effect) => noted(effect, heard));

export const wedding = (heard: Heard): Promise<Effect> =>
  handOn(heard, personFor(heard), { lead: '家里人口可能有变动,请核实后改:\n' }, (name) =>
    /娶|嫁|婚|喜|成家|亲|女婿/.test(heard.text)
      ? `恭喜恭喜!我告诉${name}了,人口有变动的请他改过来。`
      : `好,我告诉${name}了,请他把家里人口改过来。`,
  )
    .then(kindly)
    .then((effect) => noted(effect, heard));

export const away = (heard: Heard): Promise<Effect> =>
  noted(
    carry(heard, (name) => `好,我告诉${name}了。在外头有难处,也可以跟我说。`),
    heard,
  );

export const back = (heard: Heard): Promise<Effect> =>
  noted(
    carry(heard, (name) => `回来了就好,我告诉${name}了。`),
    heard,
  );

/** What a household told of its people is on record at once, and counts once somebody of the village has confirmed it (B41). */
async function noted(effect: Effect, { text, asker, context }: Heard): Promise<Effect> {
  const { household } = asker;
  const died = deathBelieved(text);
  const { today } = context;
  const what: Happened | null =
    died && !died.unsure
      ? { event: 'died', member: died.member, date: pastDayIn(died.clause, today), text }
      : happened(text, today);
  if (!household || !what) return effect;
  const after: MemberEvent = {
    ...stamp(await context.number('M'), context, asker.actor),
    villageId: household.villageId,
    householdId: household.id,
    member: what.member,
    event: what.event,
    date: what.date,
    confirmed: false,
    text,
  };
  const told = change({
    kind: memberEventKind,
    after,
    action: `member.${what.event}.told`,
    actor: asker.actor,
  });
  return { ...effect, changes: [...(effect.changes ?? []), told] };
}

/** What a message told of its household's people, taken back with it: the rest that nobody has confirmed, and the event. */
export async function untold(
  { source }: Request,
  household: HouseholdBrief,
  context: Context,
): Promise<Change[]> {
  const { read, sender } = context;
  const actor = sender.householdId ?? '';
  const before = await read.get(householdKind, household.id, household.villageId);
  const latest = { reverse: true, limit: LOOKED };
  const events = await recordsOfHousehold(memberEventKind, 'memberEvents', household, read, latest);
  const told = events.filter(
    (e) => !e.confirmed && e.status === 'active' && e.source.messageId === source.messageId,
  );
  const rests = before?.bereavedBy === source.messageId;
  return [
    ...told.map((e) =>
      change({
        kind: memberEventKind,
        before: e,
        after: { ...e, status: 'void' },
        action: 'member.withdraw',
        actor,
      }),
    ),
    ...(before && rests
      ? [
          change({
            kind: householdKind,
            before,
            after: { ...before, bereavedSince: undefined, bereavedBy: undefined },
            action: 'household.restEnd',
            actor,
          }),
        ]
      : []),
  ];
}

export const hospital = (heard: Heard): Promise<Effect> =>
  handOn(heard, personFor(heard), { lead: '家里有人住院或养病,请问候一声:\n' }, (name) =>
    /出院|回来/.test(heard.text)
      ? `回家了就好好养着。我告诉${name}了。`
      : `让您操心了,好好养着。我告诉${name}了。看病的票据都留好,报销的事可以问我。`,
  ).then(kindly);
