import { iso } from '../../../core/clock.ts';
import { clip } from '../../../core/text/clean.ts';
import { formatDay, formatDayLong } from '../../../core/text/days.ts';
import { pairsIn } from '../../../core/text/pairs.ts';
import { change } from '../../../records/change.ts';
import { recordsOfHousehold } from '../../../records/lived.ts';
import { type Request, requestKind } from '../../../records/request.ts';
import { COUNTED, MODE_LABELS, visitKind } from '../../../records/visit.ts';
import type { Effect } from '../../define.ts';
import { myMatters } from '../mine.ts';
import { ownProblems } from '../ownProblems.ts';
import { ownRequests } from '../ownRequests.ts';
import { eyesFor } from '../request.ts';
import { type Heard, handOn, personFor } from './handOn.ts';

/** What became of earlier words (D38); those that were said to somebody's face stand nowhere. */
export async function howFar(heard: Heard): Promise<Effect> {
  const known = (await ownRequests(heard.context)).length + (await ownProblems(heard.context)).length;
  if (known > 0) return myMatters(heard.context);
  const name = personFor(heard)?.name;
  const next = name ? `是哪件事?再说一遍,我转给${name}。` : '是哪件事?再说一遍。';
  return { replies: [{ text: `您家还没有在我这里记过事,可能是当面跟干部说的。${next}` }] };
}

/** Said before and nothing came of it: whoever owes the answer hears it again; where none is open, a request is made (E05). */
export async function urge(heard: Heard): Promise<Effect> {
  const { text, context, asker } = heard;
  const open = (await ownRequests(context)).filter((r) => r.status === 'active' && r.kind !== 'report');
  const before = closest(open, text);
  const owner = before && context.read.directory.person(before.owner);
  if (!before || !owner)
    return handOn(
      heard,
      personFor(heard),
      { lead: '等了好久,请先问一声:\n' },
      (name) => `让您久等了。我转给${name},请他查一查,`,
    );
  const said = { at: iso(context.now), by: asker.actor, action: 'urge', text };
  const after = { ...before, history: [...before.history, said] };
  const about = `${before.id}(${formatDay(before.due, context.today)}前回话):“${clip(before.text, 60)}”`;
  return {
    changes: [change({ kind: requestKind, before, after, action: 'request.urge', actor: asker.actor })],
    replies: [
      { text: `让您久等了。我又跟${owner.name}说了一遍,请他回话,编号还是${before.id}。` },
      {
        text: `${asker.household?.head ?? '有位乡亲'}家在催:“${clip(text, 100)}”\n${about}\n回话发:答复 ${before.id} 您要说的话`,
        to: { id: owner.id, kind: 'nudge', ...eyesFor(before) },
      },
    ],
  };
}

/** When he was here, not when he comes: 上回来我屋是哪天. */
const PAST =
  /(上|前)(一)?(回|次|趟)(来|到|是|好久|哪天|几时)|最近一?(回|次)|(哪天|几时|什么时候|好久)(来|到)(的|过)/;

/** When somebody comes: the day that was agreed on, else the helper is asked. */
export async function whenHeComes(heard: Heard): Promise<Effect> {
  const { asker, context } = heard;
  const owner = personFor(heard);
  const { household } = asker;
  const latest = { reverse: true, limit: 3 };
  const visits = household
    ? await recordsOfHousehold(visitKind, 'visits', household, context.read, latest)
    : [];
  const last = visits.find((v) => v.status === 'active' && COUNTED.has(v.mode));
  if (PAST.test(heard.text) && last)
    return {
      replies: [
        {
          text: `上次是${formatDayLong(last.date, context.today)}${MODE_LABELS[last.mode]},记在我这里。不对的话跟我说。`,
        },
      ],
    };
  const agreed = visits.find((v) => v.status === 'active' && v.nextVisit && v.nextVisit > context.today);
  if (agreed?.nextVisit && owner)
    return {
      replies: [
        {
          text: `上次说好${formatDay(agreed.nextVisit, context.today)}来。等不得的事,直接跟我说,我转给${owner.name}。`,
        },
      ],
    };
  return handOn(heard, owner, { lead: '问什么时候去,请回个话:\n' }, (name) =>
    /没来|没见|不来$|没露面/.test(heard.text)
      ? `让您空等了,我记下了。我跟${name}说了,`
      : `哪天来,我这里没有定好的日子。我跟${name}说了,`,
  );
}

/** The open one that shares most with the words; the only one, where they name nothing. */
function closest(open: readonly Request[], text: string): Request | undefined {
  const pairs = new Set(telling(text));
  const shared = (r: Request) => telling(r.text).filter((p) => pairs.has(p)).length;
  const best = [...open].sort((a, b) => shared(b) - shared(a))[0];
  if (!best) return undefined;
  return shared(best) > 0 || open.length === 1 || !/[\p{Script=Han}]{1,4}的(事|问题)/u.test(text)
    ? best
    : undefined;
}

const EMPTY = /我们|我家|没人|没得|人管|的事|几次|说了|了几|好久|还没|没有/;

function telling(text: string): string[] {
  return pairsIn(text.replace(/[^\p{Script=Han}]/gu, '')).filter((pair) => !EMPTY.test(pair));
}
