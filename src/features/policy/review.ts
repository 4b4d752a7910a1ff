import { iso } from '../../core/clock.ts';
import { formatDay } from '../../core/text/days.ts';
import { change } from '../../records/change.ts';
import { POLICY_STATE_LABELS, type Policy, policyKind } from '../../records/policy.ts';
import { type Context, defineCommand, type Effect, type Heard, say } from '../define.ts';
import { publishNext, reviewNext } from './nextVersion.ts';
import { readPolicyNumber } from './rights.ts';
import { toldLines, wordsOf } from './versions.ts';

const read = ({ rest, explicit }: Heard): { id: string | null } | null => {
  const number = readPolicyNumber(rest);
  if (number && number.rest === '') return { id: number.id };
  return explicit && rest === '' ? { id: null } : null;
};

/** 审核: a second person has read the entry: never the one who wrote it last (G24). */
export const reviewPolicy = defineCommand<{ id: string | null }>({
  name: '审核',
  aliases: ['审核政策'],
  summary: '看过一条政策,没有写错',
  usage: '审核 P07',
  needs: 'reviewPolicy',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['审核 P07'],
  exampleBy: 'office',
  read,
  run: async ({ id }, context) => {
    const policy = id ? context.read.directory.policy(id) : undefined;
    if (!policy) return say(`审核哪一条?这样发:审核 P07${id ? `。没有 ${id} 这一条。` : ''}`);
    const me = context.sender.person?.id ?? '';
    if (policy.next) return reviewNext(policy, policy.next, me, context);
    if (policy.state === 'reviewed' || policy.state === 'published')
      return say(`${policy.id} ${policy.title}:已经${POLICY_STATE_LABELS[policy.state].slice(1)}过了。`);
    if (writerOf(policy) === me) return say(`${policy.id} 是您自己写的,要请另一个人来审核。`);
    return step(policy, { state: 'reviewed', reviewedBy: me }, 'review', context, [
      `${policy.id} 已审核:${policy.title}`,
      policy.plain,
      `可以发布了:发布 ${policy.id}`,
    ]);
  },
});

/** 发布: from now on it is told. Only what a second person has read. */
export const publishPolicy = defineCommand<{ id: string | null }>({
  name: '发布',
  aliases: ['发布政策'],
  summary: '审核过的政策开始对乡亲讲',
  usage: '发布 P07',
  needs: 'publishPolicy',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['发布 P07'],
  exampleBy: 'office',
  read,
  run: async ({ id }, context) => {
    const policy = id ? context.read.directory.policy(id) : undefined;
    if (!policy) return say(`发布哪一条?这样发:发布 P07${id ? `。没有 ${id} 这一条。` : ''}`);
    if (policy.next) return publishNext(policy, policy.next, context);
    if (policy.state === 'published') return say(`${policy.id} ${policy.title}:已经发布过了。`);
    if (policy.state !== 'reviewed')
      return say(`${policy.id} 还没审核,请先审核。请另一个人发:审核 ${policy.id}`);
    const { today, sender } = context;
    const next = {
      state: 'published' as const,
      publishedBy: sender.person?.id,
      validFrom: policy.validFrom ?? today,
      updated: today,
    };
    return step(policy, next, 'publish', context, [
      `${policy.id} 已发布:${policy.title}。从现在起有人问就这样答。`,
    ]);
  },
});

/** 政策 P08 历史: what was done with an entry, by whom and why; without 历史 how it stands. */
export const policyCard = defineCommand<{ id: string; what: 'card' | 'history' | 'told'; version?: number }>({
  name: '政策',
  aliases: ['看政策', '查政策'],
  summary: '看一条政策的内容和来历',
  usage: '政策 P08 历史(旧版发:政策 P08 第1版;发给了谁:政策 P08 送达)',
  needs: 'readPolicy',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['政策 P08', '政策 P08 历史', '政策 P08 第1版', '政策 P08 送达'],
  read({ rest }) {
    const number = readPolicyNumber(rest);
    if (!number) return null;
    const version = /第?\s*(\d+)\s*版/.exec(number.rest)?.[1];
    if (version) return { id: number.id, what: 'history', version: Number(version) };
    if (/送达|发给|谁收|推给/.test(number.rest)) return { id: number.id, what: 'told' };
    return { id: number.id, what: /历史|版本|来历/.test(number.rest) ? 'history' : 'card' };
  },
  async run({ id, what, version }, context) {
    const { read: from, today } = context;
    const policy = from.directory.policy(id);
    if (!policy) return say(`政策册里没有 ${id}。`);
    if (what === 'told') return say(await toldLines(policy, context));
    if (version !== undefined) return say(wordsOf(policy, version));
    const lead = `${id} ${policy.title}\n第${policy.version}版,${POLICY_STATE_LABELS[policy.state]}`;
    const next = policy.next ? `\n有改好的新版等审核:\n${policy.next.entry.plain}` : '';
    if (what === 'card')
      return say(`${lead}\n${policy.plain}\n找谁:${policy.contact}${next}\n看来历发:政策 ${id} 历史`);
    const lines = policy.history.map((h) => {
      const who = from.directory.person(h.by)?.name ?? '录入';
      return `${formatDay(h.at.slice(0, 10), today)} ${who} ${ACTIONS[h.action] ?? h.action}(第${h.version}版)${h.reason ? `:${h.reason}` : ''}`;
    });
    return say([lead, ...lines.slice(-15)].join('\n'));
  },
});

const ACTIONS: Record<string, string> = {
  import: '录入',
  draft: '起草',
  example: '加了问法',
  edit: '改了内容',
  review: '审核',
  publish: '发布',
  push: '推送',
  withdraw: '撤回',
};

/** Who put the present words there. */
function writerOf(policy: Policy): string {
  const wrote = ['draft', 'import', 'edit'];
  return policy.history.findLast((h) => wrote.includes(h.action))?.by ?? policy.by;
}

function step(
  policy: Policy,
  next: Partial<Policy>,
  action: string,
  context: Context,
  lines: readonly string[],
): Effect {
  const actor = context.sender.person?.id ?? '';
  const after = {
    ...policy,
    ...next,
    history: [...policy.history, { at: iso(context.now), by: actor, action, version: policy.version }],
  };
  return {
    changes: [change({ kind: policyKind, before: policy, after, action: `policy.${action}`, actor })],
    replies: [{ text: lines.join('\n') }],
  };
}
