import { iso } from '../../core/clock.ts';
import { begin } from '../../core/ladder.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { display } from '../../core/text/normalize.ts';
import { type Change, change } from '../../records/change.ts';
import { hungOf, requestLadder, rulesIn } from '../../records/nudges.ts';
import type { Person } from '../../records/organisation.ts';
import type { PushKind } from '../../records/push.ts';
import { answerDue, type Request, type RequestKind, requestKind } from '../../records/request.ts';
import { speakerIn } from '../../records/speaker.ts';
import type { Context, Reply } from '../define.ts';
import { stamp } from '../stamp.ts';
import { type Asker, secretOf, villageStaff } from './asker.ts';

export interface Passing {
  kind: RequestKind;
  text: string;
  owner: Person;
  /** The day by which somebody answers; absent: five days (E05). */
  due?: string;
  hiddenFrom?: string[];
  /** Told besides the owner. */
  also?: readonly (Person | undefined)[];
  /** How the owner hears of it: only `urgent` breaks the quiet hours. */
  how?: PushKind;
  /** What stands above the words in what the owner gets. */
  lead: string;
}

export interface Passed {
  request: Request;
  changes: Change[];
  replies: Reply[];
}

/** Hands words over to a person: the record with its day, and the word to its owner. Null where no village is known. */
export async function pass(context: Context, asker: Asker, p: Passing): Promise<Passed | null> {
  const villageId = asker.villageId ?? [...context.read.directory.villages()][0]?.id;
  if (!villageId) return null;
  const rules = rulesIn(villageId, context.read.directory);
  const request: Request = {
    ...stamp(await context.number('Q'), context, asker.actor),
    villageId,
    householdId: asker.household?.id,
    kind: p.kind,
    text: display(p.text),
    due: p.due ?? answerDue(context.today),
    owner: p.owner.id,
    hiddenFrom: hiddenFrom(p, asker, villageId, context),
    askedFor: asker.proxy ? asker.actor : undefined,
    speaker: speakerIn(context.message.from, context.read.directory),
    // Days 3, 4 and 5 the owner is reminded, then those above him hear of it (E05).
    ...begin(requestLadder(rules), hungOf({ at: iso(context.now), due: null }, rules), context.now),
    history: [],
  };
  const told = [...new Set([p.owner.id, ...(p.also ?? []).flatMap((x) => x?.id ?? [])])];
  const kind = p.how ?? 'nudge';
  return {
    request,
    changes: [change({ kind: requestKind, after: request, action: `request.${p.kind}`, actor: asker.actor })],
    replies: told.map((id) => ({
      text: wordTo(id === p.owner.id, request, asker, context, p.lead),
      to: { id, kind, ...eyesFor(request) },
    })),
  };
}

/** Who must not get a word about it in the stead of whoever it is for. */
export const eyesFor = ({ kind, hiddenFrom }: Request): { only?: true; keptFrom?: string[] } =>
  kind === 'report' ? { only: true } : { keptFrom: hiddenFrom };

/** Who must not see it: as the way of the words has it, and from whom its speaker wants it kept (D14, E20). */
function hiddenFrom(p: Passing, asker: Asker, villageId: string, { read }: Context): string[] | undefined {
  const secret = p.how === 'urgent' ? null : secretOf(p.text, asker, read.directory);
  if (!secret) return p.hiddenFrom;
  const helper = asker.household?.helperId;
  const kept = secret === 'helper' ? [helper ?? ''] : villageStaff(read.directory, villageId, helper);
  return [...new Set([...(p.hiddenFrom ?? []), ...kept])].filter((id) => id !== '' && id !== p.owner.id);
}

const KEPT = {
  village: '要保密,别让村里和帮扶的人知道是谁说的。',
  helper: '要保密,别让帮扶人知道。',
};

function wordTo(owner: boolean, request: Request, asker: Asker, context: Context, lead: string): string {
  const { directory } = context.read;
  const { household } = asker;
  const place = household ? `(${directory.village(household.villageId)?.name ?? ''}${household.group})` : '';
  const who = household ? `${household.head}家${place}` : (context.sender.person?.name ?? '有位乡亲');
  const kept = secretOf(request.text, asker, directory);
  const secret = kept ? KEPT[kept] : '';
  const lines = [`${lead}${secret}${who}说:“${clip(request.text, 200)}”`];
  const { person, householdId } = context.sender;
  const neighbour = householdId && directory.household(householdId)?.head;
  // Who spoke for whom is said to those who answer (D31).
  if (asker.proxy && !person && !householdId) lines.push('说这话的微信还没绑定,请先核实。');
  else if (asker.proxy) lines.push(`是${person?.name ?? (neighbour ? `${neighbour}家` : '邻居')}代问的。`);
  if (owner)
    lines.push(`请在${formatDay(request.due, context.today)}前回话。回话发:答复 ${request.id} 您要说的话`);
  return lines.join('\n');
}
