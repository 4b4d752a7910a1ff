import { addDays } from '../../core/clock.ts';
import { covers } from '../../core/rights.ts';
import { formatDay, formatDayLong } from '../../core/text/days.ts';
import { change } from '../../records/change.ts';
import { type Person, personKind } from '../../records/organisation.ts';
import { type Context, defineCommand, type Effect, type Reply, say } from '../define.ts';
import { daysIn, spanIn, spanText } from './days.ts';
import { cadreFirst, cadreNamed } from './find.ts';
import { excuse, isMeetingLeave, tellsMeeting } from './meeting.ts';

export const FORM = '请假 9月20日到25日 苗青云代(没人代就不写)';
/** Longer is a transfer, no leave. */
const LONGEST = 90;

/** 请假: what falls in those days goes to the one who stands in, or waits until the return. */
export const takeLeave = defineCommand<{ rest: string; meeting?: true }>({
  name: '请假',
  aliases: ['我请假', '我要请假'],
  summary: '您不在的几天,提醒转给代您的人,没人代就等您回来再发',
  usage: FORM,
  needs: 'ownPeace',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['请假 9月20日到25日 谭振宇代', '请假到周五', '请假 3天'],
  read: ({ rest, explicit }, context) =>
    explicit || daysIn(withoutStandIn(rest).days, context.today) ? { rest } : null,
  speech(text, context) {
    if (isMeetingLeave(text, context)) return { rest: text, meeting: true };
    return context.place === 'private' && SPOKEN.test(text) ? { rest: `?${text}` } : null;
  },
  meant: {
    as: ['leave'],
    read: (text) => (tellsMeeting(text) ? { rest: text, meeting: true } : { rest: `?${text}` }),
  },
  async run({ rest, meeting }, context) {
    if (meeting) return excuse(rest, context);
    return rest.startsWith('?') ? offer(rest.slice(1), context) : leave(rest, context);
  },
});

/** 我明天请假, 休假到周五: told in passing. */
const SPOKEN =
  /^[^?]{0,20}(请(个|几天|一天)?假|休假|(我|想|得|需要|准备)[^,。]{0,8}休息|休息(一|两|三|几|\d+)[天周])[^?吗]{0,40}$/;

/** What was only told is not taken for a leave: the line to send is given. */
function offer(text: string, { today }: Context): Effect {
  const found = spanIn(text, today);
  if (found && !('invalid' in found))
    return say(
      `要请假的话这样发,提醒就不发给您了:请假 ${formatDay(found.from, today)}到${formatDay(found.to, today)}`,
    );
  const days = text
    .replace(/我|要|想|不在|(请(个)?假|休假|休息)|[,。!]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const read = daysIn(days, today);
  const form = read && 'from' in read ? `请假 ${days}` : FORM;
  return say(`要请假的话这样发,提醒就不发给您了:${form}`);
}

async function leave(said: string, context: Context): Promise<Effect> {
  const { read, sender, today, now } = context;
  const { directory } = read;
  const other = covers(sender, 'ownPeace', {}) ? cadreFirst(said, context) : undefined;
  const rest = other?.rest ?? said;
  const person = other?.person ?? directory.person(sender.person?.id ?? '');
  if (!person) return say('没有找到您的登记,没有记。');
  const { days, name } = withoutStandIn(rest);
  const range = days === '' ? { from: today, to: today } : daysIn(days, today);
  if (range === null) return say(`没看懂是哪几天,没有记。这样发:${FORM}`);
  if ('invalid' in range) return say(`没有“${range.invalid}”这一天,没有记。这样发:${FORM}`);
  if (range.to < today)
    return say(`${formatDayLong(range.to, today)}已经过了,没有记。请改好日子再发:${FORM}`);
  if (addDays(range.from, LONGEST) < range.to)
    return say(`请假最长${LONGEST}天,没有记。时间更长的,请扶贫办换帮扶人。`);
  const standIn = name === '' ? undefined : cadreNamed(name, context);
  if (standIn && !standIn.person) {
    const near = standIn.near.length > 0 ? `是不是${standIn.near.join('、')}?` : '';
    return say(`没有找到叫“${name}”的干部,没有记。${near}这样发:请假 ${days} ${standIn.near[0] ?? '姓名'}代`);
  }
  if (standIn?.person?.id === person.id) return say(`代的人要是别人,没有记。这样发:${FORM}`);
  if (standIn?.person && standIn.person.roles.length === 0)
    return say(`${standIn.person.name}已经不在岗位上,没有记。请换一个人代。`);
  // 请假到周五: from now on, not from last Wednesday.
  const entry = { ...range, ...(standIn?.person ? { standIn: standIn.person.id } : {}) };
  const leaves = [
    ...(person.leaves ?? []).filter((l) => l.to >= today && (l.to < entry.from || l.from > entry.to)),
    entry,
  ].sort((a, b) => (a.from < b.from ? -1 : 1));
  return saved(person, leaves, entry, { ...context, now });
}

function saved(
  person: Person,
  leaves: NonNullable<Person['leaves']>,
  entry: NonNullable<Person['leaves']>[number],
  { read, sender, today }: Context,
): Effect {
  const own = person.id === sender.person?.id;
  const name = own ? '您' : person.name;
  const days = spanText(entry, today);
  const other = entry.standIn ? read.directory.person(entry.standIn) : undefined;
  const what = other
    ? `这几天的提醒转给${other.name},他可以代${name}记走访、报完成。`
    : '这几天的提醒先不发,回来那天早上9点一起发。';
  const replies: Reply[] = [{ text: `已记${name}请假:${days}。${what}\n提前回来发:销假` }];
  if (other && other.id !== sender.person?.id)
    replies.push({
      text: `${person.name}请假,${days},请您代。他的提醒这几天会发给您;替他办的事照常发就行,比如:完成 T12、走访 户主姓名 入户 看到的情况`,
      to: { id: other.id, kind: 'nudge' },
    });
  if (!own)
    replies.push({ text: `扶贫办给您记了请假:${days}。${what}`, to: { id: person.id, kind: 'nudge' } });
  return { replies, changes: [personChange(person, { leaves }, 'person.leave', sender.person?.id ?? '')] };
}

/** 销假: back again; what waited comes at once. */
export const endLeave = defineCommand<{ rest: string }>({
  name: '销假',
  aliases: ['我回来了', '取消请假'],
  summary: '提前回来了,提醒照常发给您',
  usage: '销假',
  needs: 'ownPeace',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['销假'],
  read: ({ rest, explicit }, context) =>
    /^[。!了\s]*$/.test(rest) || (explicit && cadreFirst(rest, context)) ? { rest } : null,
  async run({ rest }, context): Promise<Effect> {
    const { read, sender, today } = context;
    const other = covers(sender, 'ownPeace', {}) ? cadreFirst(rest, context)?.person : undefined;
    const person = other ?? read.directory.person(sender.person?.id ?? '');
    const leaves = person?.leaves?.filter((l) => l.to >= today) ?? [];
    if (!person || leaves.length === 0) return say('您现在没有请假。');
    const was = leaves.map((l) => l.standIn).filter((id) => id !== undefined);
    const name = other ? person.name : '您';
    return {
      replies: [
        { text: `好,${name}的假销了,提醒照常发。` },
        ...[...new Set(was)]
          .filter((id) => id !== sender.person?.id)
          .map((id) => ({
            text: `${person.name}回来了,他的事不用您代了。`,
            to: { id, kind: 'nudge' as const },
          })),
      ],
      changes: [personChange(person, { leaves: [] }, 'person.back', sender.person?.id ?? '')],
    };
  },
});

export function personChange(person: Person, to: Partial<Person>, action: string, actor: string) {
  return change({ kind: personKind, before: person, after: { ...person, ...to }, action, actor });
}

function withoutStandIn(text: string): { days: string; name: string } {
  const m =
    /[\s,;、]*(?:由|请|让|叫)?(?<name>[\p{Script=Han}]{2,4}?)(?:来)?(?:代班|代替|代办|顶班|代|顶)(?:我|一下|班)?[。!]*$/u.exec(
      text,
    );
  if (!m) return { days: text.replace(/[,。!\s]+$/, ''), name: '' };
  return { days: text.slice(0, m.index).trim(), name: m.groups?.name ?? '' };
}
