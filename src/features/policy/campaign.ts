import { addDays, at, dayOf, HOUR, iso, MINUTE } from '../../core/clock.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { type Change, change } from '../../records/change.ts';
import { POLICY_HOME } from '../../records/kind.ts';
import { type Campaign, campaignKind, givenKind } from '../../records/policy.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import type { Planned, PushJob } from '../pushJob.ts';
import { audienceIn } from './audience.ts';
import { daysIn, isItsDay, sayDays, seasonDays } from './campaignDays.ts';
import { pushed } from './job.ts';
import { givenBy, type PushData, pushText } from './push.ts';
import { cadreRooms, receiversOf } from './receivers.ts';
import { readPolicyNumber, whyNot } from './rights.ts';
import { scopeIn } from './scope.ts';

type State = Pick<Campaign, 'policyId' | 'villageIds' | 'audience' | 'days'>;

const CONFIRM_FOR = 10 * MINUTE;
const FORM = '排期 P07 全乡 每年9月15日(也可以“每月1号”“每周一”“按季”);看全部发:排期;停一个发:排期 停 C1';

/** 排期: an entry that is told again every year, month or week, in its season or by cron, at nine; cadres get it the day before (G03, M27). */
export const campaign = defineCommand<{ rest: string }>({
  name: '排期',
  aliases: ['定期推送'],
  summary: '让一条政策到时候自己推',
  usage: FORM,
  needs: 'pushPolicy',
  where: ['private'],
  examples: [
    '排期 P07 全乡 每年9月15日',
    '排期 P33 全乡 按季',
    '排期 P12 枫树湾 有学生的 每年8月20日',
    '排期',
  ],
  exampleBy: 'office',
  read: ({ rest, explicit }) => (explicit ? { rest: rest.trim() } : null),
  async run({ rest }, context): Promise<Effect> {
    const stop = /^(?:停|取消|删)\s*[cC]\s*-?\s*0*(\d+)$/.exec(rest)?.[1];
    if (stop) return end(`C${stop}`, context);
    return rest === '' ? say(await list(context)) : preview(rest, context);
  },
  async answer(state, text, context) {
    if (isNo(text, '不发')) return { ...say('没有排,取消了。'), dialog: null };
    return isYes(text, '发') ? begin(state as State, context) : null;
  },
});

async function preview(rest: string, context: Context): Promise<Effect> {
  const { read, today, now } = context;
  const number = readPolicyNumber(rest);
  const policy = number ? read.directory.policy(number.id) : undefined;
  if (!number) return say(`排哪一条?这样发:${FORM}`);
  const refused = whyNot(policy, number.id, today);
  if (!policy || refused) return say(`没有排。${refused}`);
  const villageIds = scopeIn(number.rest, read.directory).map((v) => v.id);
  if (villageIds.length === 0) return say(`排给哪个村?这样发:${FORM}`);
  const bySeason = /按(季|时节|季节)/.test(number.rest);
  const days = bySeason ? seasonDays(policy) : daysIn(number.rest);
  if (!days && bySeason)
    return say(
      `${policy.id} 的“时间”${policy.season ? `写的是“${policy.season}”,看不出是几月` : '还没写'},没有排。请写明哪天:排期 ${policy.id} ${number.rest.replace(/按(季节|时节|季)/, '').trim()} 每年9月15日`,
    );
  if (!days) return say(`看不懂哪天推,没有排。这样发:${FORM}`);
  const state: State = { policyId: policy.id, villageIds, audience: audienceIn(number.rest), days };
  const { rooms, households } = await receiversOf(state, now, read);
  if (rooms.length + households.length === 0) return say('现在没有能收到的群和乡亲,没有排。');
  return {
    replies: [
      {
        text: [
          `${describe(state, context)}。今天算是${rooms.length}个乡亲群、${households.length}户私聊;前一天上午干部群先收到。到时候按那天的内容推,撤回了就不推。`,
          '乡亲会看到:',
          pushText(policy),
          '回“确认”就排,不排回“取消”。',
        ].join('\n'),
      },
    ],
    dialog: { state, expires: now + CONFIRM_FOR },
  };
}

async function begin(state: State, context: Context): Promise<Effect> {
  const refused = whyNot(context.read.directory.policy(state.policyId), state.policyId, context.today);
  if (refused) return { ...say(`没有排。${refused}`), dialog: null };
  const actor = context.sender.person?.id ?? '';
  const after: Campaign = {
    ...state,
    id: await context.number('C'),
    rev: 0,
    schema: 1,
    by: actor,
    at: iso(context.now),
    status: 'active',
    source: { messageId: context.message.id, chat: context.chat },
  };
  return {
    changes: [change({ kind: campaignKind, after, action: 'policy.campaign', actor })],
    replies: [{ text: `${after.id} 排好了:${describe(state, context)}。不要了发:排期 停 ${after.id}` }],
    dialog: null,
  };
}

async function end(id: string, context: Context): Promise<Effect> {
  const before = await context.read.get(campaignKind, id);
  if (before?.status !== 'active') return say(`没有正在排的 ${id},没有动。看全部发:排期`);
  const actor = context.sender.person?.id ?? '';
  const after = { ...before, status: 'void' };
  return {
    changes: [change({ kind: campaignKind, before, after, action: 'policy.campaignEnd', actor })],
    replies: [{ text: `${id} 停了:${describe(before, context)}。` }],
  };
}

async function list(context: Context): Promise<string> {
  const all = await context.read.many(campaignKind, await context.read.range(POLICY_HOME, 'campaigns'));
  if (all.length === 0) return `还没有排期。这样发:${FORM}`;
  return `排好的:\n${all.map((c) => `${c.id} ${describe(c, context)}`).join('\n')}\n停一个发:排期 停 ${all[0]?.id}`;
}

function describe({ policyId, villageIds, audience, days }: State, { read }: Context): string {
  const policy = read.directory.policy(policyId);
  const where = villageIds.map((v) => read.directory.village(v)?.name ?? v).join('、');
  return `${sayDays(days)} 09:00,${policyId} ${policy?.title ?? ''},${where}${audience ?? ''}`;
}

/** At nine: what is due today goes to villagers, what is due tomorrow to cadres (G03). */
export const campaignJob: PushJob = {
  name: 'campaign',
  cron: '0 9 * * *',
  grace: 10 * HOUR,
  async run({ slot, now, read }) {
    const today = dayOf(slot);
    const changes: Change[] = [];
    const outbound: Planned[] = [];
    const all = await read.many(campaignKind, await read.range(POLICY_HOME, 'campaigns'));
    for (const c of all) {
      const policy = read.directory.policy(c.policyId);
      if (!policy || whyNot(policy, c.policyId, today) !== null) continue;
      const early = isItsDay(c.days, addDays(today, 1));
      if (!early && !isItsDay(c.days, today)) continue;
      const { rooms, households } = await receiversOf(c, slot, read);
      const told = early
        ? cadreRooms(c.villageIds, read).map((r) => r.id)
        : [...rooms.map((r) => r.id), ...households];
      const data: PushData = {
        kind: early ? 'study' : 'entry',
        policyId: policy.id,
        version: policy.version,
      };
      for (const to of told) {
        const given = givenBy(policy, to, slot, { by: c.by, at: iso(now), source: c.source });
        if (await read.get(givenKind, given.id)) continue;
        changes.push(change({ kind: givenKind, after: given, action: 'policy.push', actor: 'bot' }));
        outbound.push({ to, kind: 'policy', data, part: c.id, expires: at(addDays(today, 1), '21:00') });
      }
    }
    return { changes, outbound, counts: { campaigns: all.length, pushes: outbound.length } };
  },
  async render(data, { now, read }) {
    const push = data as Extract<PushData, { policyId: string }>;
    return pushed(push, read.directory.policy(push.policyId), now);
  },
};
