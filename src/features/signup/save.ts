import { iso } from '../../core/clock.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { change } from '../../records/change.ts';
import { type Signup, type SignupItem, signupKind } from '../../records/signup.ts';
import { type Context, type Effect, say } from '../define.ts';
import { stamp } from '../stamp.ts';
import { standingFor } from './find.ts';
import { type Checked, withoutDoubles } from './items.ts';
import { checkLines, detailText, headline, itemName } from './text.ts';
import type { Title } from './title.ts';

/**
 * Keeps a list. The list grows in its group, so each version takes the place of the one before it: never a second list.
 * Who fell out of it is named, for two people may have gone on with the same version. `found`: the list itself, where
 * it was named; another one with its title is left alone.
 */
export async function saveList(
  title: Title,
  checked: readonly Checked[],
  context: Context,
  found?: Signup,
): Promise<Effect> {
  const { sender, room, read, today } = context;
  const [any] = [...read.directory.villages()];
  const villageId = room?.villageId ?? sender.person?.villageIds[0] ?? any?.id ?? '';
  const { list, doubles } = withoutDoubles(checked);
  const before = found ?? (await standingFor(title.event, title.date, villageId, context));
  if (before?.closedAt)
    return say(`${before.id} ${headline(before, today)} 已经截止了,没有改。要加人请找发起的人。`);
  const by = sender.person?.id ?? '';
  const items = list.map((c) => c.item);
  const gone = before ? before.items.filter((old) => !items.some((item) => isSame(old, item))) : [];
  const added = before
    ? items.filter((item) => !before.items.some((old) => isSame(old, item))).length
    : items.length;
  const after: Signup = before
    ? renewed(before, title, items, gone, context)
    : await fresh(title, items, villageId, context);
  const changed = !before || JSON.stringify(facts(before)) !== JSON.stringify(facts(after));
  const lead = !before
    ? `已记 ${after.id} 报名:${headline(after, today)},${items.length}人`
    : changed
      ? `已更新 ${after.id}:${headline(after, today)},现在${items.length}人${added > 0 ? `,新加${added}人` : ''}`
      : `${after.id} ${headline(after, today)} 没有变化,还是${items.length}人`;
  const text = [
    lead,
    ...checkLines(list),
    ...(gone.length > 0
      ? [`比上一版少了:${gone.map((g) => itemName(g, context)).join('、')}。不是要去掉的,补上再接一次。`]
      : []),
    ...(doubles > 0 ? [`有${doubles}个重复的只算一次。`] : []),
    after.date ? `改好再接一次就行;名单发:名单 ${after.event}` : '是哪一天?回一个日子就行,比如:9月25日',
  ].join('\n');
  const detail = detailText(after.id, list);
  const action = before ? 'signup.renew' : 'signup.log';
  return {
    changes: changed ? [change({ kind: signupKind, before, after, action, actor: by })] : [],
    replies: [{ text }, ...(detail ? [{ text: detail, to: 'private' as const }] : [])],
    ...(after.date ? {} : { dialog: { state: { id: after.id }, expires: context.now + 24 * 3_600_000 } }),
  };
}

const isSame = (a: SignupItem, b: SignupItem) => a.householdId === b.householdId && a.person === b.person;
const facts = ({ items, date, time, place }: Signup) => ({ items, date, time, place });

async function fresh(
  title: Title,
  items: SignupItem[],
  villageId: string,
  context: Context,
): Promise<Signup> {
  const by = context.sender.person?.id ?? '';
  const { event, date, time, place } = title;
  return {
    ...stamp(await context.number('B'), context, by),
    villageId,
    event,
    date,
    time,
    place,
    items,
    history: [{ at: iso(context.now), by, action: 'log' }],
  };
}

function renewed(
  before: Signup,
  title: Title,
  items: SignupItem[],
  gone: readonly SignupItem[],
  context: Context,
): Signup {
  const text = gone.length > 0 ? `去掉 ${gone.map((g) => itemName(g, context)).join('、')}` : undefined;
  const entry = { at: iso(context.now), by: context.sender.person?.id ?? '', action: 'renew', text };
  return {
    ...before,
    date: title.date ?? before.date,
    time: title.time ?? before.time,
    place: title.place ?? before.place,
    items,
    history: [...before.history, entry],
  };
}

/** The day that was asked for. */
export function withDate(before: Signup, date: string, context: Context): Effect {
  const actor = context.sender.person?.id ?? '';
  const history = [...before.history, { at: iso(context.now), by: actor, action: 'date', text: date }];
  const after: Signup = { ...before, date, history };
  return {
    changes: [change({ kind: signupKind, before, after, action: 'signup.date', actor })],
    ...say(
      `已记 ${after.id} ${after.event}:${formatDayLong(date, context.today)},${after.items.length}人。前一天会提醒。`,
    ),
    dialog: null,
  };
}
