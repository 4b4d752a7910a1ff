import { DAY } from '../../core/clock.ts';
import { POLICY_HOME } from '../../records/kind.ts';
import { givenKind } from '../../records/policy.ts';
import { defineCommand, type Effect, say } from '../define.ts';
import { changing, shorter } from './answerText.ts';
import { isValid } from './library.ts';

/** So long after a push it may be asked for once more. */
const REMEMBERED = 14 * DAY;

/** 再说一遍, 说简单点: the last push once more. After an answer the open dialog says them (`goOn`). */
export const sayAgain = defineCommand<{ simple: boolean }>({
  name: '再说一遍',
  aliases: ['再发一遍', '没看清', '说简单点', '简单点说', '看不懂'],
  summary: '把刚推的政策再说一遍,或说简单点',
  usage: '再说一遍(说简单点)',
  needs: 'ownAffairs',
  where: ['private'],
  examples: ['再说一遍', '说简单点'],
  exampleBy: 'household',
  read({ rest }, { message }) {
    return /^[了吧啊嘛。!]*$/.test(rest) ? { simple: /简单|不懂/.test(message.text ?? '') } : null;
  },
  async run({ simple }, { read, sender, now, today }): Promise<Effect> {
    const household = sender.householdId ?? '';
    const ids = await read.range(POLICY_HOME, `to:${household}:pushed`, { min: now - REMEMBERED, max: now });
    const [given] = (await read.many(givenKind, ids)).sort((a, b) => b.when - a.when);
    const policy = given && read.directory.policy(given.policyId);
    if (!policy) return say('近来没有给您推过政策。想知道什么直接问我,比如“低保怎么申请”。');
    if (!isValid(policy, today)) return say(changing(policy));
    if (simple) return say(shorter(policy));
    return say(`${policy.title}\n${policy.plain}\n去哪问:${policy.contact}`);
  },
});
