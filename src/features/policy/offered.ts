import { dayOf, iso, MINUTE } from '../../core/clock.ts';
import { begin } from '../../core/ladder.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { type Change, change } from '../../records/change.ts';
import { hungOf, type NudgeRules, requestLadder, rulesIn } from '../../records/nudges.ts';
import {
  type Offered,
  offeredKind,
  type Policy,
  type Unanswered,
  unansweredKind,
} from '../../records/policy.ts';
import type { Directory } from '../../records/read.ts';
import { answerDue, type Request, requestKind } from '../../records/request.ts';
import type { Context, Effect } from '../define.ts';
import type { Planned, PushJob } from '../pushJob.ts';
import { stamp } from '../stamp.ts';
import { alsoKnown, offer } from './answerText.ts';
import { type Asker, type AskState, aroundSaid } from './asker.ts';

/** How long titles stand to be chosen from; after that a person gets the question. */
export const OFFERED_FOR = 30 * MINUTE;
const AT_ONCE = 100;

/** Asks back with two or three titles. A household's words are kept, should it never choose. */
export function offerTitles(
  policies: readonly Policy[],
  text: string,
  asker: Asker,
  context: Context,
): Effect {
  const kept = asker.cadre && !asker.proxy ? undefined : keepOffer(text, asker, context);
  const state: AskState = {
    kind: 'choose',
    ids: policies.map((p) => p.id),
    text,
    asker,
    offered: kept && { id: kept.id, villageId: kept.villageId },
  };
  const actor = asker.actor;
  return {
    changes: kept ? [change({ kind: offeredKind, after: kept, action: 'policy.offer', actor })] : [],
    replies: [{ text: offer(policies), to: 'here' }],
    dialog: { state, expires: context.now + OFFERED_FOR },
  };
}

/** Beside what was said: the titles that are near, to be chosen from. Whether somebody has the words already shows in what was written. */
export function offerBeside(
  passed: Effect,
  policies: readonly Policy[],
  text: string,
  asker: Asker,
  { place, now }: Context,
): Effect {
  const [own, ...others] = passed.replies ?? [];
  // In a room the person's name is told in private: a number here would choose from what others do not see.
  if (!own || policies.length === 0 || place === 'householdRoom') return passed;
  const ids = policies.map((p) => p.id);
  const state: AskState = { kind: 'choose', ids, text, asker, passed: !!passed.changes?.length || undefined };
  return {
    ...passed,
    replies: [{ ...own, text: `${own.text}\n${alsoKnown(policies)}` }, ...others],
    dialog: { state, expires: now + OFFERED_FOR },
  };
}

/** A household's words as they are kept until it answers, `wait` ms at most. */
export function keepOffer(
  text: string,
  asker: Asker,
  context: Context,
  wait = OFFERED_FOR,
): Offered | undefined {
  const { helper, secretary, office } = aroundSaid(text, asker, context.read.directory);
  const owner = [helper, secretary, office].find((p) => p && p.id !== context.sender.person?.id);
  if (!owner || !asker.villageId) return undefined;
  return {
    ...stamp(context.message.id, context, asker.actor),
    villageId: asker.villageId,
    householdId: asker.household?.id,
    text,
    owner: owner.id,
    nextStepAt: context.now + wait,
  };
}

/** The titles that were open in this chat have been answered, or another question took their place and was. */
export async function settleOffer(context: Context): Promise<Change[]> {
  const state = context.open?.state as AskState | undefined;
  const offered = state?.kind === 'choose' || state?.kind === 'urgent' ? state.offered : undefined;
  if (!offered) return [];
  const before = await context.read.get(offeredKind, offered.id, offered.villageId);
  if (before?.nextStepAt === undefined) return [];
  const after = { ...before, status: 'settled', nextStepAt: undefined };
  return [change({ kind: offeredKind, before, after, action: 'policy.chosen', actor: before.by })];
}

/** What was offered and never answered goes to a person: nothing said is lost. */
export const offeredJob: PushJob = {
  name: 'offered',
  grace: 0,
  async run({ now, read, number }) {
    const changes: Change[] = [];
    const outbound: Planned[] = [];
    // All villages in one round trip: messages wait behind the gate meanwhile.
    const batch = read.batch();
    const found = [...read.directory.villages()].map(
      ({ id }) => [id, batch.scored(id, 'due', now, AT_ONCE)] as const,
    );
    await batch.run();
    for (const [villageId, due] of found) {
      const members = due().filter(({ member }) => member.startsWith('offered|'));
      const ids = members.map(({ member }) => member.slice('offered|'.length));
      for (const offered of await read.many(offeredKind, ids, villageId)) {
        const ids = [await number('Q'), await number('W')] as const;
        const passed = passOn(offered, ids, now, rulesIn(villageId, read.directory));
        changes.push(...passed.changes);
        outbound.push(...wordsOf(offered, passed.request, read.directory, now));
      }
    }
    return { changes, outbound, counts: { offered: changes.length } };
  },
};

function passOn(
  offered: Offered,
  [requestId, unansweredId]: readonly [string, string],
  now: number,
  rules: NudgeRules,
): { request: Request; changes: Change[] } {
  const { by, source, villageId, householdId, text } = offered;
  const base = { rev: 0, schema: 1, by, at: iso(now), status: 'active', source };
  const request: Request = {
    ...base,
    id: requestId,
    villageId,
    householdId,
    kind: 'question',
    text,
    due: answerDue(dayOf(now)),
    owner: offered.owner,
    ...begin(requestLadder(rules), hungOf({ at: iso(now), due: null }, rules), now),
    history: [],
  };
  const unanswered: Unanswered = { ...base, id: unansweredId, text, requestId: request.id };
  const after = { ...offered, status: 'passed', nextStepAt: undefined };
  const actor = 'bot';
  return {
    request,
    changes: [
      change({ kind: offeredKind, before: offered, after, action: 'policy.passed', actor }),
      change({ kind: requestKind, after: request, action: 'request.question', actor }),
      change({ kind: unansweredKind, after: unanswered, action: 'policy.unanswered', actor }),
    ],
  };
}

/** To the owner and to the one who asked. */
function wordsOf(offered: Offered, request: Request, directory: Directory, now: number): Planned[] {
  const household = offered.householdId ? directory.household(offered.householdId) : undefined;
  const place = household ? `(${directory.village(household.villageId)?.name ?? ''}${household.group})` : '';
  const who = household ? `${household.head}家${place}` : '有位乡亲';
  const day = formatDay(request.due, dayOf(now));
  const owner = directory.person(request.owner)?.name ?? '';
  const about = clip(request.text, 200);
  return [
    {
      to: request.owner,
      kind: 'nudge',
      part: request.id,
      content: {
        text: `${who}问:“${about}”。我回问了一句,没有再回。\n请在${day}前回话。回话发:答复 ${request.id} 您要说的话`,
      },
    },
    {
      to: offered.householdId ?? offered.by,
      kind: 'nudge',
      part: request.id,
      content: {
        text: `您问的“${clip(request.text, 30)}”,我转给${owner}了,编号${request.id},${day}前给您回话。`,
      },
    },
  ];
}
