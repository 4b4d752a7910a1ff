import { ROLE_LABELS } from '../../core/roles.ts';
import type { Read } from '../../records/read.ts';
import { defineCommand, type Effect, type Feature, sayPrivately } from '../define.ts';

const SHOWN = 20;
/** So many receivers are asked about at once. */
const BATCH = 200;
/** The last sends of a receiver that are looked at: an older refusal is no news. */
const LOOKED = 5;

/** Somebody whom a push did not reach, and why. */
interface Unreached {
  name: string;
  why: 'notFriend' | 'notBound';
}

/**
 * 谁还没加好友: those whom a message should have reached and could not, as they are no friends of the account (WeChat lets
 * nobody write to a stranger) or have not bound theirs. For the office, in private.
 */
const notFriends = defineCommand<true>({
  name: '谁还没加好友',
  aliases: ['谁没加好友', '没加好友的', '还有谁没加好友', '谁收不到'],
  summary: '提醒发过却没收到的人:没加小助手好友,或没绑定(全部没绑定的发:谁还没绑定)',
  usage: '谁还没加好友',
  needs: 'seeUnreached',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['谁还没加好友'],
  exampleBy: 'office',
  read: ({ rest }) => (/^(的?人?|名单|清单)?[呢吗?。!]*$/.test(rest) ? true : null),
  async run(_, { read }): Promise<Effect> {
    const all = await unreached(read);
    const strangers = all.filter((u) => u.why === 'notFriend').map((u) => u.name);
    const unbound = all.filter((u) => u.why === 'notBound').map((u) => u.name);
    if (all.length === 0)
      return sayPrivately('最近要发的都有人收,没有人因为没加好友收不到。全部没绑定的人,发:谁还没绑定');
    const parts = [
      ...list('没加小助手好友,提醒发不到', strangers),
      ...list('还没绑定微信,提醒没发到', unbound),
      ...(unbound.length > 0 ? ['全部没绑定的人,发:谁还没绑定'] : []),
      '没加好友的请他们在微信里加小助手为好友,通过要等几分钟到几小时(慢慢加,免得账号被限制)。',
    ];
    return sayPrivately(parts.join('\n'));
  },
});

function list(title: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > SHOWN ? `等` : '';
  return [`${title}(${names.length}人):`, `${names.slice(0, SHOWN).join('、')}${more}`];
}

async function unreached(read: Read): Promise<Unreached[]> {
  const { directory } = read;
  const people = [...directory.people()]
    .filter((p) => p.status === 'active')
    .map(({ id, name, roles: [role] }) => ({ id, name: role ? `${name}(${ROLE_LABELS[role]})` : name }));
  const households = [...directory.households()].map(({ id, head }) => ({ id, name: `${head}家` }));
  const all = [...people, ...households];
  const found: Unreached[] = [];
  for (let i = 0; i < all.length; i += BATCH) {
    const some = await Promise.all(
      all.slice(i, i + BATCH).map(async ({ id, name }) => {
        const last = (await read.pushesTo(id, LOOKED)).find(
          (p) => p.state === 'sent' || p.state === 'failed',
        );
        const why = last?.reason;
        return why === 'notFriend' || why === 'notBound' ? [{ name, why } as const] : [];
      }),
    );
    found.push(...some.flat());
  }
  return found;
}

/** Who cannot be written to. */
export const friend: Feature = {
  name: 'friend',
  title: '好友',
  example: '谁还没加好友',
  commands: [notFriends],
};
