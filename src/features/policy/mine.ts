import { formatDay } from '../../core/text/days.ts';
import { holderOf } from '../../records/find.ts';
import { type Context, defineCommand, type Effect } from '../define.ts';
import { around, askerIn } from './asker.ts';
import { ownProblems } from './ownProblems.ts';
import { ownRequests } from './ownRequests.ts';

const MINE =
  /^(我|我家|我们)(的|家的)?(反映|提|说|问|报)?(的)?(事|事情|意见|问题|请求)(情)?.{0,4}(办|处理|解决)?(得|到|的)?(哪|怎么|咋|什么|啥|好|没|了).{0,8}$|^(查|看)(一下|下|看)?(我)?(的)?(进度|编号|办到哪)/;

/** 谁帮我: the helper's card (I01). A masked number is not read out: it could not be dialled. */
export const whoHelps = defineCommand<true>({
  name: '谁帮我',
  aliases: ['我的帮扶人', '哪个在帮我', '哪个帮我', '谁在帮我'],
  summary: '看是谁在帮您家',
  usage: '谁帮我',
  needs: 'ownAffairs',
  where: ['private', 'householdRoom'],
  examples: ['谁帮我', '我的帮扶人是谁', '哪个在帮我'],
  exampleBy: 'household',
  // `谁帮我修房子` asks for something else.
  read: ({ rest, explicit }) =>
    rest === '' || (explicit && /^[家屋头里们扶的啊哦呢吗?]*(是(谁|哪个|哪位)|叫什么|电话.*)?$/.test(rest))
      ? true
      : null,
  run: async (_, context) => helperCard(context),
});

/** Who helps the sender's household, with his number as far as it may be dialled. */
export async function helperCard(context: Context): Promise<Effect> {
  const asker = askerIn(context);
  const { helper, leader, secretary, office } = around(asker, context.read.directory);
  const info = asker.villageId ? holderOf('infoOfficer', asker.villageId, context.read.directory) : undefined;
  const posts = [
    [info, '村信息员'],
    [secretary, '村支书'],
    [leader, '网格长'],
  ] as const;
  const [who, title] = posts.find(([p]) => p !== undefined) ?? [];
  const village = who ? `${title}${who.name}` : '村里';
  if (!helper)
    return {
      replies: [
        {
          text: `名册上还没有写谁帮您家。有事先找${village},或乡扶贫办${office?.name ?? ''},也可以跟我说,我转给他们。`,
          to: 'private',
        },
      ],
    };
  const phone = helper.phone && !/\*/.test(helper.phone) ? `电话${helper.phone}。` : `电话问${village}。`;
  const work = [helper.unit, helper.post].filter(Boolean).join('');
  return {
    replies: [
      { text: `帮您家的是${helper.name},${work}。${phone}有事也可以直接跟我说,我转给他。`, to: 'private' },
    ],
  };
}

/** So many of the latest are told. */
const SHOWN = 8;
const STATES: Record<string, string> = {
  active: '还在办',
  answered: '已回话',
  done: '办好了',
  closed: '办结',
  void: '已作废',
};

/** 我的事: what became of what this household asked or said (D38). */
export const myRequests = defineCommand<true>({
  name: '我的事',
  aliases: ['我的事办到哪了', '办到哪了', '我的请求', '我反映的事'],
  summary: '看您问过、反映过的事办到哪了',
  usage: '我的事',
  needs: 'ownAffairs',
  where: ['private', 'householdRoom'],
  examples: ['我的事', '我的事办到哪了'],
  exampleBy: 'household',
  read: ({ rest, explicit }) => (rest.length <= 10 && (explicit || rest === '') ? true : null),
  speech: (text) => (MINE.test(text) ? true : null),
  run: (_, context) => myMatters(context),
});

export async function myMatters(context: Context): Promise<Effect> {
  return { replies: [{ text: await listOf(context), to: 'private' }] };
}

async function listOf(context: Context): Promise<string> {
  const { read, sender, today } = context;
  const household = sender.householdId ? read.directory.household(sender.householdId) : undefined;
  if (!household) return '还没有您的事。';
  const all = (await ownRequests(context)).slice(0, SHOWN);
  const problems = await ownProblems(context);
  if (all.length + problems.length === 0) return '您还没有问过要人来答的事。有难处直接跟我说,我转给人。';
  const lines = all.map((r) => {
    const owner = read.directory.person(r.owner)?.name ?? '';
    const state = r.answer
      ? `回话:${r.answer}`
      : `${STATES[r.status] ?? '还在办'},${formatDay(r.due, today)}前由${owner}回话`;
    return `${r.id} ${r.text.slice(0, 24)}${r.text.length > 24 ? '…' : ''}\n  ${state}`;
  });
  return ['您的事:', ...lines, ...problems].join('\n');
}
