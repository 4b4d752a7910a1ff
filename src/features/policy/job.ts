import { DAY, dayOf, HOUR } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { POLICY_HOME } from '../../records/kind.ts';
import { unansweredKind } from '../../records/policy.ts';
import type { Read } from '../../records/read.ts';
import type { PushJob } from '../define.ts';
import { isValid } from './library.ts';
import { type PushData, pushText } from './push.ts';

const WEEKLY = 20;

/**
 * Writes what goes out by hand (推送) at the moment it goes, so that an entry that was taken back is told to nobody more;
 * on Mondays it gives the office the week's questions that found no answer.
 */
export const policyJob: PushJob = {
  name: 'policy',
  cron: '30 9 * * 1',
  grace: 12 * HOUR,
  async run({ slot, read }) {
    const ids = await read.range(POLICY_HOME, 'unanswered', { min: slot - 7 * DAY, max: slot });
    const office = [...read.directory.people()].filter(
      (p) => p.status === 'active' && p.roles.includes('office'),
    );
    const data: PushData = { kind: 'unanswered', ids };
    return {
      changes: [],
      outbound: ids.length === 0 ? [] : office.map((p) => ({ to: p.id, kind: 'digest' as const, data })),
      counts: { questions: ids.length },
    };
  },
  async render(data, { now, read }) {
    const push = data as PushData;
    if (push.kind === 'unanswered') return weekly(push.ids, read);
    const policy = read.directory.policy(push.policyId);
    if (!policy || policy.version !== push.version || !isValid(policy, dayOf(now))) return null;
    return pushText(policy.title, policy.plain, policy.contact);
  },
};

async function weekly(ids: readonly string[], read: Read): Promise<string | null> {
  const open = (await read.many(unansweredKind, ids)).filter((u) => u.status === 'active');
  if (open.length === 0) return null;
  const lines = open.slice(0, WEEKLY).map((u) => `${u.id} ${clip(u.text, 40)}`);
  return [
    `上周有${open.length}个问题我没答上来(已转给人回话):`,
    ...lines,
    '归到已有的一条,发:加答案 W1 P07;写新的一条,发:加答案 W1 标题:内容',
  ].join('\n');
}
