import { MINUTE } from '../../core/clock.ts';
import { formatDay } from '../../core/text/days.ts';
import { findNames } from '../../core/text/names.ts';
import { wantsSecret } from '../../core/text/secret.ts';
import { change } from '../../records/change.ts';
import { type Given, givenKind, type Policy, type Unanswered, unansweredKind } from '../../records/policy.ts';
import type { RequestKind } from '../../records/request.ts';
import type { Context, Effect } from '../define.ts';
import { stamp } from '../stamp.ts';
import { isTrouble } from './amiss.ts';
import { changing, forCadre, forHousehold } from './answerText.ts';
import { isOpinion, looksAsked } from './asked.ts';
import { type Asker, type AskState, around, aroundSaid, secretOf } from './asker.ts';
import { isValid, type Library } from './library.ts';
import { offerBeside, offerTitles, settleOffer } from './offered.ts';
import { pass } from './request.ts';
import { takeRoad } from './roads.ts';
import { aboutHim, isAgainstHim } from './talk/against.ts';
import { answerBelieved } from './talk/answer.ts';
import { askUrgent } from './talk/doubt.ts';
import { heardIn } from './talk/handOn.ts';

/** How long 详细 or a number goes on from what was said. */
const GO_ON_FOR = 30 * MINUTE;

/** Answers words that were meant as a question: the guard first, then the book, then a person. */
export async function replyTo(
  text: string,
  asker: Asker,
  library: Library,
  context: Context,
): Promise<Effect> {
  const { read } = context;
  const facts = { heads: asker.cadre ? [] : othersIn(text, asker, context) };
  const { road, mayAsk, unsure, peril, doubt } = library.judge(text, read, facts);
  if (road) {
    const taken = await takeRoad(road, text, asker, officeFor(text, library, context), context);
    return {
      ...(mayAsk ? offerBeside(taken, library.beside(text, read), text, asker, context) : taken),
      road,
    };
  }
  if (doubt) return { ...askUrgent(doubt, text, asker, context), road: 'doubt' };
  // For another house only questions are handed on: what it is told of itself, and its mourning, are its own.
  const talked =
    peril || asker.proxy || isOpinion(text) ? null : await answerBelieved(text, asker, library, context);
  if (talked) return talked;
  return peril && !isOpinion(text)
    ? warned(await meet(text, asker, library, context, unsure))
    : meet(text, asker, library, context, unsure);
}

/** Words that may meet the book. `unsure`: it may only offer, the guard is in doubt. */
async function meet(
  text: string,
  asker: Asker,
  library: Library,
  context: Context,
  unsure: true | undefined,
): Promise<Effect> {
  const { read } = context;
  if (isOpinion(text)) return toPerson(text, asker, context, 'opinion');
  const heard = heardIn(text, asker, context);
  if (!asker.cadre && isAgainstHim(text, around(asker, read.directory).helper?.name)) return aboutHim(heard);
  if (!asker.cadre && ((OBJECTS.test(text) && !HOW_TO.test(text)) || wantsSecret(text))) {
    const near = library.find(text, read);
    const passed = await toPerson(text, asker, context, 'opinion');
    return offerBeside(passed, near.kind === 'clear' ? [near.policy] : [], text, asker, context);
  }
  const found = library.find(text, read);
  // Who asks for nothing tells of something: what only sounds like an entry does not answer that.
  const meant = found.kind === 'clear' && (found.named || looksAsked(text));
  if (found.kind === 'clear' && (asker.cadre || (meant && !unsure))) {
    const told = await answer(found.policy, text, asker, context);
    return isTrouble(text) && !asker.cadre ? withPerson(told, text, asker, context) : told;
  }
  const policies = found.kind === 'nothing' ? [] : found.policies;
  if (policies.length > 0 && (asker.cadre || (looksAsked(text) && !isTrouble(text))))
    return offerTitles(policies, text, asker, context);
  const passed = await toPerson(
    text,
    asker,
    context,
    looksAsked(text) && !isTrouble(text) ? 'question' : 'opinion',
  );
  return offerBeside(passed, policies, text, asker, context);
}

/** Should life be at stake after all: 120 before anything else. */
function warned(effect: Effect): Effect {
  const [first, ...others] = effect.replies ?? [];
  if (!first) return effect;
  return {
    ...effect,
    replies: [{ ...first, text: `现在有人有危险的话,先打120。\n${first.text}` }, ...others],
  };
}

/** Tells one entry and remembers to whom: everyone who was told hears of a correction (G02). */
export async function answer(policy: Policy, text: string, asker: Asker, context: Context): Promise<Effect> {
  if (!isValid(policy, context.today))
    return {
      changes: await settleOffer(context),
      replies: [{ text: changing(policy), to: 'here' }],
      dialog: null,
    };
  const { helper } = around(asker, context.read.directory);
  const said = asker.cadre
    ? forCadre(policy, context.today)
    : forHousehold(policy, context.place === 'householdRoom' ? undefined : helper?.name, context.today);
  const given: Given = {
    ...stamp(`${policy.id}|${context.message.id}`, context, asker.actor),
    policyId: policy.id,
    version: policy.version,
    to: context.place === 'private' ? asker.actor : context.chat,
    way: 'answer',
    when: context.now,
  };
  const state: AskState = { kind: 'after', policyId: policy.id, givenId: given.id, text, asker };
  return {
    changes: [
      change({ kind: givenKind, after: given, action: 'policy.told', actor: asker.actor }),
      ...(await settleOffer(context)),
    ],
    // Nothing in it is of this household: in a room it stands where it was asked.
    replies: [{ text: said, to: 'here' }],
    dialog: { state, expires: context.now + GO_ON_FOR },
  };
}

/**
 * Nothing in the book: somebody answers within five days, and the words go on the office's list; `told`: the entry that was
 * told and did not help (没用).
 */
export async function toPerson(
  text: string,
  asker: Asker,
  context: Context,
  kind: RequestKind,
  told?: string,
): Promise<Effect> {
  const { helper, secretary, office } = aroundSaid(text, asker, context.read.directory);
  // What is said of the helper goes past him (D14), and nobody asks himself.
  const past = helper && PAST_HIM.test(text) ? helper : undefined;
  const owner = [helper, secretary, office].find(
    (p) => p && p.id !== past?.id && p.id !== context.sender.person?.id,
  );
  const passed =
    owner &&
    (await pass(context, asker, {
      kind,
      text,
      owner: asker.cadre && !asker.proxy ? (office ?? owner) : owner,
      hiddenFrom: past ? [past.id] : undefined,
      lead: '',
    }));
  if (!passed) return { replies: [{ text: '这个我拿不准,不敢乱说。请问乡扶贫办。' }], dialog: null };
  const { request, changes, replies } = passed;
  const name = context.read.directory.person(request.owner)?.name ?? '';
  const due = formatDay(request.due, context.today);
  const lead = kind === 'question' ? '这个我拿不准,不敢乱说。已转给' : '您说的我记下了,已转给';
  const kept: Unanswered[] =
    kind === 'question'
      ? [
          {
            ...stamp(await context.number('W'), context, asker.actor),
            text,
            requestId: request.id,
            toldPolicyId: told,
          },
        ]
      : [];
  return {
    changes: [
      ...changes,
      ...(await settleOffer(context)),
      ...kept.map((after) =>
        change({ kind: unansweredKind, after, action: 'policy.unanswered', actor: asker.actor }),
      ),
    ],
    replies: [
      {
        text: `${lead}${name}${UNSEEN[secretOf(text, asker, context.read.directory) ?? 'nobody']},编号${request.id},${due}前给您回话。查办到哪了发“我的事”,说错了发“撤回”。`,
        to: context.place === 'householdRoom' ? 'private' : 'here',
      },
      ...replies,
    ],
    dialog: null,
  };
}

/** Who does not see it, as the household is told. */
const UNSEEN = { village: ',村里和帮扶的人看不到', helper: ',帮扶人看不到', nobody: '' };

/** What is amiss with the helper himself. */
const PAST_HIM =
  /帮扶(的)?(人|干部|责任人).{0,12}(没|不|只|拍|换|骂|态度|敷衍|从来|半年|几个月)|(没|不).{0,6}(来过|来走访|见过).{0,6}帮扶|走访.{0,6}没来|不满意.{0,6}帮扶|帮扶.{0,6}不满意/;

/** Somebody is against what was decided: that is for a person, whatever the book says of it (C39). */
const OBJECTS = /(我|屋|(?<!大)家).{0,6}(不服|有意见|有异议)/;
const HOW_TO = /(怎么|咋个?|如何)(提|办|弄|反映|说|讲|写|搞|走|申|投|去|找|才)|找谁|哪里|在哪|能不能|可以/;

/** The rules are told, and somebody looks after the trouble itself. */
async function withPerson(told: Effect, text: string, asker: Asker, context: Context): Promise<Effect> {
  const passed = await toPerson(text, asker, context, 'opinion');
  const [own, ...others] = passed.replies ?? [];
  const line = own && {
    ...own,
    text: own.text.replace('您说的我记下了,已转给', '您说的这件事我也记下了,已转给'),
  };
  return {
    ...told,
    changes: [...(told.changes ?? []), ...(passed.changes ?? [])],
    replies: [...(told.replies ?? []), ...(line ? [line] : []), ...others],
  };
}

/** Heads of other households in the asker's village that the words name. */
function othersIn(text: string, { household, villageId, proxy }: Asker, { read }: Context): string[] {
  if (!household || proxy) return [];
  const asker = { own: new Set([household.id]), villages: new Set(villageId ? [villageId] : []) };
  return findNames(read.directory.householdNames(), text, asker)
    .map((m) => m.entry.id)
    .filter((id) => id !== household.id);
}

/** The office of the entry that comes nearest, where something is near. */
function officeFor(text: string, library: Library, { read }: Context): string {
  const [hit] = library.hits(text, read, 1);
  const policy = hit && hit.score >= 0.6 ? read.directory.policy(hit.id) : undefined;
  return policy?.contact ?? '乡扶贫办';
}
