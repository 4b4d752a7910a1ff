import { addDays, at, DAY, dayOf, iso, MINUTE, timeOf } from '../../core/clock.ts';
import { afterQuiet } from '../../core/pace.ts';
import { findDay, formatDay } from '../../core/text/days.ts';
import { change } from '../../records/change.ts';
import { POLICY_HOME } from '../../records/kind.ts';
import { type Given, givenKind, optOutKind, policyKind } from '../../records/policy.ts';
import { type Context, defineCommand, type Effect, type Reply, say } from '../define.ts';
import { NO, readPolicyNumber, whyNot, YES } from './rights.ts';
import { scopeIn } from './scope.ts';

interface PushState {
  policyId: string;
  version: number;
  villageIds: string[];
  when: number;
}

/** What goes out under the job's `render`. */
export type PushData =
  | { kind: 'entry'; policyId: string; version: number }
  | { kind: 'unanswered'; ids: string[] };

const CONFIRM_FOR = 10 * MINUTE;
/** Not more than this many pushes to one receiver in seven days. */
const A_WEEK = 2;
/** When nobody says a time. */
const USUAL = '09:00';
const QUIET = { quietFrom: '21:00', quietTo: '07:30' };

/** 推送: tells an entry to the villagers' rooms and households, at a time, after a preview and a 确认 (M26, M27). */
export const pushPolicy = defineCommand<{ rest: string }>({
  name: '推送',
  aliases: ['推政策', '推送政策'],
  summary: '扶贫办把一条政策推给村里的乡亲',
  usage: '推送 P07 枫树湾 明天上午9点(全乡就写“全乡”)',
  needs: 'pushPolicy',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['推送 P07 枫树湾 明天上午9点', '#推送 P07 全乡'],
  exampleBy: 'office',
  read: ({ rest, explicit }) => (readPolicyNumber(rest) || explicit ? { rest } : null),
  run: async ({ rest }, context) => preview(rest, context),
  async answer(state, text, context) {
    if (NO.test(text)) return { replies: [{ text: '没有推,取消了。' }], dialog: null };
    return YES.test(text) ? plan(state as PushState, context) : null;
  },
});

async function preview(rest: string, context: Context): Promise<Effect> {
  const { read, today, now } = context;
  const number = readPolicyNumber(rest);
  if (!number) return say('推哪一条?这样发:推送 P07 枫树湾 明天上午9点');
  const { id } = number;
  const policy = read.directory.policy(id);
  const refused = whyNot(policy, id, today);
  if (!policy || refused) return say(`没有推。${refused}`);
  const scope = scopeIn(number.rest, read.directory);
  if (scope.length === 0) return say(`推给哪个村?这样发:推送 ${id} 枫树湾 明天上午9点;全乡就写“全乡”。`);
  const day = findDay(number.rest, { today, prefer: 'future' });
  if (day && !('day' in day))
    return say(`看不懂“${day.text}”是哪天,没有推。这样发:推送 ${id} 枫树湾 明天上午9点`);
  const said = day ? at(day.day, day.time ?? USUAL) : now;
  if (day && said < now)
    return say(`${formatDay(day.day, today)} ${timeOf(said)}已经过了,没有推。请改个时间。`);
  const when = afterQuiet(said, QUIET);
  if (day && when !== said)
    return say(
      `${timeOf(said)}乡亲在休息,没有推。请改到7:30到21:00之间,比如:推送 ${id} 枫树湾 ${formatDay(day.day, today)}上午9点`,
    );
  const villages = scope.map((v) => v.name).join('、');
  const { rooms, households, left } = await receivers(
    scope.map((v) => v.id),
    when,
    context,
  );
  if (rooms.length + households.length === 0) return say(`${villages}现在没有能收到的群和乡亲,没有推。`);
  const state: PushState = {
    policyId: id,
    version: policy.version,
    villageIds: scope.map((v) => v.id),
    when,
  };
  const time = `${formatDay(dayOf(when), today)} ${timeOf(when)}`;
  return {
    replies: [
      {
        text: [
          `${id} 第${policy.version}版,${time}推给${villages}:${rooms.length}个乡亲群、${households.length}户私聊${left > 0 ? `(另有${left}户退订或本周已收过${A_WEEK}次,不推)` : ''}。`,
          '乡亲会看到:',
          pushText(policy.title, policy.plain, policy.contact),
          '回“确认”就推,不推回“取消”。',
        ].join('\n'),
      },
    ],
    dialog: { state, expires: now + CONFIRM_FOR },
  };
}

/** Who would get it: bound rooms of villagers, bound households that did not opt out and were not told too much. */
async function receivers(villageIds: readonly string[], when: number, { read }: Context) {
  const { directory } = read;
  const rooms = [...directory.rooms()].filter(
    (r) => r.status === 'active' && r.audience === 'household' && villageIds.includes(r.villageId ?? ''),
  );
  const bound = villageIds
    .flatMap((v) => [...directory.households(v)])
    .filter((h) => directory.contactsOf(h.id).length > 0);
  const out = new Set(
    (
      await read.many(
        optOutKind,
        bound.map((h) => h.id),
      )
    )
      .filter((o) => o.status === 'active')
      .map((o) => o.id),
  );
  const told = await Promise.all(
    bound.map((h) =>
      read.range(POLICY_HOME, `to:${h.id}:pushed`, { min: when - 7 * DAY, max: when + 7 * DAY }),
    ),
  );
  const households = bound.filter((h, i) => !out.has(h.id) && (told[i]?.length ?? 0) < A_WEEK);
  return { rooms, households, left: bound.length - households.length };
}

async function plan(state: PushState, context: Context): Promise<Effect> {
  const { read, today, now, message, sender, chat } = context;
  const policy = read.directory.policy(state.policyId);
  const refused = whyNot(policy, state.policyId, today);
  if (!policy || refused) return { ...say(`没有推。${refused ?? ''}`), dialog: null };
  if (policy.version !== state.version)
    return { ...say('这条刚改过,没有推。请重新发一次推送看看新的。'), dialog: null };
  const when = Math.max(state.when, now);
  const { rooms, households } = await receivers(state.villageIds, when, context);
  const actor = sender.person?.id ?? '';
  const to = [...rooms, ...households].map((r) => r.id);
  const given = to.map(
    (receiver): Given => ({
      id: `push|${policy.id}|${iso(when)}|${receiver}`,
      rev: 0,
      schema: 1,
      by: actor,
      at: iso(now),
      status: 'active',
      source: { messageId: message.id, chat },
      policyId: policy.id,
      version: policy.version,
      to: receiver,
      way: 'push',
      when,
    }),
  );
  const known = new Set(
    (
      await read.many(
        givenKind,
        given.map((g) => g.id),
      )
    ).map((g) => g.id),
  );
  const fresh = given.filter((g) => !known.has(g.id));
  const data: PushData = { kind: 'entry', policyId: policy.id, version: policy.version };
  const pushes = fresh.map(
    ({ to: id }): Reply => ({
      text: '',
      to: { id, kind: 'policy' },
      once: `policy|${policy.id}|${policy.version}|${iso(when)}`,
      due: when,
      expires: at(addDays(dayOf(when), 1), '21:00'),
      render: { push: 'policy', data },
    }),
  );
  return {
    changes: [
      ...fresh.map((after) => change({ kind: givenKind, after, action: 'policy.push', actor })),
      change({
        kind: policyKind,
        before: policy,
        after: {
          ...policy,
          history: [
            ...policy.history,
            {
              at: iso(now),
              by: actor,
              action: 'push',
              version: policy.version,
              reason: state.villageIds.join('、'),
            },
          ],
        },
        action: 'policy.push',
        actor,
      }),
    ],
    replies: [
      {
        text: `好,${formatDay(dayOf(when), today)} ${timeOf(when)}推,共${fresh.length}处。没到时间前不想推了,发:撤回 ${policy.id} 原因`,
      },
      ...pushes,
    ],
    dialog: null,
  };
}

/** What a villager reads in a push: title, plain words, where to go. The reason why he gets it is never said. */
export function pushText(title: string, plain: string, contact: string): string {
  return `${title}\n${plain}\n去哪问:${contact}。不想再收,回“退订”。`;
}
