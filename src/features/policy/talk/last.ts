import { DAY } from '../../../core/clock.ts';
import { POLICY_HOME } from '../../../records/kind.ts';
import { givenKind, type Policy } from '../../../records/policy.ts';
import { type Context, type Effect, say } from '../../define.ts';
import { alsoKnown, changing, offer, shorter } from '../answerText.ts';
import type { AskState } from '../asker.ts';
import { isValid } from '../library.ts';

/** So long after a push it may be asked for once more. */
const REMEMBERED = 14 * DAY;

/** What was told last, once more or in one sentence: the answer that is still open, else the last push. */
export async function sayLast(simple: boolean, context: Context): Promise<Effect> {
  const open = context.open?.state as AskState | undefined;
  if (open?.kind === 'choose') {
    const titles = open.ids.flatMap((id) => context.read.directory.policy(id) ?? []);
    if (simple) return say('是我没说清楚。想问哪件事,再说一次就行,我说短些。');
    if (titles.length > 0) return say(open.passed ? alsoKnown(titles) : offer(titles));
  }
  const policy = policyOf(open, context) ?? (await pushed(context));
  if (!policy)
    return say(
      simple
        ? '是我没说清楚。您想问哪件事?再说一次,我说短些。'
        : '近来没有给您推过政策。想知道什么直接问我,比如“低保怎么申请”。',
    );
  if (!isValid(policy, context.today)) return say(changing(policy));
  if (simple) return say(shorter(policy));
  return say(`${policy.title}\n${policy.plain}\n去哪问:${policy.contact}`);
}

function policyOf(open: AskState | undefined, { read }: Context): Policy | undefined {
  return open?.kind === 'after' ? read.directory.policy(open.policyId) : undefined;
}

async function pushed({ read, sender, now }: Context): Promise<Policy | undefined> {
  const household = sender.householdId ?? '';
  const ids = await read.range(POLICY_HOME, `to:${household}:pushed`, { min: now - REMEMBERED, max: now });
  const [given] = (await read.many(givenKind, ids)).sort((a, b) => b.when - a.when);
  return given && read.directory.policy(given.policyId);
}
