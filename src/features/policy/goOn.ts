import { change } from '../../records/change.ts';
import { givenKind, type Policy } from '../../records/policy.ts';
import type { Context, Effect } from '../define.ts';
import { details, papers, shorter, whom } from './answerText.ts';
import { type AskState, around } from './asker.ts';
import { answer, toPerson } from './reply.ts';
import { urgentOrNot } from './talk/doubted.ts';
import { homely } from './talk/homely.ts';
import { judged } from './useless.ts';

const YES = /^(是|是的|对|对的|对头|就是|要得|嗯+|好|好的|是这个)[嘛啊了。!]*$/;
const NONE = /^(0|都不是|不是|都不对|没有|没得|不对|都不像)[。!]*$/;

/** What goes on from an answer, in homely words: 那我先找哪个, 要带啥子材料. */
const PLACE = '(?:民政所|民政|乡里|镇里|镇上|村里|县里|政府|卫生院|医院|窗口|大厅|信用社|学校)';
const LEAD = `(?:${PLACE}|那|还|我|你|该|得|要|需要|都|先|去|来|具体|到底|应该|办这个)*`;
const DETAILS = new RegExp(
  `^${LEAD}(?:详细(?:点|说)?|多说点|再说说|细说|哪些人|什么人(?:能|可以)?(?:办|享受|申请)?|(?:有|是|要)?(?:什么|哪些)?条件)$`,
);
const PAPERS = new RegExp(
  `^${LEAD}(?:(?:带|准备|拿|交|提供)(?:些|点|上)?(?:什么|哪些)|(?:带|准备|拿|交|提供)?(?:些|点)?(?:什么|哪些)?(?:材料|证件|手续|资料|证明))(?:东西|材料|证件|手续|资料|证明)?(?:去)?$`,
);
const WHOM = new RegExp(
  `^${LEAD}(?:找|问|在|到)?(?:谁|哪里?|什么地方|哪儿|哪点|哪块|哪边)(?:去)?(?:办|问|说|申请|弄|交|找|缴)?$|^${LEAD}(?:找|问)(?:谁|什么人|哪里)(?:办|问|说)?$|^电话(?:多少)?$`,
);

/** Words after an answer (详细, 材料, 找谁, 有用 …) or a number after a choice; null where they are something else. */
export async function goOn(state: AskState, text: string, context: Context): Promise<Effect | null> {
  if (state.kind === 'urgent') return urgentOrNot(state, text, context);
  return state.kind === 'choose' ? choose(state, text, context) : after(state, text, context);
}

async function choose(
  { ids, text: asked, asker, passed }: Extract<AskState, { kind: 'choose' }>,
  text: string,
  context: Context,
): Promise<Effect | null> {
  if (NONE.test(text) && passed) return { replies: [{ text: '好,会有人给您回话。' }], dialog: null };
  if (NONE.test(text)) return toPerson(asked, asker, context, 'question');
  const policies = ids.flatMap((id) => context.read.directory.policy(id) ?? []);
  const number = Number(
    /^第?([1-9一二三])(?:个|条|样)?[。.]*$/
      .exec(text)?.[1]
      ?.replace(/[一二三]/, (c) => String('一二三'.indexOf(c) + 1)),
  );
  const named = text.length >= 2 ? policies.filter((p) => p.title.includes(text)) : [];
  // One title was asked about with “是不是”: a yes in any words is one.
  const yes = policies.length === 1 && !passed && YES.test(text) ? policies[0] : undefined;
  const chosen = policies[number - 1] ?? yes ?? (named.length === 1 ? named[0] : undefined);
  return chosen ? answer(chosen, asked, asker, context) : null;
}

async function after(
  state: Extract<AskState, { kind: 'after' }>,
  text: string,
  context: Context,
): Promise<Effect | null> {
  const policy = context.read.directory.policy(state.policyId);
  if (!policy) return null;
  const said = textFor(policy, state, text, context);
  if (said !== null) return { replies: [{ text: said, to: 'here' }] };
  const useful = /^(有用|有帮助|懂了|清楚了)[。!]*$/.test(text);
  if (!useful && !/^(没用|没有用|不对|答非所问|没答到)[。!]*$/.test(text)) return null;
  const given = await context.read.get(givenKind, state.givenId);
  const changes = given
    ? [
        change({
          kind: givenKind,
          before: given,
          after: { ...given, useful },
          action: 'policy.useful',
          actor: state.asker.actor,
        }),
      ]
    : [];
  const rated = judged(policy, state.text, useful, state.asker.actor);
  if (rated) changes.push(rated);
  if (useful) return { changes, replies: [{ text: '好,有事再问。' }], dialog: null };
  // It comes back on the office's weekly list, beside the entry that did not help.
  const passed = await toPerson(state.text, state.asker, context, 'question', policy.id);
  return { ...passed, changes: [...changes, ...(passed.changes ?? [])] };
}

function textFor(
  policy: Policy,
  { asker }: Extract<AskState, { kind: 'after' }>,
  text: string,
  context: Context,
): string | null {
  const open = context.place !== 'householdRoom';
  const helper = open ? around(asker, context.read.directory).helper?.name : undefined;
  const words = homely(text).replace(/[的呢了]$/, '');
  if (DETAILS.test(words)) return details(policy);
  if (PAPERS.test(words)) return papers(policy);
  if (WHOM.test(words)) return whom(policy, helper);
  if (/^(再说一遍|重说|没看清|再发一遍)[。!?]*$/.test(text)) return `${policy.title}\n${policy.plain}`;
  if (/^(说简单点|简单点|简单说|(看|听|搞)?不懂|没听懂|没看懂)[。!?]*$/.test(text)) return shorter(policy);
  return null;
}
