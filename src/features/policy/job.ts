import { DAY, dayOf, HOUR } from '../../core/clock.ts';
import { officeIn } from '../../records/find.ts';
import { POLICY_HOME } from '../../records/kind.ts';
import type { Policy } from '../../records/policy.ts';
import type { PushJob } from '../pushJob.ts';
import { forCadre } from './answerText.ts';
import { isValid } from './library.ts';
import { type PushData, pushText } from './push.ts';
import { weekly } from './unanswered.ts';

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
    const office = officeIn(read.directory);
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
    return pushed(push, read.directory.policy(push.policyId), now);
  },
};

/** An entry's words at the moment they go out: nothing that was taken back, changed or has run out meanwhile. */
export function pushed(
  push: Extract<PushData, { policyId: string }>,
  policy: Policy | undefined,
  now: number,
): string | { skip: string } {
  const today = dayOf(now);
  if (!policy || policy.state === 'withdrawn') return { skip: 'withdrawn' };
  if (policy.version !== push.version) return { skip: 'changed' };
  if (!isValid(policy, today)) return { skip: 'expired' };
  return push.kind === 'study' ? `先学一遍,明天起乡亲会收到:\n${forCadre(policy, today)}` : pushText(policy);
}
