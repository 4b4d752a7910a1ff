import { addDays, at, DAY, dayOf, iso, MINUTE, timeOf } from '../../core/clock.ts';
import { afterQuiet } from '../../core/pace.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { findDay, formatDay } from '../../core/text/days.ts';
import { change } from '../../records/change.ts';
import { exampleVillage } from '../../records/exampleVillage.ts';
import type { Room } from '../../records/organisation.ts';
import { type Given, givenKind, type Policy, policyKind } from '../../records/policy.ts';
import { type Context, defineCommand, type Effect, type Reply, say } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { audienceIn } from './audience.ts';
import { policyNamed, STOPS } from './named.ts';
import { A_WEEK, notStudied, receiversOf, type Wanted } from './receivers.ts';
import { readPolicyNumber, whyNot } from './rights.ts';
import { scopeIn } from './scope.ts';

/** What goes out under the job's `render`; `study`: to a cadres' room, with caveats. */
export type PushData =
  | { kind: 'entry' | 'study'; policyId: string; version: number }
  | { kind: 'unanswered'; ids: string[] };

interface PushState extends Wanted {
  policyId: string;
  version: number;
  when: number;
}

const CONFIRM_FOR = 10 * MINUTE;
/** When nobody says a time. */
export const USUAL = '09:00';
const QUIET = { quietFrom: '21:00', quietTo: '07:30' };
const FORM = (id: string, context: Context) => `推送 ${id} ${exampleVillage(context)} 明天上午9点`;

/** 推送: tells an entry to the villagers' rooms and households, at a time, after a preview and a 确认 (M26, M27). */
export const pushPolicy = defineCommand<{ rest: string }>({
  name: '推送',
  aliases: ['推政策', '推送政策'],
  summary: '扶贫办把一条政策推给村里的乡亲',
  usage: '推送 P07 枫树湾 明天上午9点(全乡就写“全乡”;只给一类户就加“有学生的”“60岁以上的”“残疾的”)',
  needs: 'pushPolicy',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['推送 P07 枫树湾 明天上午9点', '#推送 P07 全乡', '推送 P12 全乡 有学生的'],
  exampleBy: 'office',
  read: ({ rest, explicit }) => (readPolicyNumber(rest) || explicit ? { rest } : null),
  speech: (text, context) => (isSpokenTo(context) ? pushIn(text) : null),
  meant: {
    as: ['push'],
    read(text, { read }) {
      const named = STOPS.test(text) ? undefined : policyNamed(text, read.directory.policies());
      return named ? { rest: `${named.id} ${text}` } : null;
    },
  },
  run: async ({ rest }, context) => preview(rest, context),
  async answer(state, text, context) {
    if (isNo(text, '不发')) return { replies: [{ text: '没有推,取消了。' }], dialog: null };
    return isYes(text, '发') ? plan(state as PushState, context) : null;
  },
});

/** `把P10发给白鹭的乡亲 明天9点`: the number and that it is to go out, in any order. */
function pushIn(text: string): { rest: string } | null {
  const number = /(?<![a-z0-9])p\s*-?\s*0*\d{1,4}(?!\d)/i.exec(text);
  const order = /(发|推)(给|到|送|出去|一下)/.test(text) && !/[?]$|吗$|别|不|没|停|撤|谁/.test(text);
  if (!number || !order || text.length > 60) return null;
  return { rest: `${number[0]} ${text.replace(number[0], ' ')}` };
}

async function preview(rest: string, context: Context): Promise<Effect> {
  const { read, today } = context;
  const number = readPolicyNumber(rest);
  if (!number) return say(`推哪一条?这样发:${FORM('P07', context)}`);
  const { id } = number;
  const policy = read.directory.policy(id);
  const refused = whyNot(policy, id, today);
  if (!policy || refused) return say(`没有推。${refused}`);
  const room = roomIn(number.rest, context);
  if (room && room.audience !== 'household')
    return say(
      `${room.name}不是乡亲群,没有推。推给乡亲这样发:${FORM(id, context)}。干部群会先收到一份,不用另推。`,
    );
  const scope = room?.villageId ? [room.villageId] : scopeIn(number.rest, read.directory).map((v) => v.id);
  if (scope.length === 0) return say(`推给哪个村?这样发:${FORM(id, context)};全乡就写“全乡”。`);
  const urgent = /紧急|急推|马上/.test(number.rest);
  const timed = await planned(number.rest, policy, scope, urgent, context);
  if (typeof timed === 'string') return say(timed);
  const state: PushState = {
    policyId: id,
    version: policy.version,
    villageIds: scope,
    audience: audienceIn(number.rest),
    roomId: room?.id,
    urgent: urgent || undefined,
    when: timed.when,
  };
  const effect = await shown(state, policy, timed.study, context);
  return effect.dialog === null
    ? effect
    : { ...effect, dialog: { state, expires: context.now + CONFIRM_FOR } };
}

/** When households hear of it, and which cadre rooms hear of it now; a sentence where the time will not do. */
async function planned(rest: string, policy: Policy, scope: string[], urgent: boolean, context: Context) {
  const { read, today, now } = context;
  const day = findDay(rest, { today, prefer: 'future' });
  if (day && !('day' in day)) return `看不懂“${day.text}”是哪天,没有推。这样发:${FORM(policy.id, context)}`;
  const said = day ? at(day.day, day.time ?? USUAL) : now;
  if (day && said < now) return `${formatDay(day.day, today)} ${timeOf(said)}已经过了,没有推。请改个时间。`;
  const when = afterQuiet(said, QUIET);
  if (day && when !== said)
    return `${timeOf(said)}乡亲在休息,没有推。请改到7:30到21:00之间,比如:推送 ${policy.id} ${exampleVillage(context)} ${formatDay(day.day, today)}上午9点`;
  const study = await notStudied(policy, scope, when, read);
  // G03: cadres read it a day before households, unless the office names a time or it is urgent.
  if (!day && !urgent && study.length > 0) return { when: at(addDays(dayOf(now), 1), USUAL), study };
  return { when, study };
}

async function shown(
  state: PushState,
  policy: Policy,
  study: readonly Room[],
  context: Context,
): Promise<Effect> {
  const { read, today, now } = context;
  const { rooms, households, left } = await receiversOf(state, state.when, read);
  const villages = state.villageIds.map((v) => read.directory.village(v)?.name ?? v).join('、');
  const whom = state.audience ? `${villages}${state.audience}` : villages;
  if (rooms.length + households.length === 0)
    return { ...say(`${whom}现在没有能收到的${state.audience ? '' : '群和'}乡亲,没有推。`), dialog: null };
  const time = `${formatDay(dayOf(state.when), today)} ${timeOf(state.when)}`;
  const short = state.when - now < DAY && study.length > 0 ? '(离乡亲收到不到一天)' : '';
  return say(
    [
      `${policy.id} 第${policy.version}版,${time}推给${whom}:${rooms.length}个乡亲群、${households.length}户私聊${left > 0 ? `(另有${left}户退订或本周已收过${A_WEEK}次,不推)` : ''}。`,
      state.audience ? '只私聊发,不说为什么发给这一户。' : '',
      study.length > 0 ? `干部先学:${study.map((r) => r.name).join('、')}现在就收到一份${short}。` : '',
      '乡亲会看到:',
      pushText(policy),
      '回“确认”就推,不推回“取消”。',
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

async function plan(state: PushState, context: Context): Promise<Effect> {
  const { read, today, now, message, sender, chat } = context;
  const policy = read.directory.policy(state.policyId);
  const refused = whyNot(policy, state.policyId, today);
  if (!policy || refused) return { ...say(`没有推。${refused ?? ''}`), dialog: null };
  if (policy.version !== state.version)
    return { ...say('这条刚改过,没有推。请重新发一次推送看看新的。'), dialog: null };
  const when = Math.max(state.when, now);
  const { rooms, households } = await receiversOf(state, when, read);
  const study = await notStudied(policy, state.villageIds, when, read);
  const actor = sender.person?.id ?? '';
  const source = { messageId: message.id, chat };
  const told = [...rooms.map((r) => r.id), ...households];
  const given = [
    ...study.map((r) => givenBy(policy, r.id, now, { by: actor, at: iso(now), source })),
    ...told.map((to) => givenBy(policy, to, when, { by: actor, at: iso(now), source })),
  ];
  const known = new Set(
    (
      await read.many(
        givenKind,
        given.map((g) => g.id),
      )
    ).map((g) => g.id),
  );
  const fresh = given.filter((g) => !known.has(g.id));
  const count = fresh.filter((g) => told.includes(g.to)).length;
  const step = {
    at: iso(now),
    by: actor,
    action: 'push',
    version: policy.version,
    reason: `${state.villageIds.join('、')}${state.audience ? ` ${state.audience}` : ''}`,
  };
  return {
    changes: [
      ...fresh.map((after) => change({ kind: givenKind, after, action: 'policy.push', actor })),
      change({
        kind: policyKind,
        before: policy,
        after: { ...policy, history: [...policy.history, step] },
        action: 'policy.push',
        actor,
      }),
    ],
    replies: [
      {
        text: `好,${formatDay(dayOf(when), today)} ${timeOf(when)}推,共${count}处。没到时间前不想推了,发:撤回 ${policy.id} 原因`,
      },
      ...fresh.map((g) => replyFor(g, policy, study)),
    ],
    dialog: null,
  };
}

function replyFor(given: Given, policy: Policy, study: readonly Room[]): Reply {
  const kind = study.some((r) => r.id === given.to) ? 'study' : 'entry';
  const data: PushData = { kind, policyId: policy.id, version: policy.version };
  return {
    text: '',
    to: { id: given.to, kind: 'policy' },
    once: `policy|${policy.id}|${policy.version}|${iso(given.when)}`,
    due: given.when,
    expires: at(addDays(dayOf(given.when), 1), '21:00'),
    render: { push: 'policy', data },
  };
}

/** Who was told which version, and when: kept for the correction, and for who asks who got it. */
export function givenBy(
  policy: Policy,
  to: string,
  when: number,
  from: Pick<Given, 'by' | 'at' | 'source'>,
): Given {
  return {
    ...from,
    id: `push|${policy.id}|${iso(when)}|${to}`,
    rev: 0,
    schema: 1,
    status: 'active',
    policyId: policy.id,
    version: policy.version,
    to,
    way: 'push',
    when,
  };
}

function roomIn(text: string, { read }: Context): Room | undefined {
  return [...read.directory.rooms()].find(
    (r) => r.status === 'active' && (text.includes(r.name) || new RegExp(`\\b${r.id}\\b`, 'i').test(text)),
  );
}

/** What a villager reads in a push: title, plain words, where to go. The reason why he gets it is never said. */
export function pushText({ title, plain, contact }: Pick<Policy, 'title' | 'plain' | 'contact'>): string {
  return `${title}\n${plain}\n去哪问:${contact}。没看清回“再说一遍”或“说简单点”;不想再收,回“退订”。`;
}
